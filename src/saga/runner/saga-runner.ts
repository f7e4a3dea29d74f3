import type { EventStore, RecordedEvent, SubscriptionItem } from '../../event-store/event-store';
import { ForeignLog } from '../../event-store/log/log-mark';
import {
  ACCOUNT_PREFIX,
  ALARM_PREFIX,
  CASE_PREFIX,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
  REFERENCE_PREFIX,
} from '../../event-store/stream-names';
import type { ProviderGate } from '../../providers/gate/provider-gate';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import { partitionOf, type Partitions } from '../partitions/partitions';
import { Strangers } from '../partitions/strangers';
import { partitionKeyOf, textOfWorkItem, workItemOf, type WorkItem } from '../work-item';
import { CheckpointKeeper } from './checkpoint-keeper';
import { EventTracker } from './event-tracker';
import { ItemWorker, type ItemWorkerParts } from './item-worker';
import type { SagaCheckpoint } from './saga-checkpoint';
import { UnfinishedWork } from './unfinished-work';
import { WorkQueue } from './work-queue';

export interface RunnerParts extends ItemWorkerParts {
  readonly store: EventStore;
  readonly gate: ProviderGate;
  readonly checkpoint: SagaCheckpoint;
  /** Which items this process works on, where several processes share the saga. */
  readonly partitions: Partitions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sweepIntervalMs: number;
  /** Tells those who keep streams in memory of every event, before it is tracked. */
  readonly note?: (event: RecordedEvent) => void;
  /** Called when the event store holds another log: what this process remembers belongs to the log before. */
  readonly onForeignLog?: () => void;
}

/** Work items that are worked on at once. */
const PARALLEL = 64;
const RETRY_MS = 1_000;
/** The process that owns this partition saves the checkpoint for all. */
const CHECKPOINT_PARTITION = 0;
/** References are only remembered: when a notification is worked on, every claim before it is known. */
const STREAM_PREFIXES = [
  PAYOUT_PREFIX,
  ACCOUNT_PREFIX,
  NOTIFICATION_PREFIX,
  CASE_PREFIX,
  REFERENCE_PREFIX,
  ALARM_PREFIX,
];

/**
 * The durable saga. It follows the events from its checkpoint and sweeps the items that are due. It works on many items at
 * once, and on each item in order. Every unfinished item is in `unfinished`, and so in the checkpoint.
 */
export class SagaRunner {
  private readonly unfinished = new UnfinishedWork();
  private readonly tracker: EventTracker;
  private readonly worker: ItemWorker;
  private readonly checkpoint: CheckpointKeeper;
  private readonly queue = new WorkQueue<WorkItem>(PARALLEL, textOfWorkItem, item => this.work(item));
  private readonly strangers: Strangers;
  private readonly stopping = new AbortController();
  private loops: Promise<unknown> = Promise.resolve();
  private live = false;
  private failure: string | undefined;

  constructor(private readonly parts: RunnerParts) {
    this.tracker = new EventTracker(this.unfinished, item => this.worker.forget(item));
    this.worker = new ItemWorker(parts, item => this.addWork(item));
    this.checkpoint = new CheckpointKeeper(parts);
    this.strangers = new Strangers(parts.clock);
    parts.gate.onPermit(key => {
      if (!this.stopping.signal.aborted) this.queue.add(workItemOf(key));
    });
  }

  start(): void {
    this.parts.partitions.start({
      onGained: () => this.addAll(),
      idleIn: partitions => this.queue.leave(item => partitions.has(partitionOf(partitionKeyOf(item)))),
    });
    this.loops = Promise.all([this.recordFailure(this.follow()), this.recordFailure(this.sweepForever())]);
  }

  /** Why the saga stopped, for health; undefined while it works. */
  get failureReason(): string | undefined {
    return this.failure;
  }

  /** Whether the saga carries out what the service accepts: it has read its events once, and has not stopped. */
  get isWorking(): boolean {
    return this.live && this.failure === undefined;
  }

  /** The number of unfinished work items, for health and metrics. */
  get unfinishedCount(): number {
    return this.unfinished.size;
  }

  /** Takes no new work and waits for the work under way. Nothing is lost: a restart continues. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.parts.gate.stop();
    await this.queue.stop();
    await this.loops;
    await this.checkpoint.waitForSave();
    await this.parts.partitions.stop();
  }

  /** Drives a payout now instead of when its event arrives. Harmless at any time. */
  wake(payoutId: string): void {
    if (!this.live || this.stopping.signal.aborted) return;
    const item = { kind: 'payout', payoutId } as const;
    this.unfinished.markForWork(item, { answered: true });
    this.addOwn(item);
  }

  private async recordFailure(loop: Promise<void>): Promise<void> {
    try {
      await loop;
    } catch (error) {
      this.failure = String(error);
      this.parts.logger.error({ error: this.failure }, 'the saga has stopped');
      if (error instanceof ForeignLog) this.parts.onForeignLog?.();
    }
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    const progress = await this.checkpoint.load(signal);
    if (!progress) return;
    for (const item of progress.openItems) this.unfinished.restore(item);
    this.unfinished.readTo(this.checkpoint.place);
    const { position: after, mark } = progress;
    const subscription = { after, mark, streamPrefixes: STREAM_PREFIXES, signal };
    for await (const item of this.parts.store.subscribe(subscription)) {
      this.take(item);
      // Events are not held up while a checkpoint is written.
      if (this.live && this.savesCheckpoint()) this.checkpoint.saveIfNeeded(this.unfinished);
    }
  }

  private take(item: SubscriptionItem): void {
    if (item.kind === 'caught_up') {
      this.live = true;
      this.addAll();
      return;
    }
    const items = item.kind === 'event' ? this.track(item.event) : [];
    this.checkpoint.note(item);
    this.unfinished.readTo(this.checkpoint.place);
    if (this.live) for (const each of items) this.addOwn(each);
  }

  private track(event: RecordedEvent): WorkItem[] {
    this.parts.note?.(event);
    this.worker.note(event);
    return this.tracker.track(event);
  }

  private addWork(item: WorkItem): void {
    this.unfinished.markForWork(item);
    this.addOwn(item);
  }

  /** The owner of another process's item follows the same events, and works on it. */
  private addOwn(item: WorkItem): void {
    if (this.owns(item)) this.queue.add(item);
  }

  private addAll(): void {
    if (this.live) for (const item of this.unfinished.items()) this.addOwn(item);
  }

  private owns(item: WorkItem): boolean {
    return this.parts.partitions.owns(partitionOf(partitionKeyOf(item)));
  }

  private savesCheckpoint(): boolean {
    return this.parts.partitions.owns(CHECKPOINT_PARTITION);
  }

  private async work(item: WorkItem): Promise<void> {
    const { clock, logger, gate } = this.parts;
    const key = textOfWorkItem(item);
    // An event has finished it while it waited for its turn.
    if (!this.unfinished.has(item)) return gate.returnPermit(key);
    const { answered, lastChange } = this.unfinished.begin(item);
    try {
      const progress = await this.worker.work(item, answered);
      // A permit that this item did not use goes to another one.
      gate.returnPermit(key);
      if (progress === 'done') this.unfinished.finish(item, lastChange);
      else this.postpone(item, progress.again.getTime() - clock.now().getTime());
    } catch (error) {
      // A fault heals by itself, and a bug must not stop the other items: either way this item stays unfinished.
      logger.error({ stream: key, error: String(error) }, 'saga could not finish a step');
      gate.returnPermit(key);
      this.postpone(item, RETRY_MS);
    } finally {
      this.unfinished.end(item);
    }
  }

  /** The wait is measured on the monotonic clock, so a change of the system clock does not change it. */
  private postpone(item: WorkItem, forMs: number): void {
    this.unfinished.postpone(item, this.parts.clock.monotonicMs() + forMs);
  }

  /** Works again on the items whose time has come. */
  private async sweepForever(): Promise<void> {
    const { clock, sweepIntervalMs } = this.parts;
    while (!this.stopping.signal.aborted) {
      await clock.wait(sweepIntervalMs, this.stopping.signal);
      if (!this.live || this.stopping.signal.aborted) continue;
      const due = this.unfinished.dueAt(clock.monotonicMs());
      for (const item of this.strangers.withoutFresh(due, each => this.owns(each))) this.queue.add(item);
      if (this.savesCheckpoint()) await this.checkpoint.save(this.unfinished);
    }
  }
}
