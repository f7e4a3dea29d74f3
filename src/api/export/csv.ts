import { stringify } from 'csv-stringify/sync';
import type { Batches } from '../../queries/reading/batches';
import type { Column } from './column';
import { headOf, markOf, styledCell, styleOf, type CsvStyle } from './csv-style';

const csvLines = (rows: readonly (readonly string[])[], { delimiter }: CsvStyle): string =>
  stringify(
    rows.map(row => [...row]),
    { record_delimiter: 'windows', delimiter },
  );

/** Writes RFC 4180 in UTF-8: a line of names, then a line for each row, with CRLF. It reads one batch at a time. */
export async function* csv<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
  style: CsvStyle = styleOf(),
): AsyncGenerator<Buffer, void, undefined> {
  // The names go out with the first rows: a failure before them can still be answered with a problem.
  let head = markOf(style) + csvLines([columns.map(column => headOf(column, style))], style);
  for await (const rows of batches) {
    const lines = rows.map(row => columns.map(column => styledCell(column, row, style)));
    yield Buffer.from(head + csvLines(lines, style));
    head = '';
  }
  if (head.length > 0) yield Buffer.from(head);
}
