import { Fault } from '../../shared/fault';
import { positionsOf, tryWriterLock } from '../engine/checkpoints';
import { onDedicatedConnection, type DatabaseAddress } from '../engine/database';
import type { Projection } from '../engine/projection';
import type { Database } from '../schema';
import { LogFollower, type LogFollowerParts } from './log-follower';
import { ModelProgress } from './model-progress';
import type { ProjectionStatus } from './projection-status';

export { type ForeignLogRule, type ProjectionStatus } from './projection-status';

export interface ReadModelWriterParts extends LogFollowerParts {
  readonly database: DatabaseAddress;
  readonly projections: readonly Projection[];
  /** False where this process only watches what another one writes; true unless given. */
  readonly writes?: boolean;
}

/** Of all processes, the one that holds this lock writes. */
const LOCK = 'read models';
const LOCK_RETRY_MS = 250;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Keeps all read models of a process up with the event store: one subscription, one connection, one transaction for a group
 * of events. Of all processes that run one, the holder of an advisory lock writes. The lock belongs to the very connection
 * that writes, so no process can write without it.
 */
export class ReadModelWriter {
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<() => void>();
  private readonly models: readonly ModelProgress[];
  private readonly follower: LogFollower;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: ReadModelWriterParts) {
    this.models = parts.projections.map(projection => new ModelProgress(projection));
    this.follower = new LogFollower(parts, this.models, () => this.tell());
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the group under way. Resolves when the connection is closed; the lock is free then. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    for (const model of this.live()) model.state = 'stopped';
  }

  status(): ProjectionStatus[] {
    return this.models.map(model => model.status());
  }

  /** Tells at taking over and after every commit here; returns how to end that. */
  onProgress(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private live(): ModelProgress[] {
    return this.models.filter(({ isEnded }) => !isEnded);
  }

  private async run(): Promise<void> {
    const { clock, database } = this.parts;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.stopping.signal.aborted && this.live().length > 0) {
      for (const model of this.live()) model.state = 'connecting';
      const before = this.models.map(({ position }) => position);
      try {
        await onDedicatedConnection({ ...database, isWriter: true }, (connection, lost) =>
          this.writeUntilLost(connection, lost),
        );
      } catch (error) {
        this.onFailure(error);
      }
      if (this.models.some(({ position }, index) => position !== before[index])) pauseMs = FIRST_PAUSE_MS;
      if (this.live().length === 0) return;
      await clock.wait(pauseMs, this.stopping.signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private onFailure(error: unknown): void {
    const { logger, clock } = this.parts;
    const message = error instanceof Error ? error.message : String(error);
    const live = this.live();
    // Said once, not at every attempt: a database may be away for long.
    if (live.some(model => model.error !== message)) logger.warn({}, `The read models wait: ${message}`);
    for (const model of live) model.fails(message, clock.now());
  }

  /** One tenure as the writer, from taking the lock to losing the connection or stopping. */
  private async writeUntilLost(connection: Database, lost: AbortSignal): Promise<void> {
    const ending = AbortSignal.any([this.stopping.signal, lost]);
    if (!(await this.becomeWriter(connection, ending))) return;
    for (const model of this.live()) model.state = 'connecting';
    while (!ending.aborted && this.live().length > 0) await this.follower.follow(connection, ending);
    if (lost.aborted) throw new Fault('database', 'PostgreSQL: the connection was lost');
  }

  private async becomeWriter(connection: Database, ending: AbortSignal): Promise<boolean> {
    while (!ending.aborted) {
      if (this.parts.writes === false) await positionsOf(connection);
      else if (await tryWriterLock(connection, LOCK)) return true;
      for (const model of this.live()) model.stands('standby');
      await this.parts.clock.wait(LOCK_RETRY_MS, ending);
    }
    return false;
  }
}
