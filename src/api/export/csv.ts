import { stringify } from 'csv-stringify/sync';
import type { Batches } from '../../queries/ledger/export-entries';
import type { Column } from './column';

/**
 * The first characters that make a spreadsheet run a text as a formula: the wide signs too, and line ends that hide one.
 * The apostrophe is one of them, so a first apostrophe is always ours and a reader can take it off again.
 */
const FORMULA = /^[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]/;

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula. Figures and times stay as they are: a
 * negative amount is a number.
 */
const escapeFormula = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

function cellText<Row>({ kind, cell }: Column<Row>, row: Row): string {
  const text = cell(row) ?? '';
  return kind === 'text' ? escapeFormula(text) : text;
}

const csvLines = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    stringify(
      rows.map(row => [...row]),
      { record_delimiter: 'windows' },
    ),
  );

/** Writes RFC 4180 in UTF-8: a line of names, then a line for each row, with CRLF. It reads one batch at a time. */
export async function* csv<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
): AsyncGenerator<Buffer, void, undefined> {
  // The names go out with the first rows: a failure before them can still be answered with a problem.
  let head: string[][] = [columns.map(({ name }) => name)];
  for await (const rows of batches) {
    yield csvLines([...head, ...rows.map(row => columns.map(column => cellText(column, row)))]);
    head = [];
  }
  if (head.length > 0) yield csvLines(head);
}
