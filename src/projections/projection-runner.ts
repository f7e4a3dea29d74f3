import { comparePositions, formatPosition } from '../event-store/event-store';
import type { EventStore, Position, RecordedEvent, SubscriptionItem } from '../event-store/event-store';
import type { Clock } from '../shared/clock';
import { Fault } from '../shared/fault';
import type { Logger } from '../shared/logging';
import { inBatches } from './batches';
import { advanceStreams, lockCheckpoint, moveCheckpoint, readCheckpoint, tryWriterLock } from './checkpoints';
import { onDedicatedConnection, type DatabaseAddress } from './database';
import { prefixesOf, type Projection } from './projection';
import type { Database } from './schema';

/** Events per SQL transaction at most. */
const BATCH_LIMIT = 500;
const LOCK_RETRY_MS = 250;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface ProjectionRunnerParts {
  readonly eventStore: Pick<EventStore, 'subscribe'>;
  readonly database: DatabaseAddress;
  readonly projection: Projection;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * - `connecting`: no connection to the database yet, or a new one is awaited after a failure (`error` says which)
 * - `standby`: another process is the writer
 * - `writing`: this process is the writer
 * - `parked`: an event cannot be applied (`error` says which and why); needs a person, then a restart
 */
export type ProjectionState = 'stopped' | 'connecting' | 'standby' | 'writing' | 'parked';

export interface ProjectionStatus {
  readonly name: string;
  readonly state: ProjectionState;
  /** How far this process knows the read model to be; undefined where it has not read or written it yet. */
  readonly position: Position | undefined;
  /** True once this process has applied everything there was when its subscription began. */
  readonly caughtUp: boolean;
  readonly error: string | undefined;
  /**
   * Since when something waits to be applied: when its first event was recorded, or since when this process cannot
   * write. undefined where nothing waits, and where another process is the writer.
   */
  readonly waitingSince: Date | undefined;
}

/** An event that its projection cannot apply. Going on without it would make the read model wrong. */
export class PoisonEvent extends Error {
  override name = 'PoisonEvent';
  constructor(projection: string, event: RecordedEvent, cause: unknown) {
    const place = `${event.body.type}, ${event.streamId} revision ${event.revision}, position ${formatPosition(event.position)}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Projection ${projection} cannot apply event ${event.id} (${place}): ${reason}`, { cause });
  }
}

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
    if (this.state !== 'parked') this.state = 'stopped';
  }

  status(): ProjectionStatus {
    const { state, position, caughtUp, error, waitingSince } = this;
    return { name: this.parts.projection.name, state, position, caughtUp, error, waitingSince };
  }

  /** Tells where the read model is, at taking over and after every commit here; returns how to end that. */
  onProgress(listener: (position: Position) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async run(): Promise<void> {
    const { clock, database } = this.parts;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.stopping.signal.aborted && this.state !== 'parked') {
      this.state = 'connecting';
      const before = this.position;
      try {
        await onDedicatedConnection(database, (connection, lost) => this.serve(connection, lost));
      } catch (error) {
        this.failed(error);
      }
      if (this.position !== before) pauseMs = FIRST_PAUSE_MS;
      if (this.parked()) return;
      await clock.wait(pauseMs, this.stopping.signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private parked(): boolean {
    return this.state === 'parked';
  }

  private failed(error: unknown): void {
    const { logger, projection } = this.parts;
    const message = error instanceof Error ? error.message : String(error);
    const fields = { projection: projection.name };
    // Said once, not at every attempt: a database may be away for long.
    if (error instanceof PoisonEvent) logger.error(fields, message);
    else if (this.error !== message) logger.warn(fields, `Projection waits: ${message}`);
    this.error = message;
    this.caughtUp = false;
    this.waitingSince ??= this.parts.clock.now();
    this.state = error instanceof PoisonEvent ? 'parked' : 'connecting';
  }

  /** One tenure as the writer, from taking the lock to losing the connection or stopping. */
  private async serve(connection: Database, lost: AbortSignal): Promise<void> {
    const { eventStore, projection, logger } = this.parts;
    const ending = AbortSignal.any([this.stopping.signal, lost]);
    if (!(await this.becomeWriter(connection, ending))) return;
    this.moved(await readCheckpoint(connection, projection.name));
    this.state = 'writing';
    this.error = undefined;
    this.waitingSince = undefined;
    logger.info({ projection: projection.name, position: this.positionText() }, 'Projection writes');
    const subscribe = (signal: AbortSignal) =>
      eventStore.subscribe({
        after: this.position,
        streamPrefixes: prefixesOf(this.parts.projection),
        signal,
      });
    for await (const items of inBatches(subscribe, BATCH_LIMIT, ending)) {
      await this.applyItems(connection, items);
    }
    if (lost.aborted) throw new Fault('database', 'PostgreSQL: the connection was lost');
  }

  private positionText = (): string => (this.position ? formatPosition(this.position) : 'beginning');

  private async becomeWriter(connection: Database, ending: AbortSignal): Promise<boolean> {
    const { clock, projection } = this.parts;
    while (!ending.aborted) {
      if (await tryWriterLock(connection, projection.name)) return true;
      this.state = 'standby';
      this.error = undefined;
      this.waitingSince = undefined;
      await clock.wait(LOCK_RETRY_MS, ending);
    }
    return false;
  }

  private async applyItems(connection: Database, items: readonly SubscriptionItem[]): Promise<void> {
    const events: RecordedEvent[] = [];
    let end = this.position;
    for (const item of items) {
      if (item.kind === 'caught_up') continue;
      const place = item.kind === 'event' ? item.event.position : item.position;
      // Delivered again: it has taken effect already.
      if (end && comparePositions(place, end) <= 0) continue;
      end = place;
      if (item.kind === 'event') events.push(item.event);
    }
    this.waitingSince = events[0]?.recordedAt;
    if (end && end !== this.position) await this.applyEvents(connection, events, end);
    this.waitingSince = undefined;
    this.caughtUp ||= items.some(item => item.kind === 'caught_up');
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
    await connection.transaction().execute(async transaction => {
      await lockCheckpoint(transaction, projection.name);
      await advanceStreams(transaction, projection.name, events);
      if (events.length > 0) await projection.apply(transaction, events);
      await moveCheckpoint(transaction, projection.name, this.position, end, clock.now());
    });
    this.moved(end);
  }

  private moved(position: Position | undefined): void {
    this.position = position;
    if (position) for (const listener of this.listeners) listener(position);
  }
}
