import { StreamDeletedError } from '../services/errors';
import { CommitSignal } from '../write/commit-signal';
import type { Checkpoints } from './streams/checkpoints';
import { connected, type ConnectedConsumer, type ConsumerPort } from './connected-consumer';
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
  /** Of the checkpoint it goes on from, if it has one. */
  readonly checkpoint: number | undefined;
  readonly commits: CommitSignal;
  readonly nowMs: () => number;
}

/** One group at work: reads its source, tells its consumers, and writes down what the state says has ended. */
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
  /** What is being written or read; awaited at the end, so that nothing of this group comes after it. */
  private readonly working = new Set<Promise<unknown>>();
  private readonly writing = new Set<'checkpoint' | 'hiding'>();
  private fault: Error | undefined;

  constructor(private readonly parts: GroupParts) {
    this.entry = parts.entry;
    this.state = new GroupState(parts.entry.settings, parts.checkpoint);
    this.sent = new Rate(parts.nowMs());
    this.lastCheckpoint = parts.checkpoint;
    this.track(this.readOn());
  }

  get parkedCount(): number {
    return this.parts.parked.count;
  }

  /** @throws {PersistentSubscriptionError | CorruptDataError} full, or its source cannot be read */
  connect(port: ConsumerPort): void {
    const { maxSubscriberCount } = this.entry.settings;
    if (this.fault) throw this.fault;
    if (maxSubscriberCount > 0 && this.consumers.size >= maxSubscriberCount) {
      throw new PersistentSubscriptionError('maximum-subscribers-reached', this.entry.name);
    }
    this.consumers.set(port.id, connected(port, this.parts.nowMs()));
  }

  /** The consumer is told that it is connected: from now on it gets messages. */
  begin({ id, slots }: ConsumerPort): void {
    if (this.consumers.has(id)) this.change(now => this.state.connect(id, slots, now));
  }

  disconnect(id: string): void {
    if (this.consumers.delete(id)) this.change(now => this.state.disconnect(id, now));
  }

  resume(id: string): void {
    this.change(now => this.state.pause(id, false, now));
  }

  ack(ids: readonly string[]): void {
    this.change(now => this.state.ack(ids, now));
  }

  /** `stop` ends the consumer that says it; what it had is sent to others. */
  nack(consumer: string, ids: readonly string[], action: NackAction, reason: string): void {
    if (action === 'stop') this.state.pause(consumer, true, this.parts.nowMs());
    this.change(now => this.state.nack(ids, action, reason, now));
    if (action === 'stop') this.drop(consumer);
  }

  tick(): void {
    this.change(now => this.state.tick(now));
    this.writeCheckpoint(true);
  }

  /** Begins to send again what is parked, up to a revision of the parked stream (exclusive). */
  replay(stopAt: number | undefined): void {
    if (this.isReplaying || this.fault || this.ended.signal.aborted) return;
    this.isReplaying = true;
    const end = Math.min(stopAt ?? Infinity, this.parts.parked.endRevision);
    const replaying = this.replayTo(end).catch((error: unknown) => this.fail(error));
    this.track(replaying.finally(() => (this.isReplaying = false)));
  }

  /** Drops its consumers; resolves when nothing more is written for it. */
  async end(): Promise<void> {
    this.ended.abort();
    for (const id of [...this.consumers.keys()]) this.drop(id);
    while (this.working.size > 0) await Promise.allSettled(this.working);
  }

  private async readOn(): Promise<void> {
    const { commits, source, nowMs } = this.parts;
    const { signal } = this.ended;
    try {
      while (!signal.aborted) {
        const [committed, changes] = [commits.version, this.changed.version];
        const room = this.state.room(this.live);
        const events = room > 0 ? await source.next(room) : [];
        if (signal.aborted) return;
        this.live = room > 0 && (this.live || events.length === 0);
        if (room === 0) await this.changed.after(changes, signal);
        else if (events.length === 0) await commits.after(committed, signal);
        if (events.length === 0) continue;
        this.lastKnown = events.findLast(event => event.message)?.place ?? this.lastKnown;
        this.change(() => this.state.read(events, nowMs()));
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Waits for room, so that replaying a million messages takes no more memory than a few. */
  private async replayTo(end: number): Promise<void> {
    const { historyBufferSize } = this.entry.settings;
    const { parked } = this.parts;
    const { signal } = this.ended;
    while (!signal.aborted) {
      const changes = this.changed.version;
      if (this.state.counts.retry >= historyBufferSize) {
        await this.changed.after(changes, signal);
        continue;
      }
      const messages = await parked.readNext(end, readBatchOf(this.entry.settings));
      if (messages.length === 0 || signal.aborted) return;
      this.change(now => {
        this.state.replay(messages, now);
        parked.countReplayed(messages.length);
      });
    }
  }

  private change(what: (nowMs: number) => void): void {
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
      () => this.change(() => this.state.parked(message)),
      () => this.change(now => this.state.parkFailed(message, now)),
    );
    this.track(parked);
  }

  private writeCheckpoint(onTick: boolean): void {
    const { checkpoints, nowMs } = this.parts;
    const due = this.state.progress.due(nowMs(), onTick);
    if (!due) return;
    this.writeOnce('checkpoint', async () => {
      await checkpoints.write(due.place);
      this.state.progress.checkpointed(due, nowMs());
      this.lastCheckpoint = due.place;
    });
  }

  private hideReplayed(): void {
    const { parked } = this.parts;
    const revision = this.state.firstReplaying ?? parked.replayedTo;
    if (!parked.isHidden(revision)) this.writeOnce('hiding', () => parked.hideBefore(revision));
  }

  /** One write of a kind at a time. What fails is tried again with the next change: nothing is lost meanwhile. */
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
