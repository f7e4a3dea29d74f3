import { parse } from 'csv-parse/sync';
import type { StatementFault } from '../../port/statement';

export interface CsvRow {
  /** Of the file, counted from 1: where the row begins, or where it ends if a cell has line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
}

const DELIMITERS = [';', '\t', ','] as const;
/** The line that names the delimiter to a spreadsheet. */
export const SEPARATOR_LINE = /^"?sep=(.)"?(\r\n|\n|\r)/i;

/** The rows of a CSV file whose lines need not have the same number of cells. `names`: titles of the header. */
export function parseCsv(text: string, names: readonly string[]): CsvRow[] | StatementFault {
  const said = SEPARATOR_LINE.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const options = {
    delimiter: said?.[1] ?? delimiterOf(body, names),
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true as const,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  };
  try {
    const rows = parse(body, options) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines + (said ? 1 : 0), cells: record }));
  } catch (error) {
    // The library's message names the line and never a cell's content.
    const { code, lines } = error as { code?: string; lines?: number };
    return { line: lines ?? 0, message: `this is no CSV file: ${code ?? 'it cannot be read'}` };
  }
}

/** The delimiter of the first line that has the titles, else the one that stands most often in the first lines. */
function delimiterOf(text: string, names: readonly string[]): string {
  const head = text.split(/\r\n|\n|\r/, 60);
  const header = head.find(line => names.every(name => line.toLowerCase().includes(name.toLowerCase())));
  const sample = header ?? head.join('\n');
  const counts = DELIMITERS.map(delimiter => sample.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
