import { headOf, type LogEnd, type LogEnds } from '../../projections/engine/log-end-reader';
import { comparePositions, type Position } from '../../projections/engine/position';
import type { Folded, Streams } from '../../projections/fold-stream';
import type { Database, ProjectionName } from '../../projections/schema';
import { readAt, type Found } from './snapshot';

/** The streams themselves, for what the read models do not know yet. */
export interface Live {
  readonly streams: Streams;
  readonly ends: LogEnds;
}

/** How one thing is found by its id. */
export interface ById<Row> {
  readonly projection: ProjectionName;
  /** Its row in the read model. */
  readonly select: (transaction: Database) => Promise<Row | undefined>;
  /** What its stream makes of it, from the row on that the read model has. */
  readonly fold: (row: Row | undefined) => Promise<Folded<Row> | undefined>;
}

/**
 * One thing as it is now: by its read model where that knows all that is recorded, else by the thing's own stream. So
 * whoever was told of it finds it, however far behind the read model is. @throws {Fault}
 */
export async function findNow<Row>(
  database: Database,
  { ends }: Live,
  { projection, select, fold }: ById<Row>,
): Promise<Found<Row | undefined>> {
  const end = await ends.now();
  const { body: row, position } = await readAt(database, projection, select);
  if (comparePositions(position, end.counted[projection]) >= 0)
    return { body: row, position: head(end, position) };
  const folded = await fold(row);
  return { body: folded?.row, position: head(end, folded?.last) };
}

/** The head itself, or what was read after it. */
const head = (end: LogEnd, read: Position | undefined): Position =>
  read && comparePositions(read, headOf(end)) > 0 ? read : headOf(end);
