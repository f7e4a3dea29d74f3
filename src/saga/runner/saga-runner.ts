import type { EventStore, LogMark, Position, SubscriptionItem } from '../../event-store/event-store';
import { ForeignLog, markOf } from '../../event-store/log/log-mark';
import {
  ACCOUNT_PREFIX,
  CASE_PREFIX,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
  payoutStream,
} from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { CaseDesk } from '../cases/case-opener';
import type { CaseExecutor } from '../cases/case-executor';
import { causePlaceOf, EventTracker } from './event-tracker';
import type { NotificationApplier } from '../notifications/notification-applier';
import type { PayoutDriver, Progress } from '../payouts/payout-driver';
import type { ProviderGate } from '../../providers/gate/single-provider-gate';
import type { SagaCheckpoint } from './saga-checkpoint';
import { UnfinishedWork } from './unfinished-work';
import { WorkQueue } from './work-queue';

export interface RunnerParts {
  readonly store: EventStore;
  readonly driver: PayoutDriver;
  readonly applier: NotificationApplier;
  readonly desk: CaseDesk;
  readonly executor: CaseExecutor;
  readonly gate: ProviderGate;
  readonly checkpoint: SagaCheckpoint;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sweepIntervalMs: number;
  /** Told when the event store was found to hold another log: what this process remembers is of the one before. */
  readonly onForeignLog?: () => void;
}

/** Payouts, notifications and cases worked on at once. */
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
  private readonly tracker = new EventTracker(this.unfinished, payoutId =>
    this.parts.driver.forget(payoutId),
  );
  private readonly queue = new WorkQueue(PARALLEL, key => this.work(key));
  private readonly stopping = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  private live = false;
  private seen: Position | undefined;
  private mark: LogMark | undefined;
  private unsaved = 0;
  private savedAt = 0;
  private saving = false;
  private broken: string | undefined;

  constructor(private readonly parts: RunnerParts) {
    parts.gate.onTurn(stream => {
      if (!this.stopping.signal.aborted) this.queue.add(stream);
    });
  }

  start(): void {
    this.loops = Promise.all([this.watched(this.follow()), this.watched(this.sweepForever())]);
  }

  /** Why the saga can't go on, for health; undefined while it works. */
  get failure(): string | undefined {
    return this.broken;
  }

  /** Whether it carries out what is accepted: it has read its events once, and has not stopped. */
  get works(): boolean {
    return this.live && this.broken === undefined;
  }

  /** Takes no new work and waits for what is under way: nothing is lost, a restart goes on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.parts.gate.stop();
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
      if (error instanceof ForeignLog) this.parts.onForeignLog?.();
    }
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const progress = await this.loadCheckpoint();
    if (!progress) return;
    this.seen = progress.position;
    this.mark = progress.mark;
    for (const stream of progress.openStreams) this.unfinished.restore(stream);
    const streamPrefixes = [PAYOUT_PREFIX, ACCOUNT_PREFIX, NOTIFICATION_PREFIX, CASE_PREFIX];
    for await (const item of this.parts.store.subscribe({
      after: progress.position,
      mark: progress.mark,
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
    this.mark = markOf(item.event);
    this.unsaved += 1;
    const due = this.tracker.track(item.event);
    if (this.live) for (const stream of due) this.queue.add(stream);
  }

  private async work(stream: string): Promise<void> {
    const { clock, logger } = this.parts;
    const begun = this.unfinished.begin(stream);
    try {
      const progress = await this.advance(stream, begun.answered);
      // A place at the provider that was not used is somebody else's.
      this.parts.gate.giveBack(stream);
      if (progress === 'done') this.unfinished.finish(stream, begun.lastCue);
      else this.postpone(stream, progress.again.getTime() - clock.now().getTime());
    } catch (error) {
      // A fault heals by itself and a bug must not stop the others: either way the work stays unfinished.
      logger.error({ stream, error: String(error) }, 'saga could not finish a step');
      this.parts.gate.giveBack(stream);
      this.postpone(stream, RETRY_MS);
    }
  }

  /** A wait of this process's own goes on evenly, however its clock is set meanwhile. */
  private postpone(stream: string, forMs: number): void {
    this.unfinished.postpone(stream, this.parts.clock.monotonicMs() + forMs);
  }

  private async advance(stream: string, answered: boolean): Promise<Progress> {
    const { applier, driver, desk, executor } = this.parts;
    const cause = causePlaceOf(stream);
    if (cause) await desk.openFor(cause.streamId, cause.revision);
    else if (stream.startsWith(CASE_PREFIX)) await executor.execute(stream.slice(CASE_PREFIX.length));
    else if (stream.startsWith(NOTIFICATION_PREFIX)) return this.applyNotification(applier, stream);
    else return driver.drive(stream.slice(PAYOUT_PREFIX.length), answered);
    return 'done';
  }

  /** What waits for its payout's outcome has the provider asked for it. */
  private async applyNotification(applier: NotificationApplier, stream: string): Promise<Progress> {
    const applied = await applier.apply(stream);
    if (applied === 'done' || applied.asks === null) return applied;
    const payout = payoutStream(applied.asks);
    this.parts.driver.hasten(applied.asks);
    this.unfinished.cue(payout);
    this.queue.add(payout);
    return applied;
  }

  /** Drives again whatever has not moved and is due. */
  private async sweepForever(): Promise<void> {
    const { clock, sweepIntervalMs } = this.parts;
    while (!this.stopping.signal.aborted) {
      await clock.wait(sweepIntervalMs, this.stopping.signal);
      if (!this.live || this.stopping.signal.aborted) continue;
      for (const stream of this.unfinished.due(clock.monotonicMs())) this.queue.add(stream);
      await this.save(this.unsaved > 0);
    }
  }

  private async save(force: boolean): Promise<void> {
    const now = this.parts.clock.monotonicMs();
    const worthwhile = force || (this.unsaved > 0 && now - this.savedAt >= SAVE_AFTER_MS);
    const { seen: position, mark } = this;
    if (!this.live || this.saving || !worthwhile || !position || !mark) return;
    this.saving = true;
    this.unsaved = 0;
    this.savedAt = now;
    try {
      await this.parts.checkpoint.save({ position, mark, openStreams: [...this.unfinished.streams()] });
    } catch (error) {
      this.parts.logger.warn({ error: String(error) }, 'saga cannot write its checkpoint yet');
    } finally {
      this.saving = false;
    }
  }
}
