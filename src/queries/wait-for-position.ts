import { comparePositions, formatPosition, type Position } from '../projections/position';
import { positionOf } from '../projections/checkpoints';
import { PROJECTION_NAMES, type Database, type ProjectionName } from '../projections/schema';
import type { Clock } from '../shared/clock';
import { ok, refuse, type Result } from '../shared/result';
import { queryRefusal, type QueryRefusal } from './answers';

const TIMEOUT_MS = 5_000;
/** How often PostgreSQL is asked while somebody waits: the writer may be another process. */
const LOOK_EVERY_MS = 25;

export interface ReadPositionParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Tells of progress in this process, which makes waiting shorter; nothing depends on it. */
  readonly onProgress?: (listener: () => void) => () => void;
}

interface Waiter {
  readonly position: Position;
  readonly projections: readonly ProjectionName[];
  /** `reached`, or what went wrong while looking. */
  readonly settle: (outcome: { reached: Position } | { error: unknown }) => void;
}

/**
 * Lets a caller read what it has just written: waits until the read models have reached a position. However many
 * wait, PostgreSQL is asked by one at a time.
 */
export class ReadPosition {
  private readonly waiters = new Set<Waiter>();
  private looking = false;
  private wake: () => void = () => undefined;

  constructor(private readonly parts: ReadPositionParts) {
    parts.onProgress?.(() => this.wake());
  }

  /**
   * The position reached, at or after the one asked for, or PROJECTION_BEHIND after `timeoutMs` or when the signal
   * aborts. Waits for all read models, unless told which ones matter.
   * @throws {Fault} the database is away
   */
  async waitFor(
    position: Position,
    timeoutMs: number = TIMEOUT_MS,
    signal?: AbortSignal,
    projections: readonly ProjectionName[] = PROJECTION_NAMES,
  ): Promise<Result<Position, QueryRefusal>> {
    const given = new AbortController();
    const ending = signal ? AbortSignal.any([signal, given.signal]) : given.signal;
    const { promise, waiter } = this.join(position, projections);
    try {
      const late = this.parts.clock.wait(timeoutMs, ending).then(() => undefined);
      const outcome = await Promise.race([promise, late]);
      if (outcome === undefined) return refuse(behind(position));
      if ('error' in outcome) throw outcome.error;
      return ok(outcome.reached);
    } finally {
      this.waiters.delete(waiter);
      given.abort();
    }
  }

  private join(position: Position, projections: readonly ProjectionName[]) {
    let settle: Waiter['settle'] = () => undefined;
    const promise = new Promise<Parameters<Waiter['settle']>[0]>(resolve => (settle = resolve));
    const waiter: Waiter = { position, projections, settle };
    this.waiters.add(waiter);
    if (!this.looking) void this.look();
    return { promise, waiter };
  }

  /** Never rejects: what goes wrong is told to those who wait. */
  private async look(): Promise<void> {
    this.looking = true;
    while (this.waiters.size > 0) {
      const asked = [...this.waiters];
      try {
        await this.settleReached(asked);
      } catch (error) {
        for (const waiter of asked) this.leave(waiter, { error });
      }
      if (this.waiters.size > 0) await this.pause();
    }
    this.looking = false;
  }

  private async settleReached(asked: readonly Waiter[]): Promise<void> {
    const positions = new Map<ProjectionName, Position>();
    for (const name of new Set(asked.flatMap(({ projections }) => projections))) {
      positions.set(name, await positionOf(this.parts.database, name));
    }
    for (const waiter of asked) {
      const reached = waiter.projections.map(name => positions.get(name)!).reduce(earlier);
      if (comparePositions(reached, waiter.position) >= 0) this.leave(waiter, { reached });
    }
  }

  private leave(waiter: Waiter, outcome: Parameters<Waiter['settle']>[0]): void {
    this.waiters.delete(waiter);
    waiter.settle(outcome);
  }

  /** Until the next look is due, or there has been progress here. */
  private async pause(): Promise<void> {
    const progress = new AbortController();
    this.wake = () => progress.abort();
    await this.parts.clock.wait(LOOK_EVERY_MS, progress.signal);
    this.wake = () => undefined;
  }
}

const earlier = (left: Position, right: Position): Position =>
  comparePositions(left, right) <= 0 ? left : right;

const behind = (position: Position): QueryRefusal =>
  queryRefusal(
    'PROJECTION_BEHIND',
    `The read models have not reached position ${formatPosition(position)} yet`,
  );
