import { parse } from 'csv-parse/sync';
import type { StatementLine } from '../../../domain/reconciliation/events';
import { parseProviderAmount, type Currency } from '../../../shared/money';
import { SEPARATOR_LINE } from './csv-rows';
import type { ReadFile, ReadLine, StatementFault } from '../../port/statement';

/** The columns of a statement in CSV; the first five may be empty where the provider says nothing. */
const CSV_COLUMNS = [
  'provider_id',
  'external_reference',
  'end_to_end_id',
  'fee',
  'date',
  'type',
  'status',
  'amount',
] as const;
type Column = (typeof CSV_COLUMNS)[number];
type Row = Readonly<Record<Column, string>>;

/** A statement in CSV (RFC 4180, comma or semicolon, with a header line that names the columns in any order). */
export function readCsv(text: string, currency: Currency): ReadFile {
  const rows = parseRows(text);
  if ('message' in rows) return rows;
  const [header, ...body] = rows;
  if (!header) return { line: 0, message: 'the file is empty' };
  const repeated = repeatedIn(header);
  if (repeated.length > 0) return { line: 1, message: `the header names ${repeated.join(', ')} twice` };
  const missing = CSV_COLUMNS.filter(column => !header.includes(column));
  if (missing.length > 0)
    return {
      line: 1,
      message: `the header lacks ${missing.join(', ')}: a file with other columns needs a mapping`,
    };
  return body.flatMap((cells, index) => {
    const row = rowOf(header, cells);
    // The provider took its fees for earlier payments: that is no movement of a payout.
    return row.type === 'FEE' ? [] : [readRow(row, index + 1, currency)];
  });
}

function parseRows(whole: string): string[][] | StatementFault {
  const { text, delimiter } = withoutSeparatorLine(whole);
  try {
    const lines = { record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true };
    return parse(text, { ...lines, delimiter, trim: true });
  } catch (error) {
    // The library's message names the line and never a cell's content.
    const { code, lines } = error as { code?: string; lines?: number };
    return { line: lines ?? 0, message: `this is no CSV file: ${code ?? 'it cannot be read'}` };
  }
}

/** A spreadsheet writes the delimiter into a line of its own. Else the header shows it. */
function withoutSeparatorLine(text: string): { text: string; delimiter: string } {
  const said = SEPARATOR_LINE.exec(text);
  if (said) return { text: text.slice(said[0].length), delimiter: said[1]! };
  const [header = ''] = text.split(/[\r\n]/, 1);
  return { text, delimiter: [';', '\t'].find(each => header.includes(each)) ?? ',' };
}

/** No rule says which of two columns of one name counts. Columns without a name are passed over. */
function repeatedIn(header: readonly string[]): string[] {
  const names = header.map(name => name.toLowerCase()).filter(name => name !== '');
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

const rowOf = (header: readonly string[], cells: readonly string[]): Row =>
  Object.fromEntries(CSV_COLUMNS.map(column => [column, cells[header.indexOf(column)] ?? ''])) as Row;

function readRow(row: Row, line: number, currency: Currency): ReadLine {
  const amountMinor = parseProviderAmount(row.amount, currency);
  const feeAmountMinor = row.fee === '' ? null : parseProviderAmount(row.fee, currency);
  const fault = (message: string): ReadLine => ({ fault: { line, message } });
  if (row.type !== 'PAYOUT' && row.type !== 'RETURN') return fault('type must be PAYOUT, RETURN or FEE');
  if (row.status !== 'COMPLETED' && row.status !== 'FAILED' && row.status !== 'PENDING')
    return fault('status must be COMPLETED, FAILED or PENDING');
  if (amountMinor === undefined) return fault(`amount must be a ${currency} amount like 1234.56`);
  if (feeAmountMinor === undefined) return fault(`fee must be empty or a ${currency} amount like 1234.56`);
  const names = namesOf(row);
  if (Object.values(names).every(name => name === null))
    return fault('provider_id, external_reference and end_to_end_id are all empty');
  const read: StatementLine = {
    line,
    kind: row.type,
    status: row.status,
    ...names,
    amountMinor,
    feeAmountMinor,
    providerTime: orNull(row.date),
  };
  return { line: read };
}

const namesOf = (row: Row) => ({
  providerId: orNull(row.provider_id),
  externalReference: orNull(row.external_reference),
  endToEndId: orNull(row.end_to_end_id),
});

const orNull = (text: string): string | null => (text === '' ? null : text);
