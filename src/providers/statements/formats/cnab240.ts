import type { StatementLine } from '../../../domain/reconciliation/events';
import { parseProviderAmount, type Currency } from '../../../shared/money';
import type { ReadFile, ReadLine } from '../../port/statement';
import { bankLine } from '../bank-line';
import { FILE_HEADER, RECORD, RETURN_A, RETURN_B, STATEMENT_E, type Field } from './cnab240-fields';
import { calendarDay, documentOfField, endToEndIdIn } from '../marks';

const WIDTH = 240;
/** They add to the payment before them. */
const ADDITIONAL = new Set(['B', 'C', 'Z', '5']);
/** Charges and taxes of the bank itself. */
const OWN_CHARGES = new Set(['102', '105', '109', '110', '111']);

interface Row {
  readonly number: number;
  readonly text: string;
}

const valueOf = ({ text }: Row, [from, to]: Field): string => text.slice(from - 1, to);
const fault = ({ number }: Row, [column]: Field, message: string): ReadLine => ({
  fault: { line: number, column, message },
});

/**
 * A file in CNAB 240 as FEBRABAN publishes it: an account statement (segment E), or a bank's return of payments (segments
 * A and B). Lines are the lines of the file. Positions are counted from 1, as the layout counts them.
 */
export function readCnab240(text: string, currency: Currency): ReadFile {
  const rows = text
    .split(/\r\n|\n|\r/)
    .map((row, index): Row => ({ number: index + 1, text: row }))
    .filter(row => row.text.replace('\u001a', '') !== '');
  const wrong = rows.find(row => row.text.length !== WIDTH);
  if (wrong)
    return {
      line: wrong.number,
      message: `the line has ${wrong.text.length} characters and must have ${WIDTH}`,
    };
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || valueOf(first, RECORD.type) !== '0')
    return { line: 1, message: 'the file has no header (type 0)' };
  if (!last || valueOf(last, RECORD.type) !== '9')
    return { line: 0, message: 'the file has no trailer (type 9): it is not whole' };
  if (valueOf(first, FILE_HEADER.direction) === '1')
    return {
      line: 1,
      column: FILE_HEADER.direction[0],
      message: 'this file goes to the bank: send its return',
    };
  return detailsOf(rows).flatMap(({ row, additional }) => readDetail(row, additional, currency));
}

/** Each detail with the lines that add to it. */
function detailsOf(rows: readonly Row[]): { row: Row; additional: Row[] }[] {
  const details: { row: Row; additional: Row[] }[] = [];
  for (const row of rows) {
    if (valueOf(row, RECORD.type) !== '3') continue;
    const before = details.at(-1);
    if (before && ADDITIONAL.has(valueOf(row, RECORD.segment))) before.additional.push(row);
    else details.push({ row, additional: [] });
  }
  return details;
}

function readDetail(row: Row, additional: readonly Row[], currency: Currency): ReadLine[] {
  const segment = valueOf(row, RECORD.segment);
  if (segment === 'E') return readStatementRow(row, currency);
  if (segment === 'A') return [readReturnRow(row, additional, currency)];
  return [fault(row, RECORD.segment, `segment ${segment} is none of A, B and E`)];
}

function readStatementRow(row: Row, currency: Currency): ReadLine[] {
  const { number: line, text } = row;
  const amount = amountOf(row, STATEMENT_E.amount, currency);
  if (amount === undefined) return [fault(row, STATEMENT_E.amount, 'the amount must be 18 digits')];
  const day = dayOf(row, STATEMENT_E.day) ?? dayOf(row, STATEMENT_E.bookingDay);
  if (day === undefined) return [fault(row, STATEMENT_E.day, 'the date must be a day as DDMMAAAA')];
  const direction = valueOf(row, STATEMENT_E.direction);
  if (direction !== 'D' && direction !== 'C')
    return [fault(row, STATEMENT_E.direction, 'the direction must be D or C')];
  if (OWN_CHARGES.has(valueOf(row, STATEMENT_E.category)) || amount === 0n) return [];
  const amountMinor = direction === 'D' ? -amount : amount;
  const endToEndId = endToEndIdIn(text.slice(STATEMENT_E.description[0] - 1));
  return [{ line: bankLine({ line, amountMinor, endToEndId, day, providerTime: day }) }];
}

function readReturnRow(row: Row, additional: readonly Row[], currency: Currency): ReadLine {
  const status = statusOf(valueOf(row, RETURN_A.occurrences));
  if (!status)
    return fault(row, RETURN_A.occurrences, 'the line has no occurrence: this is no return of a bank');
  const [paid, ordered] = [RETURN_A.paidAmount, RETURN_A.amount].map(field => amountOf(row, field, currency));
  const amount = paid === 0n ? ordered : paid;
  if (amount === undefined) return fault(row, RETURN_A.paidAmount, 'the amount must be 15 digits');
  const day = dayOf(row, RETURN_A.paidDay) ?? dayOf(row, RETURN_A.day);
  if (day === undefined) return fault(row, RETURN_A.day, 'the date must be a day as DDMMAAAA');
  const isReversal = valueOf(row, RETURN_A.movement) === '3';
  const line = bankLine({
    line: row.number,
    kind: isReversal ? 'RETURN' : 'PAYOUT',
    amountMinor: amount,
    status,
    endToEndId: endToEndIdOf(additional),
    externalReference: isReversal ? null : referenceOf(row),
    document: payeeDocument(additional),
    day,
    providerTime: day,
  });
  return { line };
}

/** A reference that fills its field may be cut, and a cut one is another payment's. */
function referenceOf(row: Row): string | null {
  const field = valueOf(row, RETURN_A.reference);
  const reference = field.trim();
  return reference === '' || !field.endsWith(' ') ? null : reference;
}

function endToEndIdOf(additional: readonly Row[]): string | null {
  for (const row of additional) {
    const found = endToEndIdIn(row.text.slice(RECORD.segment[1]));
    if (found !== null) return found;
  }
  return null;
}

function payeeDocument(additional: readonly Row[]): string | undefined {
  const row = additional.find(each => valueOf(each, RECORD.segment) === 'B');
  if (!row) return undefined;
  return documentOfField(valueOf(row, RETURN_B.document), valueOf(row, RETURN_B.documentKind) === '1');
}

/** Up to five codes of two characters. 00: paid. 03: paid, by the branch. BD: taken. Every other one: not paid. */
function statusOf(occurrences: string): StatementLine['status'] | undefined {
  const codes = occurrences.match(/../g)?.filter(code => code.trim() !== '') ?? [];
  if (codes.includes('00') || codes.includes('03')) return 'COMPLETED';
  if (codes.length > 0 && codes.every(code => code === 'BD')) return 'PENDING';
  return codes.length > 0 ? 'FAILED' : undefined;
}

function amountOf(row: Row, field: Field, currency: Currency): bigint | undefined {
  const digits = valueOf(row, field);
  if (!/^\d+$/.test(digits)) return undefined;
  const plain = digits.replace(/^0+(?=\d{3})/, '');
  return parseProviderAmount(`${plain.slice(0, -2)}.${plain.slice(-2)}`, currency);
}

function dayOf(row: Row, field: Field): string | undefined {
  const [, date = '', month = '', year = ''] = /^(\d{2})(\d{2})(\d{4})$/.exec(valueOf(row, field)) ?? [];
  return year === '' ? undefined : calendarDay(year, month, date);
}
