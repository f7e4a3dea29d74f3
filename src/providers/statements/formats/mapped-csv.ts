import type { MappedColumns, StatementMapping } from '../../../domain/reconciliation/mapping';
import type { StatementLine } from '../../../domain/reconciliation/events';
import type { Currency } from '../../../shared/money';
import type { ReadFile, ReadLine } from '../../port/statement';
import { bankLine } from '../bank-line';
import { parseCsv, type CsvRow } from './csv-rows';
import { readLocalAmount } from '../local-amount';
import { endToEndIdIn, readDay, wholeDocument } from '../marks';

type Name = keyof MappedColumns;

/** Lines before the header: the bank's name, the account, the period. */
const MAX_PREAMBLE = 50;
const TOTAL = /^(sub)?(tota(l|is)|saldos?)\b/i;

/** A CSV file of other columns than ours, as a mapping describes them. Lines are the lines of the file. */
export function readMappedCsv(text: string, mapping: StatementMapping, currency: Currency): ReadFile {
  const rows = parseCsv(text, Object.values(mapping.columns));
  if ('message' in rows) return rows;
  const wanted = Object.values(mapping.columns).map(folded);
  const at = rows.slice(0, MAX_PREAMBLE).findIndex(({ cells }) => {
    const names = cells.map(folded);
    return wanted.every(name => names.includes(name));
  });
  const header = rows[at];
  if (!header) return { line: 0, message: missingIn(rows, mapping) };
  const names = header.cells.map(folded);
  const twice = wanted.find(name => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice) return { line: header.line, message: `the header names ${twice} twice` };
  const reader = new RowReader(mapping, currency, names);
  return rows.slice(at + 1).flatMap(row => reader.read(row));
}

function missingIn(rows: readonly CsvRow[], { columns }: StatementMapping): string {
  const seen = new Set(rows.slice(0, MAX_PREAMBLE).flatMap(({ cells }) => cells.map(folded)));
  const missing = Object.values(columns).filter((name: string) => !seen.has(folded(name)));
  const lacks = missing.length > 0 ? `no line names ${missing.join(', ')}` : 'they stand on different lines';
  return `none of the first ${MAX_PREAMBLE} lines is a header with the columns of the mapping: ${lacks}`;
}

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Reads the rows below the header. */
class RowReader {
  constructor(
    private readonly mapping: StatementMapping,
    private readonly currency: Currency,
    private readonly names: readonly string[],
  ) {}

  read(row: CsvRow): ReadLine[] {
    if (row.cells.every(cell => cell === '')) return [];
    const day = readDay(this.cell(row, 'date'), this.mapping.dates);
    if (day === undefined && row.cells.some(cell => TOTAL.test(cell))) return [];
    if (row.cells.slice(this.names.length).some(cell => cell !== ''))
      return this.fault(row, undefined, `the line has more cells than the header`);
    if (day === undefined) return this.fault(row, 'date', `must be a date, ${this.mapping.dates}`);
    const type = this.typeOf(row);
    if (type === 'PASSED_OVER') return [];
    if (type === 'UNKNOWN') return this.fault(row, 'type', 'is none of the texts that the mapping lists');
    const status = this.statusOf(row);
    if (!status) return this.fault(row, 'status', 'is none of the texts that the mapping lists');
    return this.readMovement(row, day, type, status);
  }

  private readMovement(
    row: CsvRow,
    day: string,
    kind: StatementLine['kind'] | undefined,
    status: StatementLine['status'],
  ): ReadLine[] {
    const amountMinor = this.amountOf(row);
    if (typeof amountMinor === 'string') return this.fault(row, amountMinor, this.amountRule());
    const fee = this.cell(row, 'fee');
    const feeMinor = fee === '' ? null : readLocalAmount(fee, this.mapping.decimal, this.currency);
    if (feeMinor === undefined) return this.fault(row, 'fee', this.amountRule());
    if (amountMinor === 0n) return [];
    const named = this.cell(row, 'endToEndId');
    const line = bankLine({
      line: row.line,
      amountMinor,
      status,
      ...(kind && { kind }),
      endToEndId: named === '' ? endToEndIdIn(this.cell(row, 'description')) : named,
      externalReference: orNull(this.cell(row, 'externalReference')),
      providerId: orNull(this.cell(row, 'providerId')),
      feeAmountMinor: feeMinor === null || feeMinor >= 0n ? feeMinor : -feeMinor,
      document: wholeDocument(this.cell(row, 'document')),
      day,
      providerTime: this.cell(row, 'date'),
    });
    return [{ line }];
  }

  /** Signed. Returns the name of the column that is wrong. */
  private amountOf(row: CsvRow): bigint | Name {
    const { decimal, columns } = this.mapping;
    if (columns.amount !== undefined)
      return readLocalAmount(this.cell(row, 'amount'), decimal, this.currency) ?? 'amount';
    const [debit, credit] = [this.cell(row, 'debit'), this.cell(row, 'credit')];
    const read = (text: string) => (text === '' ? 0n : readLocalAmount(text, decimal, this.currency));
    const [left, came] = [read(debit), read(credit)];
    if (left === undefined || (left !== 0n && came !== undefined && came !== 0n)) return 'debit';
    if (came === undefined || (debit === '' && credit === '')) return 'credit';
    return came - (left < 0n ? -left : left);
  }

  private amountRule(): string {
    const example = this.mapping.decimal === ',' ? '1.234,56' : '1,234.56';
    return `must be a ${this.currency} amount like ${example}, in one of the columns for amounts`;
  }

  private typeOf(row: CsvRow): StatementLine['kind'] | undefined | 'PASSED_OVER' | 'UNKNOWN' {
    const { types, columns } = this.mapping;
    if (!types || columns.type === undefined) return undefined;
    const text = this.cell(row, 'type');
    if (isOneOf(text, types.passedOver)) return 'PASSED_OVER';
    if (isOneOf(text, types.payout)) return 'PAYOUT';
    return isOneOf(text, types.return) ? 'RETURN' : 'UNKNOWN';
  }

  private statusOf(row: CsvRow): StatementLine['status'] | undefined {
    const { statuses, columns } = this.mapping;
    if (!statuses || columns.status === undefined) return 'COMPLETED';
    const text = this.cell(row, 'status');
    if (isOneOf(text, statuses.completed)) return 'COMPLETED';
    if (isOneOf(text, statuses.failed)) return 'FAILED';
    return isOneOf(text, statuses.pending) ? 'PENDING' : undefined;
  }

  private cell({ cells }: CsvRow, name: Name): string {
    const column = this.mapping.columns[name];
    return column === undefined ? '' : (cells[this.names.indexOf(folded(column))] ?? '');
  }

  private fault({ line }: CsvRow, name: Name | undefined, message: string): ReadLine[] {
    const title = name && this.mapping.columns[name];
    if (title === undefined) return [{ fault: { line, message } }];
    return [
      { fault: { line, column: this.names.indexOf(folded(title)) + 1, message: `${title} ${message}` } },
    ];
  }
}

/** A `*` at the end of a listed text stands for any rest. */
const isOneOf = (text: string, listed: readonly string[]): boolean =>
  listed.some(each =>
    each.endsWith('*') ? folded(text).startsWith(folded(each.slice(0, -1))) : folded(text) === folded(each),
  );

const orNull = (text: string): string | null => (text === '' ? null : text);
