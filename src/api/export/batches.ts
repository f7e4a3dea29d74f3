import type { Position } from '../../event-store/event-store';
import type { Batches } from '../../queries/reading/batches';

export async function* inOneBatch<Row>(rows: readonly Row[]): Batches<Row> {
  yield await Promise.resolve(rows);
}

/** Rows that are read already, as a file takes them. */
export const rowsAt =
  <Row>(position: Position, rows: readonly Row[]) =>
  (): Promise<{ readonly rows: Batches<Row>; readonly position: Position }> =>
    Promise.resolve({ rows: inOneBatch(rows), position });

/** The same batches with each row presented; one row can become several. */
export async function* presentBatches<View, Row>(
  batches: Batches<View>,
  present: (view: View) => Row | readonly Row[],
): Batches<Row> {
  for await (const views of batches) yield views.flatMap(view => present(view));
}
