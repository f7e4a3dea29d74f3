import { brazilianTime } from '../../../domain/limits/brazilian-time';
import { formatAmount, type Currency } from '../../../shared/money';
import type { ReadFile, ReadLine } from '../../port/statement';
import { bankLine } from '../bank-line';
import { readLocalAmount } from '../local-amount';
import { calendarDay, endToEndIdIn } from '../marks';
import { aggregatesOf, ofxTokens, type OfxAggregate } from './ofx-elements';
import { Places } from '../text';

/** The bank's own fees and interest: they are no payments. */
const PASSED_OVER = new Set(['FEE', 'SRVCHG', 'INT', 'DIV']);

/**
 * A statement in OFX 1 (SGML) or OFX 2 (XML). Lines are the transactions, counted from 1. OFX has no field for an
 * endToEndId; it counts where it stands in a text. The bank's id of a transaction is no name of the provider's.
 */
export function readOfx(text: string, currency: Currency): ReadFile {
  const tokens = [...ofxTokens(text)];
  if (!tokens.some(({ name, isEnd }) => name === 'OFX' && !isEnd))
    return { line: 0, message: 'this is no OFX file: it has no <OFX>' };
  const other = tokens.find(
    ({ name, text: value, isEnd }) => name === 'CURDEF' && !isEnd && value !== currency,
  );
  const places = new Places(text);
  if (other) return { ...places.at(other.index), message: `CURDEF is not ${currency}` };
  const { aggregates, unclosed } = aggregatesOf(tokens, 'STMTTRN');
  if (unclosed !== undefined) return { ...places.at(unclosed), message: 'STMTTRN has no end' };
  if (!tokens.some(({ name, isEnd }) => name === 'OFX' && isEnd))
    return { line: 0, message: 'the file ends before </OFX>: it is not whole' };
  return aggregates.flatMap((each, index) => readTransaction(each, index + 1, currency, places));
}

function readTransaction(
  { index, elements }: OfxAggregate,
  line: number,
  currency: Currency,
  places: Places,
): ReadLine[] {
  const textOf = (name: string): string => elements.get(name)?.text ?? '';
  const fault = (name: string, message: string): ReadLine[] => [
    { fault: { ...places.at(elements.get(name)?.index ?? index), message } },
  ];
  const type = textOf('TRNTYPE');
  if (type === '') return fault('TRNTYPE', 'TRNTYPE is missing');
  const amountMinor = readOfxAmount(textOf('TRNAMT'), currency);
  if (amountMinor === undefined)
    return fault('TRNAMT', `TRNAMT must be a ${currency} amount like -${formatAmount(123456n, currency)}`);
  const day = readOfxDay(textOf('DTPOSTED'));
  if (day === undefined) return fault('DTPOSTED', 'DTPOSTED must be a time like 20260310120000[-3:BRT]');
  if (PASSED_OVER.has(type) || amountMinor === 0n) return [];
  const endToEndId = endToEndIdIn(['MEMO', 'NAME', 'FITID', 'REFNUM'].map(textOf).join(' '));
  return [{ line: bankLine({ line, amountMinor, endToEndId, day, providerTime: textOf('DTPOSTED') }) }];
}

/** The format allows a point or a comma before the decimals, and nothing between thousands. Some banks group all the same. */
const readOfxAmount = (text: string, currency: Currency): bigint | undefined =>
  readLocalAmount(text, '.', currency) ?? readLocalAmount(text, ',', currency);

const TIME =
  /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:\.\d{1,3})?)?(?:\[([+-]?\d{1,2}(?:\.\d{1,2})?)(?::[^\]]*)?\])?$/;

/** A time with a zone counts in Brazil. A date alone, and a time without a zone, are the bank's own day. */
function readOfxDay(text: string): string | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', date = '', hour, minute, second = '00', zone] = match;
  const day = calendarDay(year, month, date);
  if (day === undefined || hour === undefined || zone === undefined) return day;
  const time = Date.parse(`${day}T${hour}:${minute}:${second}Z`) - Number(zone) * 3_600_000;
  return Number.isNaN(time) ? undefined : brazilianTime(new Date(time).toISOString()).day;
}
