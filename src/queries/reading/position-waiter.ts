import { comparePositions, formatPosition, type Position } from '../../projections/engine/position';
import { positionsOf } from '../../projections/engine/checkpoints';
import { PROJECTION_NAMES, type Database, type ProjectionName } from '../../projections/schema';
import type { Clock } from '../../shared/clock';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryRefusal } from './results';

const TIMEOUT_MS = 5_000;
/** Milliseconds between two queries to PostgreSQL while a caller waits: the writer can be another process. */
const CHECK_INTERVAL_MS = 25;

export interface PositionWaiterParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Tells of progress in this process, which makes waiting shorter; nothing depends on it. */
  readonly onProgress?: (listener: () => void) => () => void;
}

/** How far each of the read models that matter has to be. */
export type RequiredPositions = ReadonlyMap<ProjectionName, Position>;

interface Waiter {
  readonly places: RequiredPositions;
  /** `reached`, or what went wrong while looking. */
  readonly resolve: (outcome: { reached: Position } | { error: unknown }) => void;
}

/**
 * Lets a caller read what it has just written: waits until the read models have reached a position. However many
 * wait, PostgreSQL is asked by one at a time.
 */
export class PositionWaiter {
  private readonly waiters = new Set<Waiter>();
  private isChecking = false;
  /** True when there was progress since the last look began. */
  private hasProgress = false;
  private wake: () => void = () => undefined;

  constructor(private readonly parts: PositionWaiterParts) {
    parts.onProgress?.(() => {
      this.hasProgress = true;
      this.wake();
    });
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
    return this.waitForEach(new Map(projections.map(name => [name, position])), timeoutMs, signal);
  }

  /** The same, with a place for each read model of its own; answers with the least position reached. @throws {Fault} */
  async waitForEach(
    places: RequiredPositions,
    timeoutMs: number = TIMEOUT_MS,
    signal?: AbortSignal,
  ): Promise<Result<Position, QueryRefusal>> {
    const given = new AbortController();
    const ending = signal ? AbortSignal.any([signal, given.signal]) : given.signal;
    const { promise, waiter } = this.join(places);
    try {
      const late = this.parts.clock.wait(timeoutMs, ending).then(() => undefined);
      const outcome = await Promise.race([promise, late]);
      if (outcome === undefined) return refuse(behind(places));
      if ('error' in outcome) throw outcome.error;
      return ok(outcome.reached);
    } finally {
      this.waiters.delete(waiter);
      given.abort();
    }
  }

  private join(places: RequiredPositions) {
    let settle: Waiter['resolve'] = () => undefined;
    const promise = new Promise<Parameters<Waiter['resolve']>[0]>(resolve => (settle = resolve));
    const waiter: Waiter = { places, resolve: settle };
    this.waiters.add(waiter);
    if (this.isChecking) this.wake();
    else void this.check();
    return { promise, waiter };
  }

  /** Never rejects: the waiting callers get the error. */
  private async check(): Promise<void> {
    this.isChecking = true;
    while (this.waiters.size > 0) {
      const asked: ReadonlySet<Waiter> = new Set(this.waiters);
      this.hasProgress = false;
      try {
        await this.resolveReached(asked);
      } catch (error) {
        for (const waiter of asked) this.leave(waiter, { error });
      }
      const hasNew = [...this.waiters].some(waiter => !asked.has(waiter));
      if (this.waiters.size > 0 && !hasNew && !this.hasProgress) await this.pause();
    }
    this.isChecking = false;
  }

  private async resolveReached(asked: ReadonlySet<Waiter>): Promise<void> {
    const positions = await positionsOf(this.parts.database);
    for (const waiter of asked) {
      const names = [...waiter.places.keys()];
      const isThere = names.every(name => comparePositions(positions[name], waiter.places.get(name)!) >= 0);
      if (isThere) this.leave(waiter, { reached: names.map(name => positions[name]).reduce(earlier) });
    }
  }

  private leave(waiter: Waiter, outcome: Parameters<Waiter['resolve']>[0]): void {
    this.waiters.delete(waiter);
    waiter.resolve(outcome);
  }

  /** Until the next look is due, or there has been progress here. */
  private async pause(): Promise<void> {
    const progress = new AbortController();
    this.wake = () => progress.abort();
    await this.parts.clock.wait(CHECK_INTERVAL_MS, progress.signal);
    this.wake = () => undefined;
  }
}

const earlier = (left: Position, right: Position): Position =>
  comparePositions(left, right) <= 0 ? left : right;

function behind(places: RequiredPositions): QueryRefusal {
  const [position] = places.values();
  const place = position ? formatPosition(position) : 'asked for';
  return queryRefusal('PROJECTION_BEHIND', `The read models have not reached position ${place} yet`);
}
