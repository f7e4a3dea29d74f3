import { headOf, type LogEnd, type LogEndReader } from '../../projections/engine/log-end-reader';
import { comparePositions, type Position } from '../../projections/engine/position';
import type { Folded, RecentEvents, StreamReader } from '../../projections/fold-stream';
import type { ProjectionName } from '../../projections/schema';
import type { QueryResult } from './results';

/** The streams themselves, for what the read models do not know yet; as a port and its injection token. */
export abstract class CurrentSources {
  abstract readonly streams: StreamReader;
  abstract readonly ends: LogEndReader;
  /** What this process has got lately; left out where it follows nothing. */
  abstract readonly recent?: RecentEvents;
}

/** How one thing is found by its id. */
export interface LookupById<Row> {
  readonly projection: ProjectionName;
  /** Its row in the read model, with the position of the read model. */
  readonly find: () => Promise<QueryResult<Row | undefined>>;
  /**
   * What its stream makes of it, from the row on that the read model has. `sequel` has what comes after that row, and
   * perhaps nothing of what is before.
   */
  readonly fold: (row: Row | undefined, sequel: StreamReader) => Promise<Folded<Row> | undefined>;
}

/**
 * One thing as it is now. The read model gives it when it has all that is recorded, and else the thing's own stream. So
 * a client that learnt its id finds it, however far behind the read model is. @throws {Fault}
 */
export async function findCurrent<Row>(
  sources: CurrentSources,
  { projection, find, fold }: LookupById<Row>,
): Promise<QueryResult<Row | undefined>> {
  // Both are read after the question, so their order makes no difference.
  const [end, { body: row, position }] = await Promise.all([sources.ends.read(), find()]);
  const last = end.lastRelevant[projection];
  if (comparePositions(position, last) >= 0) return { body: row, position: latestOf(end, position) };
  const folded = await fold(row, sequelOf(sources, position, last));
  return { body: folded?.row, position: latestOf(end, folded?.last) };
}

/** The events after a position: what this process has got lately, where it has all of them up to `last`. */
function sequelOf({ streams, recent }: CurrentSources, position: Position, last: Position): StreamReader {
  return {
    async *readStream(streamId, fromRevision, limit) {
      yield* (
        recent?.eventsAfter(position, last, streamId) ?? streams.readStream(streamId, fromRevision, limit)
      );
    },
  };
}

/** The head itself, or what was read after it. */
const latestOf = (end: LogEnd, read: Position | undefined): Position =>
  read && comparePositions(read, headOf(end)) > 0 ? read : headOf(end);
