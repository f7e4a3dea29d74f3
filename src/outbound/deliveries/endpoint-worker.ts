import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
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
import type { DeliverySender, SendEnd, SendProgress } from './delivery-sender';
import { type EndpointProgress, EndpointProgressKeeper } from './progress/endpoint-progress';
import { type DeliveryCounts, EndpointPace } from './endpoint-pace';
import { OpenDeliveries } from './open-deliveries';
import { mayReceive } from './may-receive';
import type { OpenDelivery } from './open-delivery';
import { ProgressSaver, SAVE_AFTER_MS } from './progress/progress-saver';

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

/** Reads the log for one endpoint and sends its messages, for each subject in order. */
export class EndpointWorker {
  private readonly open = new OpenDeliveries();
  private readonly progress: ProgressSaver;
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
    const keeper = new EndpointProgressKeeper(parts, endpointId);
    this.progress = new ProgressSaver({ ...parts, keeper, open: () => this.open.all() });
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
    const progress = await this.progress.load();
    await this.restore(progress);
    const sending = this.sendAll();
    try {
      await this.follow(progress);
    } finally {
      this.over.abort();
      const ended = new AbortController();
      void this.parts.clock.wait(GRACE_MS, ended.signal).then(() => this.callsEnding.abort());
      await sending;
      ended.abort();
      await this.progress.save();
    }
  }

  private async restore({ open }: EndpointProgress): Promise<void> {
    for (const { streamId, revision } of open)
      for await (const event of readEvents(this.parts.store, streamName(streamId), BigInt(revision), 1))
        await this.take(event);
  }

  private async follow({ position: after, mark }: EndpointProgress): Promise<void> {
    const { store } = this.parts;
    const own = webhookDeliveriesOf(this.endpointId);
    const streamPrefixes = [PAYOUT_PREFIX, ACCOUNT_PREFIX, CASE_PREFIX, WEBHOOK_ENDPOINTS_STREAM, own];
    const items = store.subscribe({ after, mark, streamPrefixes, signal: this.ending });
    for await (const item of items) {
      if (item.kind === 'caught_up') continue;
      if (item.kind === 'checkpoint') {
        this.progress.noteCheckpoint(item.position);
        continue;
      }
      await this.take(item.event);
      if (this.ending.aborted) return;
      this.progress.noteTaken(item.event);
      await this.progress.saveIfNeeded();
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
      await this.progress.saveIfNeeded();
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
    await this.progress.saveIfNeeded();
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
    if (current?.status.kind !== 'ENABLED') return { kind: 'stopped' };
    const may = mayReceive(current, item, accountsOf);
    if (may === 'yes') return sender.send(current, item, this.callsEnding.signal);
    if (may === 'no') return { kind: 'passed_over' };
    return { kind: 'again', at: new Date(clock.now().getTime() + RETRY_MS), hasFailed: false };
  }

  private finish(item: OpenDelivery, progress: SendProgress): void {
    const { clock, counts } = this.parts;
    const nowMs = clock.monotonicMs();
    switch (progress.kind) {
      case 'stopped':
        return this.open.postpone(item, nowMs + RETRY_MS);
      case 'again':
        this.open.postpone(item, nowMs + Math.max(0, progress.at.getTime() - clock.now().getTime()));
        if (!progress.hasFailed) return;
        counts.failed += 1;
        return this.pace.noteFailure(nowMs);
      default:
        return this.end(item, progress);
    }
  }

  private end(item: OpenDelivery, progress: SendEnd): void {
    const { counts, logger } = this.parts;
    this.open.finish(item);
    this.progress.noteFinished(item, progress.kind === 'done' ? progress.status : undefined);
    if (progress.kind === 'passed_over' || !progress.isNew) return;
    if (progress.status === 'DELIVERED') {
      counts.delivered += 1;
      return this.pace.noteSuccess();
    }
    counts.failed += 1;
    logger.error({ delivery: item.deliveryId }, 'a webhook callback is given up');
  }
}
