import type { FinishedDelivery } from '../../../domain/outbound/events';
import type { RecordedEvent } from '../../../event-store/event-store';
import { markOf } from '../../../event-store/log/log-mark';
import type { Clock } from '../../../shared/clock';
import type { Logger } from '../../../shared/logging';
import type { EndpointPlace, EndpointProgress, EndpointProgressKeeper } from './endpoint-progress';
import type { OpenDelivery } from '../open-delivery';

interface SaverParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly keeper: EndpointProgressKeeper;
  /** What is not delivered yet. */
  readonly open: () => Iterable<OpenDelivery>;
}

const SAVE_AFTER_EVENTS = 500;
export const SAVE_AFTER_MS = 10_000;

/** Saves how far an endpoint has come, and what has ended since, often enough and no oftener. */
export class ProgressSaver {
  private place: EndpointPlace | undefined;
  private finished: FinishedDelivery[] = [];
  private unsaved = 0;
  private savedMs = 0;

  constructor(private readonly parts: SaverParts) {}

  /** @throws {Fault} */
  async load(): Promise<EndpointProgress> {
    const progress = await this.parts.keeper.load();
    this.place = { position: progress.position, mark: progress.mark };
    return progress;
  }

  noteCheckpoint(position: EndpointPlace['position']): void {
    this.place = { ...this.place!, position };
  }

  noteTaken(event: RecordedEvent): void {
    this.place = { position: event.position, mark: markOf(event) };
    this.unsaved += 1;
  }

  /** `status`: undefined: the endpoint was not to get it. */
  noteFinished({ deliveryId, message }: OpenDelivery, status: FinishedDelivery['status'] | undefined): void {
    this.unsaved += 1;
    if (status) this.finished.push({ deliveryId, status, recordedAt: message.recordedAt.toISOString() });
  }

  async saveIfNeeded(): Promise<void> {
    const isOld = this.parts.clock.monotonicMs() - this.savedMs >= SAVE_AFTER_MS;
    if (this.unsaved >= SAVE_AFTER_EVENTS || (this.unsaved > 0 && isOld)) await this.save();
  }

  async save(): Promise<void> {
    if (this.unsaved === 0 || !this.place) return;
    const { clock, keeper, open, logger } = this.parts;
    const finished = this.finished.splice(0);
    this.unsaved = 0;
    this.savedMs = clock.monotonicMs();
    try {
      if (await keeper.save(this.place, open(), finished)) return;
    } catch (error) {
      logger.warn({ error: String(error) }, 'a webhook endpoint cannot save its progress yet');
    }
    // It may have been saved all the same: a delivery stands in the list twice then, and never not at all.
    this.finished.unshift(...finished);
    this.unsaved += finished.length;
  }
}
