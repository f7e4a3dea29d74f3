import type { AccountEvent } from '../domain/account/events';
import type { NotificationEvent } from '../domain/notification/events';
import type { PayoutEvent } from '../domain/payout/events';
import type { EventStore, Position, RecordedEvent, SubscriptionItem } from '../event-store/event-store';
import {
  ACCOUNT_PREFIX,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
  payoutStream,
} from '../event-store/stream-names';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import type { NotificationApplier } from './notification-applier';
import { cueOf } from './payout.process';
import type { PayoutDriver, Progress } from './payout-driver';
import type { SagaCheckpoint } from './saga-checkpoint';
import { UnfinishedWork } from './unfinished-work';
import { WorkQueue } from './work-queue';

export interface RunnerParts {
  readonly store: EventStore;
  readonly driver: PayoutDriver;
  readonly applier: NotificationApplier;
  readonly checkpoint: SagaCheckpoint;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sweepIntervalMs: number;
}

/** Payouts and notifications worked on at once. */
const PARALLEL = 64;
const SAVE_AFTER_EVENTS = 2_000;
const SAVE_AFTER_MS = 30_000;
const RETRY_MS = 1_000;

/**
 * The durable saga: it follows the events from a checkpoint, drives each payout and notification in order and many at
 * once, and sweeps what has not moved. Everything unfinished is in `unfinished`, and with it in the checkpoint.
 */
export class SagaRunner {
  private readonly unfinished = new UnfinishedWork();
  private readonly queue = new WorkQueue(PARALLEL, key => this.work(key));
  private readonly stopping = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  private live = false;
  private seen: Position | undefined;
  private unsaved = 0;
  private savedAt = 0;
  private saving = false;
  private broken: string | undefined;

  constructor(private readonly parts: RunnerParts) {}

  start(): void {
    this.loops = Promise.all([this.watched(this.follow()), this.watched(this.sweepForever())]);
  }

  /** Why the saga can't go on, for health; undefined while it works. */
  get failure(): string | undefined {
    return this.broken;
  }

  /** Takes no new work and waits for what is under way: nothing is lost, a restart goes on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.queue.stop();
    await this.loops;
  }

  /** How much is unfinished, for health and metrics. */
  get unfinishedCount(): number {
    return this.unfinished.size;
  }

  /** Drives a payout now instead of when its event arrives. Harmless at any time. */
  wake(payoutId: string): void {
    if (!this.live || this.stopping.signal.aborted) return;
    this.unfinished.cue(payoutStream(payoutId), { answered: true });
    this.queue.add(payoutStream(payoutId));
  }

  private async watched(loop: Promise<void>): Promise<void> {
    try {
      await loop;
    } catch (error) {
      this.broken = String(error);
      this.parts.logger.error({ error: this.broken }, 'the saga has stopped');
    }
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const progress = await this.loadCheckpoint();
    if (!progress) return;
    this.seen = progress.position;
    for (const stream of progress.openStreams) this.unfinished.restore(stream);
    const streamPrefixes = [PAYOUT_PREFIX, ACCOUNT_PREFIX, NOTIFICATION_PREFIX];
    for await (const item of this.parts.store.subscribe({
      after: progress.position,
      streamPrefixes,
      signal,
    })) {
      this.take(item);
      await this.save(this.unsaved >= SAVE_AFTER_EVENTS);
    }
  }

  /** undefined only when the runner was stopped before the event store answered. */
  private async loadCheckpoint() {
    while (!this.stopping.signal.aborted) {
      try {
        return await this.parts.checkpoint.load();
      } catch (error) {
        this.parts.logger.warn({ error: String(error) }, 'saga cannot read its checkpoint yet');
        await this.parts.clock.wait(RETRY_MS, this.stopping.signal);
      }
    }
    return undefined;
  }

  private take(item: SubscriptionItem): void {
    if (item.kind === 'caught_up') {
      this.live = true;
      for (const stream of this.unfinished.streams()) this.queue.add(stream);
      return;
    }
    this.seen = item.kind === 'event' ? item.event.position : item.position;
    if (item.kind === 'checkpoint') return;
    this.unsaved += 1;
    const due = this.track(item.event);
    if (due !== undefined && this.live) this.queue.add(due);
  }

  /** Notes what is unfinished now, and says which stream is to be worked on at once. */
  private track({ streamId, body }: RecordedEvent): string | undefined {
    if (streamId.startsWith(NOTIFICATION_PREFIX))
      return this.trackNotification(streamId, body as NotificationEvent);
    const event = body as PayoutEvent | AccountEvent;
    if (event.type === 'HoldCaptured' || event.type === 'HoldReleased') {
      this.unfinished.finish(payoutStream(event.data.payoutId));
      this.parts.driver.forget(event.data.payoutId);
      return undefined;
    }
    if (event.type === 'FundsHeld' || event.type === 'HoldRefused') {
      this.unfinished.cue(payoutStream(event.data.payoutId), { answered: true });
    } else if (streamId.startsWith(PAYOUT_PREFIX)) this.unfinished.cue(streamId, {});
    if (event.type === 'PayoutOutcomeContradicted' && this.live) {
      const { payoutId, stands, claimed } = event.data;
      this.parts.logger.error(
        { payoutId, stands, claimed },
        'payout needs a person: its outcome is contradicted',
      );
    }
    const payoutId = cueOf(event);
    return payoutId && payoutStream(payoutId);
  }

  private trackNotification(streamId: string, event: NotificationEvent): string | undefined {
    if (event.type !== 'ProviderNotificationReceived') {
      this.unfinished.settleDelivery(streamId);
      return undefined;
    }
    this.unfinished.expectDelivery(streamId);
    return streamId;
  }

  private async work(stream: string): Promise<void> {
    const { clock, logger } = this.parts;
    const begun = this.unfinished.begin(stream);
    try {
      const progress = await this.advance(stream, begun.answered);
      if (progress === 'done') this.unfinished.finish(stream, begun.lastCue);
      else this.unfinished.postpone(stream, progress.again);
    } catch (error) {
      // A fault heals by itself and a bug must not stop the others: either way the work stays unfinished.
      logger.error({ stream, error: String(error) }, 'saga could not finish a step');
      this.unfinished.postpone(stream, new Date(clock.now().getTime() + RETRY_MS));
    }
  }

  private advance(stream: string, answered: boolean): Promise<Progress> {
    if (stream.startsWith(NOTIFICATION_PREFIX)) return this.parts.applier.apply(stream);
    return this.parts.driver.drive(stream.slice(PAYOUT_PREFIX.length), answered);
  }

  /** Drives again whatever has not moved and is due. */
  private async sweepForever(): Promise<void> {
    const { clock, sweepIntervalMs } = this.parts;
    while (!this.stopping.signal.aborted) {
      await clock.wait(sweepIntervalMs, this.stopping.signal);
      if (!this.live || this.stopping.signal.aborted) continue;
      for (const stream of this.unfinished.due(clock.now())) this.queue.add(stream);
      await this.save(this.unsaved > 0);
    }
  }

  private async save(force: boolean): Promise<void> {
    const now = this.parts.clock.now().getTime();
    const worthwhile = force || (this.unsaved > 0 && now - this.savedAt >= SAVE_AFTER_MS);
    if (!this.live || this.saving || !worthwhile || !this.seen) return;
    this.saving = true;
    this.unsaved = 0;
    this.savedAt = now;
    try {
      await this.parts.checkpoint.save(this.seen, [...this.unfinished.streams()]);
    } catch (error) {
      this.parts.logger.warn({ error: String(error) }, 'saga cannot write its checkpoint yet');
    } finally {
      this.saving = false;
    }
  }
}
