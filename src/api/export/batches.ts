import type { Batches } from '../../queries/reading/batches';

export async function* inOneBatch<Row>(rows: readonly Row[]): Batches<Row> {
  yield await Promise.resolve(rows);
}

/** The same batches with each row presented; one row can become several. */
export async function* presentBatches<View, Row>(
  batches: Batches<View>,
  present: (view: View) => Row | readonly Row[],
): Batches<Row> {
  for await (const views of batches) yield views.flatMap(view => present(view));
}
