import {
  formatPosition,
  type LogMark,
  type Position,
  type RecordedEvent,
  type SubscriptionItem,
} from '../../event-store/event-store';
import { ForeignLog, markOf } from '../../event-store/log/log-mark';
import { Fault } from '../../shared/fault';
import { inBatches } from '../engine/batches';
import {
  advanceStreams,
  lockCheckpoint,
  moveCheckpoint,
  readCheckpoint,
  readMark,
  tryWriterLock,
} from '../engine/checkpoints';
import { onDedicatedConnection } from '../engine/database';
import { forget } from './clear-read-model';
import { prefixesOf } from '../engine/projection';
import { batchOf } from '../projection-batch';
import {
  endOf,
  PoisonEvent,
  type ProjectionRunnerParts,
  type ProjectionState,
  type ProjectionStatus,
} from './projection-status';
import type { Database, ProjectionName } from '../schema';

export { PoisonEvent, type ForeignLogRule, type ProjectionStatus } from './projection-status';

/** Events per SQL transaction at most. */
const BATCH_LIMIT = 500;
const LOCK_RETRY_MS = 250;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Keeps one read model up with the event store. Of all processes that run one, the holder of an advisory lock writes;
 * the lock belongs to the very connection that writes, so nobody can write without it.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<(position: Position) => void>();
  private running: Promise<void> | undefined;
  private state: ProjectionState = 'stopped';
  private position: Position | undefined;
  private mark: LogMark | undefined;
  private isProved = false;
  private foreignLogs = 0;
  private rebuilding = false;
  private caughtUp = false;
  private error: string | undefined;
  private waitingSince: Date | undefined;

  constructor(private readonly parts: ProjectionRunnerParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the batch under way. Resolves when the connection is closed; the lock is free then. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (!this.ended()) this.state = 'stopped';
  }

  status(): ProjectionStatus {
    const { state, position, caughtUp, error, waitingSince, foreignLogs, rebuilding } = this;
    const { name } = this.parts.projection;
    const proved = this.isProved;
    return { name, state, position, caughtUp, error, waitingSince, foreignLogs, rebuilding, proved };
  }

  /** Tells where the read model is, at taking over and after every commit here; returns how to end that. */
  onProgress(listener: (position: Position) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async run(): Promise<void> {
    const { clock, database } = this.parts;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.stopping.signal.aborted) {
      this.state = 'connecting';
      const before = this.position;
      try {
        await onDedicatedConnection(database, (connection, lost) => this.serve(connection, lost));
      } catch (error) {
        this.failed(error);
      }
      if (this.position !== before) pauseMs = FIRST_PAUSE_MS;
      if (this.ended()) return;
      await clock.wait(pauseMs, this.stopping.signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private ended(): boolean {
    return this.state === 'parked' || this.state === 'refused';
  }

  private failed(error: unknown): void {
    const { logger, projection } = this.parts;
    const message = error instanceof Error ? error.message : String(error);
    const fields = { projection: projection.name };
    const end = endOf(error);
    // Said once, not at every attempt: a database may be away for long.
    if (end) logger.error(fields, message);
    else if (this.error !== message) logger.warn(fields, `Projection waits: ${message}`);
    this.error = message;
    this.caughtUp = false;
    this.waitingSince ??= this.parts.clock.now();
    this.state = end ?? 'connecting';
  }

  /** One tenure as the writer, from taking the lock to losing the connection or stopping. */
  private async serve(connection: Database, lost: AbortSignal): Promise<void> {
    const { eventStore } = this.parts;
    const ending = AbortSignal.any([this.stopping.signal, lost]);
    if (!(await this.becomeWriter(connection, ending))) return;
    this.state = 'connecting';
    await this.findPlace(connection);
    const subscribe = (signal: AbortSignal) =>
      eventStore.subscribe({
        after: this.position,
        mark: this.mark,
        streamPrefixes: prefixesOf(this.parts.projection),
        signal,
      });
    try {
      for await (const items of inBatches(subscribe, BATCH_LIMIT, ending)) {
        this.proved();
        await this.applyItems(connection, items);
      }
    } catch (error) {
      if (!(error instanceof ForeignLog)) throw error;
      return this.onForeignLog(connection, error);
    }
    if (lost.aborted) throw new Fault('database', 'PostgreSQL: the connection was lost');
  }

  /** The event store answers, and holds the log that the read model was built from. */
  private proved(): void {
    if (this.state === 'writing') return;
    this.isProved = true;
    this.state = 'writing';
    this.error = undefined;
    this.waitingSince = undefined;
    const { projection, logger } = this.parts;
    const at = this.position ? formatPosition(this.position) : 'beginning';
    logger.info({ projection: projection.name, position: at }, 'Projection writes');
  }

  /** Where the last writer left off. A place before which no event was applied proves nothing: it is begun again. */
  private async findPlace(connection: Database): Promise<void> {
    const { name } = this.parts.projection;
    this.moved(await readCheckpoint(connection, name));
    this.mark = await readMark(connection, name);
    if (this.position && !this.mark) await this.beginAgain(connection);
  }

  /** What stands in the tables rests on events that are not there. */
  private async onForeignLog(connection: Database, found: ForeignLog): Promise<void> {
    const { logger, projection, onForeignLog = 'rebuild' } = this.parts;
    this.foreignLogs += 1;
    if (this.isProved) this.parts.onReplaced?.();
    this.caughtUp = false;
    this.isProved = false;
    if (onForeignLog === 'refuse') throw found;
    logger.error({ projection: projection.name }, `Projection begins again from nothing: ${found.message}`);
    this.rebuilding = true;
    await this.beginAgain(connection);
  }

  private async beginAgain(connection: Database): Promise<void> {
    await forget(connection, this.parts.projection.name as ProjectionName);
    this.position = undefined;
    this.mark = undefined;
  }

  private async becomeWriter(connection: Database, ending: AbortSignal): Promise<boolean> {
    const { clock, projection } = this.parts;
    while (!ending.aborted) {
      if (await tryWriterLock(connection, projection.name)) return true;
      this.state = 'standby';
      this.isProved = true;
      this.error = undefined;
      this.waitingSince = undefined;
      await clock.wait(LOCK_RETRY_MS, ending);
    }
    return false;
  }

  private async applyItems(connection: Database, items: readonly SubscriptionItem[]): Promise<void> {
    const { events, end } = batchOf(items, this.position);
    this.waitingSince = events[0]?.recordedAt;
    if (end && end !== this.position) await this.applyEvents(connection, events, end);
    this.waitingSince = undefined;
    this.caughtUp ||= items.some(item => item.kind === 'caught_up');
    this.rebuilding &&= !this.caughtUp;
  }

  /** The whole batch at once; where that fails one by one, so that all before the bad event takes effect. */
  private async applyEvents(
    connection: Database,
    events: readonly RecordedEvent[],
    end: Position,
  ): Promise<void> {
    try {
      await this.commit(connection, events, end);
    } catch (error) {
      if (error instanceof Fault || events.length === 0) throw error;
      for (const event of events) await this.applyOne(connection, event);
    }
  }

  private async applyOne(connection: Database, event: RecordedEvent): Promise<void> {
    this.waitingSince = event.recordedAt;
    try {
      await this.commit(connection, [event], event.position);
    } catch (error) {
      throw error instanceof Fault ? error : new PoisonEvent(this.parts.projection.name, event, error);
    }
  }

  private async commit(connection: Database, events: readonly RecordedEvent[], end: Position): Promise<void> {
    const { projection, clock } = this.parts;
    const last = events.at(-1);
    const mark = last && markOf(last);
    await connection.transaction().execute(async transaction => {
      await lockCheckpoint(transaction, projection.name);
      await advanceStreams(transaction, projection.name, events);
      if (events.length > 0) await projection.apply(transaction, events);
      await moveCheckpoint(transaction, projection.name, this.position, end, mark, clock.now());
    });
    this.mark = mark ?? this.mark;
    this.moved(end);
  }

  private moved(position: Position | undefined): void {
    this.position = position;
    if (position) for (const listener of this.listeners) listener(position);
  }
}
