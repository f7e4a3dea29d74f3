import type { Database } from '../../projections/schema';
import type { Snapshot } from './snapshot';

/** Rows in order, some at a time: a slow reader has at most one batch in memory. */
export type Batches<Row> = AsyncIterable<readonly Row[]>;

/** Rows read from the database at a time. */
export const EXPORT_BATCH = 1_000;

/** Where a list goes on: the rows after a place, at most a batch of them. */
type SelectAfter<Row, Place> = (transaction: Database, after: Place | undefined) => Promise<readonly Row[]>;

/**
 * The rows change all the time, so one transaction keeps the same view until the last row is read. The caller has to
 * read at least a part, because the end of the reading ends the transaction. A reader that pauses for a minute is cut
 * off.
 */
export async function* snapshotBatches<Row, Place>(
  reading: Snapshot,
  select: SelectAfter<Row, Place>,
  placeOf: (row: Row) => Place,
): Batches<Row> {
  try {
    for (let after: Place | undefined, isLast = false; !isLast;) {
      const rows = await select(reading.transaction, after);
      const last = rows.at(-1);
      if (last !== undefined) yield rows;
      isLast = rows.length < EXPORT_BATCH;
      if (last !== undefined) after = placeOf(last);
    }
  } finally {
    await reading.end();
  }
}

/** The same batches, each row as its view. */
export async function* viewsOf<Row, View>(rows: Batches<Row>, toView: (row: Row) => View): Batches<View> {
  for await (const batch of rows) yield batch.map(toView);
}
