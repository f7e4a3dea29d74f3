import { stringify } from 'csv-stringify/sync';
import type { Batches } from '../../queries/ledger/export-entries';
import { written, type Cell, type Column } from './column';

/**
 * What makes a spreadsheet take a text for a formula; the wide signs too, and line ends that hide one. The apostrophe
 * itself is among them, so that a first apostrophe is always ours and the text can be had back.
 */
const FORMULA = /^[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]/;

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it. Figures and times are ours and stay
 * as they are: a negative amount is a number.
 */
const safe = (cell: Cell): string => {
  if (cell === null) return '';
  return cell.kind === 'text' && FORMULA.test(cell.text) ? `'${cell.text}` : written(cell);
};

const lines = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    stringify(
      rows.map(row => [...row]),
      { record_delimiter: 'windows' },
    ),
  );

/** RFC 4180: a line of names, then one per row, CRLF, quoted where needed, UTF-8. One batch at a time. */
export async function* csv<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
): AsyncGenerator<Buffer, void, undefined> {
  // The names go out with the first rows: what fails before them can still be told as a problem.
  let head: string[][] = [columns.map(({ name }) => name)];
  for await (const rows of batches) {
    yield lines([...head, ...rows.map(row => columns.map(({ cell }) => safe(cell(row))))]);
    head = [];
  }
  if (head.length > 0) yield lines(head);
}
