import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { markOf } from '../../event-store/log/log-mark';
import { readEvents } from '../../event-store/read-events';
import {
  ACCOUNT_PREFIX,
  CASE_PREFIX,
  PAYOUT_PREFIX,
  streamName,
  WEBHOOK_ENDPOINTS_STREAM,
  webhookDeliveriesOf,
} from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import type { Logger } from '../../shared/logging';
import type { AccountsOf, DeliveryFinder } from './delivery-finder';
import type { DeliverySender, SendProgress } from './delivery-sender';
import { EndpointProgressKeeper, type EndpointPlace } from './endpoint-progress';
import { type DeliveryCounts, EndpointPace } from './endpoint-pace';
import { OpenDeliveries } from './open-deliveries';
import type { OpenDelivery } from './open-delivery';

export interface EndpointWorkerParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly finder: DeliveryFinder;
  readonly sender: DeliverySender;
  readonly accountsOf: AccountsOf;
  readonly counts: DeliveryCounts;
  /** The endpoint as it is now; undefined: it is deleted. */
  readonly endpoint: () => WebhookEndpoint | undefined;
  /** Whether this process still sends for the endpoint. */
  readonly owns: () => boolean;
}

/** With so many open the log waits for the endpoint. All of them stand in the saved progress. */
const MAX_OPEN = 500;
const RETRY_MS = 500;
/** A call under way has so long to end when the worker ends. */
const GRACE_MS = 2_000;
const SAVE_AFTER_EVENTS = 500;
const SAVE_AFTER_MS = 10_000;

/** Reads the log for one endpoint and sends its messages, for each subject in order. */
export class EndpointWorker {
  private readonly open = new OpenDeliveries();
  private readonly progress: EndpointProgressKeeper;
  private place: EndpointPlace | undefined;
  private unsaved = 0;
  private savedMs = 0;
  private running = 0;
  private readonly pace = new EndpointPace();
  private waking = new AbortController();
  private readonly over = new AbortController();
  private readonly ending: AbortSignal;
  /** Ends the calls that are under way when the worker ends. */
  private readonly callsEnding = new AbortController();

  constructor(
    private readonly parts: EndpointWorkerParts,
    private readonly endpointId: string,
    ending: AbortSignal,
  ) {
    this.progress = new EndpointProgressKeeper(parts, endpointId);
    this.ending = AbortSignal.any([ending, this.over.signal]);
    this.ending.addEventListener('abort', () => this.wake(), { once: true });
  }

  get openCount(): number {
    return this.open.size;
  }

  /** The store's time of the oldest event that is not delivered; undefined: all are. */
  get oldestAt(): Date | undefined {
    const times = [...this.open.all()].map(({ message }) => message.recordedAt.getTime());
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  }

  get isFailing(): boolean {
    return this.pace.isFailing;
  }

  /** Until the signal. What is under way has ended when this resolves. @throws {Fault} begin again then */
  async run(): Promise<void> {
    await this.restore();
    const sending = this.sendAll();
    try {
      await this.follow();
    } finally {
      this.over.abort();
      const ended = new AbortController();
      void this.parts.clock.wait(GRACE_MS, ended.signal).then(() => this.callsEnding.abort());
      await sending;
      ended.abort();
      await this.save();
    }
  }

  private async restore(): Promise<void> {
    const { position, mark, open } = await this.progress.load();
    this.place = { position, mark };
    for (const { streamId, revision } of open)
      for await (const event of readEvents(this.parts.store, streamName(streamId), BigInt(revision), 1))
        await this.take(event);
  }

  private async follow(): Promise<void> {
    const { store } = this.parts;
    const { position: after, mark } = this.place!;
    const own = webhookDeliveriesOf(this.endpointId);
    const streamPrefixes = [PAYOUT_PREFIX, ACCOUNT_PREFIX, CASE_PREFIX, WEBHOOK_ENDPOINTS_STREAM, own];
    const items = store.subscribe({ after, mark, streamPrefixes, signal: this.ending });
    for await (const item of items) {
      if (item.kind === 'caught_up') continue;
      if (item.kind === 'checkpoint') {
        this.place = { ...this.place!, position: item.position };
        continue;
      }
      await this.take(item.event);
      if (this.ending.aborted) return;
      this.place = { position: item.event.position, mark: markOf(item.event) };
      this.unsaved += 1;
      await this.saveIfNeeded();
      await this.waitForRoom();
    }
  }

  /** Tries until the streams answer: an event that is passed over would never be told. */
  private async take(event: RecordedEvent): Promise<void> {
    const { finder, clock, endpoint } = this.parts;
    while (!this.ending.aborted) {
      try {
        const current = endpoint();
        const found = current && (await finder.find(current, event));
        if (found) this.open.add(found);
        if (found) this.wake();
        return;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await clock.wait(RETRY_MS, this.ending);
      }
    }
  }

  private async waitForRoom(): Promise<void> {
    while (this.open.size >= MAX_OPEN && !this.ending.aborted) {
      await this.saveIfNeeded();
      await this.parts.clock.wait(RETRY_MS, this.ending);
    }
  }

  private async sendAll(): Promise<void> {
    const { clock } = this.parts;
    const under = new Set<Promise<void>>();
    while (!this.ending.aborted) {
      const nowMs = clock.monotonicMs();
      const next = this.mayBegin(nowMs) ? this.open.begin(nowMs) : undefined;
      if (next) {
        this.running += 1;
        const work = this.work(next).finally(() => under.delete(work));
        under.add(work);
        continue;
      }
      await this.waitForWork(nowMs);
    }
    await Promise.all(under);
  }

  private mayBegin(nowMs: number): boolean {
    return this.pace.mayBegin(this.running, nowMs) && this.parts.owns();
  }

  private async waitForWork(nowMs: number): Promise<void> {
    const dueMs = Math.max(this.open.nextDueMs() ?? Infinity, this.pace.restsUntilMs) - nowMs;
    const waitMs = Math.min(Math.max(dueMs, 1), SAVE_AFTER_MS);
    const isBlocked = dueMs <= 0;
    // What runs wakes this loop when it ends. A lease that comes back does not, so it is looked at again soon.
    await this.parts.clock.wait(isBlocked ? RETRY_MS : waitMs, this.waking.signal);
    if (this.waking.signal.aborted) this.waking = new AbortController();
    await this.saveIfNeeded();
  }

  private wake(): void {
    this.waking.abort();
  }

  private async work(item: OpenDelivery): Promise<void> {
    const { clock, logger } = this.parts;
    try {
      this.finish(item, await this.send(item));
    } catch (error) {
      logger.warn({ delivery: item.deliveryId, error: String(error) }, 'a webhook attempt is not recorded');
      this.open.postpone(item, clock.monotonicMs() + RETRY_MS);
    } finally {
      this.running -= 1;
      this.wake();
    }
  }

  private async send(item: OpenDelivery): Promise<SendProgress> {
    const { endpoint, accountsOf, clock, sender } = this.parts;
    const current = endpoint();
    const { accountId } = item.message;
    if (current?.status.kind !== 'ENABLED') return { kind: 'stopped' };
    const accounts = current.accounts ?? accountsOf(current.clientName);
    if (accounts === null)
      return { kind: 'again', at: new Date(clock.now().getTime() + RETRY_MS), hasFailed: false };
    const isOwn = accounts === '*' || accountId === null || accounts.includes(accountId);
    return isOwn ? sender.send(current, item, this.callsEnding.signal) : { kind: 'done', isNew: false };
  }

  private finish(item: OpenDelivery, progress: SendProgress): void {
    const { clock, counts } = this.parts;
    const nowMs = clock.monotonicMs();
    if (progress.kind === 'stopped') return this.open.postpone(item, nowMs + RETRY_MS);
    if (progress.kind === 'done') {
      this.open.finish(item);
      this.unsaved += 1;
      if (progress.isNew) counts.delivered += 1;
      if (progress.isNew) this.pace.noteSuccess();
      return;
    }
    this.open.postpone(item, nowMs + Math.max(0, progress.at.getTime() - clock.now().getTime()));
    if (!progress.hasFailed) return;
    counts.failed += 1;
    this.pace.noteFailure(nowMs);
  }

  private async saveIfNeeded(): Promise<void> {
    const isOld = this.parts.clock.monotonicMs() - this.savedMs >= SAVE_AFTER_MS;
    if (this.unsaved >= SAVE_AFTER_EVENTS || (this.unsaved > 0 && isOld)) await this.save();
  }

  private async save(): Promise<void> {
    if (this.unsaved === 0 || !this.place) return;
    this.unsaved = 0;
    this.savedMs = this.parts.clock.monotonicMs();
    try {
      await this.progress.save(this.place, this.open.all());
    } catch (error) {
      this.parts.logger.warn({ error: String(error) }, 'a webhook endpoint cannot save its progress yet');
    }
  }
}
