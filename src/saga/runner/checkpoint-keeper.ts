import {
  comparePositions,
  type LogMark,
  type Position,
  type SubscriptionItem,
} from '../../event-store/event-store';
import { markOf } from '../../event-store/log/log-mark';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import { MAX_OPEN_ITEMS, type NewProgress, type SagaCheckpoint, type SavedProgress } from './saga-checkpoint';
import type { LogPlace, UnfinishedWork } from './unfinished-work';

export interface CheckpointKeeperParts {
  readonly checkpoint: SagaCheckpoint;
  readonly clock: Clock;
  readonly logger: Logger;
}

const SAVE_AFTER_EVENTS = 2_000;
const SAVE_AFTER_MS = 30_000;
const RETRY_MS = 1_000;

/** Knows how far the saga has read, and saves it from time to time. */
export class CheckpointKeeper {
  private lastPosition: Position | undefined;
  private mark: LogMark | undefined;
  private unsaved = 0;
  /** Milliseconds on the monotonic clock. */
  private savedAtMs = 0;
  private savedPosition: Position | undefined;
  private saving: Promise<void> | undefined;

  constructor(private readonly parts: CheckpointKeeperParts) {}

  /** The place up to which the saga has read. Returns undefined before the first event of all. */
  get place(): LogPlace | undefined {
    const { lastPosition: position, mark } = this;
    return position && mark && { position, mark };
  }

  /** Returns undefined only when the saga stopped before the event store answered. */
  async load(signal: AbortSignal): Promise<SavedProgress | undefined> {
    const { checkpoint, clock, logger } = this.parts;
    while (!signal.aborted) {
      try {
        const progress = await checkpoint.load();
        this.lastPosition = progress.position;
        this.mark = progress.mark;
        this.savedPosition = progress.position;
        return progress;
      } catch (error) {
        logger.warn({ error: String(error) }, 'saga cannot read its checkpoint yet');
        await clock.wait(RETRY_MS, signal);
      }
    }
    return undefined;
  }

  /** Notes that the saga has read up to this item of its subscription. */
  note(item: Exclude<SubscriptionItem, { kind: 'caught_up' }>): void {
    this.lastPosition = item.kind === 'event' ? item.event.position : item.position;
    if (item.kind === 'checkpoint') return;
    this.mark = markOf(item.event);
    this.unsaved += 1;
  }

  /** Saves after many events, or after some time with any. */
  saveIfNeeded(unfinished: Pick<UnfinishedWork, 'oldest'>): void {
    const isOld = this.parts.clock.monotonicMs() - this.savedAtMs >= SAVE_AFTER_MS;
    if (this.unsaved >= SAVE_AFTER_EVENTS || (this.unsaved > 0 && isOld)) void this.save(unfinished);
  }

  /** Saves if there is anything to save. While one is being saved, the next waits for its time. */
  async save(unfinished: Pick<UnfinishedWork, 'oldest'>): Promise<void> {
    if (this.saving || this.unsaved === 0) return;
    this.unsaved = 0;
    this.savedAtMs = this.parts.clock.monotonicMs();
    const open = unfinished.oldest(MAX_OPEN_ITEMS);
    if (!open || !this.isFurther(open.place)) return;
    this.saving = this.write({ ...open.place, openItems: open.items });
    await this.saving;
    this.saving = undefined;
  }

  /** Resolves when nothing is being saved. */
  async waitForSave(): Promise<void> {
    await this.saving;
  }

  /** With much under way the place can stay where it was. */
  private isFurther({ position }: LogPlace): boolean {
    return !this.savedPosition || comparePositions(position, this.savedPosition) > 0;
  }

  private async write(progress: NewProgress): Promise<void> {
    try {
      await this.parts.checkpoint.save(progress);
      this.savedPosition = progress.position;
    } catch (error) {
      this.parts.logger.warn({ error: String(error) }, 'saga cannot write its checkpoint yet');
    }
  }
}
