import { StreamDeletedError } from '../services/errors';
import { CommitSignal } from '../write/commit-signal';
import type { Checkpoints } from './streams/checkpoints';
import { createConnectedConsumer, type ConnectedConsumer, type ConsumerPort } from './connected-consumer';
import { PersistentSubscriptionError } from './errors';
import type { GroupEntry } from './group-entry';
import { GroupState, type Effect, type NackAction } from './state/group-state';
import type { ParkedMessages } from './streams/parked-messages';
import { readBatchOf } from './settings';
import type { Source } from './streams/event-source';
import { Rate } from './statistics';

export interface GroupParts {
  readonly entry: GroupEntry;
  readonly source: Source;
  readonly checkpoints: Checkpoints;
  readonly parked: ParkedMessages;
  /** The place of the checkpoint from which the group continues, if it has one. */
  readonly checkpoint: number | undefined;
  readonly commits: CommitSignal;
  readonly nowMs: () => number;
}

/** A running group: it reads its source, sends to its consumers, and writes the progress of its state. */
export class Group {
  readonly entry: GroupEntry;
  readonly consumers = new Map<string, ConnectedConsumer>();
  readonly sent: Rate;
  readonly state: GroupState;
  lastKnown: number | undefined;
  lastCheckpoint: number | undefined;
  live = false;
  isReplaying = false;
  private readonly ended = new AbortController();
  private readonly changed = new CommitSignal();
  /** Writes and reads in progress. `end` waits for them, so that nothing of this group comes after it. */
  private readonly working = new Set<Promise<unknown>>();
  private readonly writing = new Set<'checkpoint' | 'hiding'>();
  private fault: Error | undefined;

  constructor(private readonly parts: GroupParts) {
    this.entry = parts.entry;
    this.state = new GroupState(parts.entry.settings, parts.checkpoint);
    this.sent = new Rate(parts.nowMs());
    this.lastCheckpoint = parts.checkpoint;
    this.track(this.runReading());
  }

  get parkedCount(): number {
    return this.parts.parked.count;
  }

  /** @throws {PersistentSubscriptionError | CorruptDataError} when the group is full, or its source cannot be read */
  connect(port: ConsumerPort): void {
    const { maxSubscriberCount } = this.entry.settings;
    if (this.fault) throw this.fault;
    if (maxSubscriberCount > 0 && this.consumers.size >= maxSubscriberCount) {
      throw new PersistentSubscriptionError('maximum-subscribers-reached', this.entry.name);
    }
    this.consumers.set(port.id, createConnectedConsumer(port, this.parts.nowMs()));
  }

  /** Starts sending. Call it after the consumer has its confirmation. */
  startSending({ id, slots }: ConsumerPort): void {
    if (this.consumers.has(id)) this.changeState(now => this.state.connect(id, slots, now));
  }

  disconnect(id: string): void {
    if (this.consumers.delete(id)) this.changeState(now => this.state.disconnect(id, now));
  }

  resume(id: string): void {
    this.changeState(now => this.state.pause(id, false, now));
  }

  ack(ids: readonly string[]): void {
    this.changeState(now => this.state.ack(ids, now));
  }

  /** The action `stop` drops the consumer and sends its messages to others. */
  nack(consumer: string, ids: readonly string[], action: NackAction, reason: string): void {
    if (action === 'stop') this.state.pause(consumer, true, this.parts.nowMs());
    this.changeState(now => this.state.nack(ids, action, reason, now));
    if (action === 'stop') this.drop(consumer);
  }

  tick(): void {
    this.changeState(now => this.state.tick(now));
    this.writeCheckpoint(true);
  }

  /** Sends parked messages again, up to a revision of the parked stream (exclusive). */
  replay(stopAt: number | undefined): void {
    if (this.isReplaying || this.fault || this.ended.signal.aborted) return;
    this.isReplaying = true;
    const end = Math.min(stopAt ?? Infinity, this.parts.parked.endRevision);
    const replaying = this.replayTo(end).catch((error: unknown) => this.fail(error));
    this.track(replaying.finally(() => (this.isReplaying = false)));
  }

  /** Drops all consumers. Resolves when the group writes nothing more. */
  async end(): Promise<void> {
    this.ended.abort();
    for (const id of [...this.consumers.keys()]) this.drop(id);
    while (this.working.size > 0) await Promise.allSettled(this.working);
  }

  private async runReading(): Promise<void> {
    const { commits, source, nowMs } = this.parts;
    const { signal } = this.ended;
    try {
      while (!signal.aborted) {
        const [committed, changes] = [commits.version, this.changed.version];
        const room = this.state.readableCount(this.live);
        const events = room > 0 ? await source.next(room) : [];
        if (signal.aborted) return;
        this.live = room > 0 && (this.live || events.length === 0);
        if (room === 0) await this.changed.waitAfter(changes, signal);
        else if (events.length === 0) await commits.waitAfter(committed, signal);
        if (events.length === 0) continue;
        this.lastKnown = events.findLast(event => event.message)?.place ?? this.lastKnown;
        this.changeState(() => this.state.read(events, nowMs()));
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Waits for room, so that a replay of a million messages needs no more memory than one of a few. */
  private async replayTo(end: number): Promise<void> {
    const { historyBufferSize } = this.entry.settings;
    const { parked } = this.parts;
    const { signal } = this.ended;
    while (!signal.aborted) {
      const changes = this.changed.version;
      if (this.state.counts.retry >= historyBufferSize) {
        await this.changed.waitAfter(changes, signal);
        continue;
      }
      const messages = await parked.readNext(end, readBatchOf(this.entry.settings));
      if (messages.length === 0 || signal.aborted) return;
      this.changeState(now => {
        this.state.replay(messages, now);
        parked.countReplayed(messages.length);
      });
    }
  }

  private changeState(what: (nowMs: number) => void): void {
    what(this.parts.nowMs());
    for (const effect of this.state.takeEffects()) this.perform(effect);
    this.writeCheckpoint(false);
    this.hideReplayed();
    this.changed.publish();
  }

  private perform(effect: Effect): void {
    if (this.ended.signal.aborted) return;
    if (effect.kind === 'park') return this.park(effect);
    const consumer = this.consumers.get(effect.consumer);
    if (!consumer) return;
    if (effect.kind === 'settled') return consumer.latencies.add(effect.afterMs);
    consumer.sent.count();
    this.sent.count();
    if (!consumer.port.send(effect.message)) this.state.pause(effect.consumer, true, this.parts.nowMs());
  }

  private park({ message, reason }: Extract<Effect, { kind: 'park' }>): void {
    const parked = this.parts.parked.park(message, reason).then(
      () => this.changeState(() => this.state.confirmParked(message)),
      () => this.changeState(now => this.state.retryAfterFailedPark(message, now)),
    );
    this.track(parked);
  }

  private writeCheckpoint(onTick: boolean): void {
    const { checkpoints, nowMs } = this.parts;
    const due = this.state.progress.dueCheckpoint(nowMs(), onTick);
    if (!due) return;
    this.writeOnce('checkpoint', async () => {
      await checkpoints.write(due.place);
      this.state.progress.confirmCheckpoint(due, nowMs());
      this.lastCheckpoint = due.place;
    });
  }

  private hideReplayed(): void {
    const { parked } = this.parts;
    const revision = this.state.firstReplaying ?? parked.replayedTo;
    if (!parked.isHidden(revision)) this.writeOnce('hiding', () => parked.hideBefore(revision));
  }

  /** Runs one write of each kind at a time. The next change repeats a failed write; nothing is lost until then. */
  private writeOnce(kind: 'checkpoint' | 'hiding', write: () => Promise<void>): void {
    if (this.writing.has(kind) || this.ended.signal.aborted) return;
    this.writing.add(kind);
    const written = write().catch(() => undefined);
    this.track(written.finally(() => this.writing.delete(kind)));
  }

  private track(work: Promise<unknown>): void {
    this.working.add(work);
    void work.finally(() => this.working.delete(work));
  }

  private fail(error: unknown): void {
    const fault = error instanceof Error ? error : new Error(String(error));
    const isDeleted = fault instanceof StreamDeletedError;
    this.fault = isDeleted ? new PersistentSubscriptionError('dropped', this.entry.name) : fault;
    for (const id of [...this.consumers.keys()]) this.drop(id, this.fault);
  }

  private drop(id: string, error?: Error): void {
    const consumer = this.consumers.get(id);
    this.disconnect(id);
    consumer?.port.drop(error ?? new PersistentSubscriptionError('dropped', this.entry.name));
  }
}
