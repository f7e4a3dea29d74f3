import { headOf, type LogEnd, type LogEndReader } from '../../projections/engine/log-end-reader';
import { comparePositions, formatPosition, type Position } from '../../projections/engine/position';
import { PROJECTION_NAMES, type ProjectionName } from '../../projections/schema';
import type { Clock } from '../../shared/clock';
import { ok, refuse, type Result } from '../../shared/result';
import { queryRefusal, type QueryRefusal } from './results';
import type { PositionWaiter } from './position-waiter';

export interface ReadModelFreshnessParts {
  readonly ends: LogEndReader;
  /** The event store's clock. @throws {Fault} */
  readonly storeTime: () => Promise<Date>;
  readonly clock: Clock;
  readonly readPosition: Pick<PositionWaiter, 'waitForEach'>;
}

/** Knows when the read models can answer for a moment: never before they have passed all that was recorded by then. */
export class ReadModelFreshness {
  /** The latest time that the event store is known to have come to. */
  private storeTime = new Date(0);

  constructor(private readonly parts: ReadModelFreshnessParts) {}

  /**
   * Waits until a time is over by the event store's clock: what is recorded from then on is recorded after it. Whether it
   * is, only the store can tell, whose clock is not ours. PROJECTION_BEHIND where that takes longer than `timeoutMs`.
   * @throws {Fault}
   */
  async waitUntilOver(time: Date, timeoutMs: number): Promise<Result<Date, QueryRefusal>> {
    if (this.storeTime <= time) this.noteStoreTime((await this.parts.ends.read()).head?.recordedAt);
    for (let leftMs = timeoutMs; this.storeTime <= time;) {
      this.noteStoreTime(await this.parts.storeTime());
      const missingMs = time.getTime() - this.storeTime.getTime() + 1;
      if (missingMs <= 0) break;
      if (missingMs > leftMs) return refuse(notOverYet(time, this.storeTime));
      await this.parts.clock.wait(missingMs);
      leftMs -= missingMs;
    }
    return ok(this.storeTime);
  }

  private noteStoreTime(time: Date | undefined): void {
    if (time && time > this.storeTime) this.storeTime = time;
  }

  /**
   * Waits until the read models know all that is recorded when this is called, and so all that was recorded by any
   * moment before. Answers with where the log ended; PROJECTION_BEHIND after `timeoutMs`.
   * @throws {Fault}
   */
  async waitUntilCurrent(
    readModels: readonly ProjectionName[] = PROJECTION_NAMES,
    timeoutMs?: number,
  ): Promise<Result<LogEnd, QueryRefusal>> {
    const end = await this.parts.ends.read();
    const places = new Map(readModels.map(name => [name, end.lastRelevant[name]]));
    const reached = await this.parts.readPosition.waitForEach(places, timeoutMs);
    return reached.ok ? ok(end) : reached;
  }

  /** A place that the log has not come to was never answered, and is refused. @throws {Fault} */
  async requirePosition(position: Position): Promise<Result<Position, QueryRefusal>> {
    const isOne = position.prepare <= position.commit && (await this.parts.ends.contains(position));
    if (isOne) return ok(position);
    const message = `There is no position ${formatPosition(position)} in the log`;
    return refuse(queryRefusal('POSITION_UNKNOWN', message));
  }
}

const notOverYet = (time: Date, storeTime: Date): QueryRefusal =>
  queryRefusal(
    'PROJECTION_BEHIND',
    `${time.toISOString()} is not over yet: the event store's clock is at ${storeTime.toISOString()}`,
  );

/**
 * The position at which a result is true. No event of the read model stands between what it has passed and the head. So
 * what is true at the one is true at every position up to the other.
 */
export const answerPosition = (
  found: Position,
  counted: Position,
  atLeast: Position,
  end: LogEnd,
): Position => {
  const isWithin = comparePositions(found, counted) >= 0 && comparePositions(atLeast, headOf(end)) <= 0;
  return isWithin && comparePositions(found, atLeast) < 0 ? atLeast : found;
};
