import { headOf, type LogEnd, type LogEnds } from '../projections/log-ends';
import { comparePositions, formatPosition, type Position } from '../projections/position';
import { PROJECTION_NAMES, type ProjectionName } from '../projections/schema';
import { ok, refuse, type Result } from '../shared/result';
import { queryRefusal, type QueryRefusal } from './answers';
import type { ReadPosition } from './wait-for-position';

export interface MomentsParts {
  readonly ends: LogEnds;
  readonly readPosition: Pick<ReadPosition, 'waitForEach'>;
}

/** Knows when the read models can answer for a moment: never before they have passed all that was recorded by then. */
export class Moments {
  constructor(private readonly parts: MomentsParts) {}

  /**
   * Waits until the read models know all that is recorded when this is called, and so all that was recorded by any
   * moment before. Answers with where the log ended; PROJECTION_BEHIND after `timeoutMs`.
   * @throws {Fault}
   */
  async passed(
    readModels: readonly ProjectionName[] = PROJECTION_NAMES,
    timeoutMs?: number,
  ): Promise<Result<LogEnd, QueryRefusal>> {
    const end = await this.parts.ends.now();
    const places = new Map(readModels.map(name => [name, end.counted[name]]));
    const reached = await this.parts.readPosition.waitForEach(places, timeoutMs);
    return reached.ok ? ok(end) : reached;
  }

  /** A place that the log has not come to was never answered, and is refused. @throws {Fault} */
  async exists(position: Position): Promise<Result<Position, QueryRefusal>> {
    const isOne = position.prepare <= position.commit && (await this.parts.ends.reaches(position));
    if (isOne) return ok(position);
    const message = `There is no position ${formatPosition(position)} in the log`;
    return refuse(queryRefusal('POSITION_UNKNOWN', message));
  }
}

/**
 * Where an answer is true. No event of the read model stands between what it has passed and the head, so what is true
 * at the one is true at any place up to the other.
 */
export const trueAt = (found: Position, counted: Position, atLeast: Position, end: LogEnd): Position => {
  const isWithin = comparePositions(found, counted) >= 0 && comparePositions(atLeast, headOf(end)) <= 0;
  return isWithin && comparePositions(found, atLeast) < 0 ? atLeast : found;
};
