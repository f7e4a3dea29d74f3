import { formatPosition } from '../../../../event-store/event-store';
import type { Locale } from '../../../export/csv-style';
import { zonedTime } from '../../../fields/periods/days';
import { type Currency, formatAmount } from '../../../../shared/money';
import { maskedPayee } from '../../payee/masked-payee';
import { type Confirmed, receiptFingerprint } from './receipt-fingerprint';
import { payeeRows, payerRows, type Row } from './receipt-people';
import { type PaidStatus, receiptWords, type ReceiptWords } from './receipt-words';

/** A receipt before it is HTML or PDF: every text is as a reader sees it. */
export interface ReceiptContent {
  readonly locale: Locale;
  readonly title: string;
  /** Null for a payment of money. */
  readonly warning: string | null;
  readonly sections: readonly { readonly heading: string; readonly rows: readonly Row[] }[];
  /** How the receipt is verified. */
  readonly footer: string;
  /** Said only where the form lacks a character. */
  readonly lacking: string;
  /** When the last event that it tells of was recorded: two receipts of the same events are the same. */
  readonly writtenAt: Date;
}

interface Look {
  readonly locale: Locale;
  readonly withPersonal: boolean;
}

export function receiptContent(confirmed: Confirmed, status: PaidStatus, look: Look): ReceiptContent {
  const words = receiptWords(look.locale);
  const { payout, payer } = confirmed;
  const payee = look.withPersonal ? payout.payee : maskedPayee(payout.payee);
  const sections = [
    { heading: words.payment, rows: paymentRows(confirmed, words.status[status], words, look.locale) },
    { heading: words.payer, rows: payerRows(payer, payout.accountId, look.withPersonal, words) },
    { heading: words.payee, rows: payeeRows(payee, words) },
    { heading: words.returns, rows: returnRows(confirmed, words, look.locale) },
    { heading: words.details, rows: detailRows(confirmed, words, look.locale) },
    { heading: words.verification, rows: verificationRows(confirmed, words) },
  ];
  return {
    locale: look.locale,
    title: words.title,
    warning: payout.mode === 'sandbox' ? words.sandbox : null,
    sections: sections.filter(({ rows }) => rows.length > 0),
    footer: `${words.how} GET /v1/payouts/${payout.id}/proof.`,
    lacking: words.lacking,
    writtenAt: payout.returns.at(-1)?.returnedAt ?? payout.completedAt ?? payout.requestedAt,
  };
}

/** The rows whose text is known. */
const knownRows = (...rows: readonly (readonly [string, string | null])[]): Row[] =>
  rows.flatMap(([label, text]) => (text === null || text === '' ? [] : [[label, text] as const]));

function paymentRows(
  { payout, providerTime }: Confirmed,
  status: string,
  words: ReceiptWords,
  locale: Locale,
): Row[] {
  const { originalAmountMinor, currency, completedAt, endToEndId } = payout;
  return knownRows(
    [words.state, status],
    [words.amount, moneyText(originalAmountMinor, currency, locale)],
    [words.at, completedAt && timeText(completedAt, locale)],
    [words.providerTime, providerTime],
    [words.endToEndId, endToEndId],
  );
}

function returnRows({ payout }: Confirmed, words: ReceiptWords, locale: Locale): Row[] {
  const { returns, currency, returnedAmountMinor } = payout;
  const money = (minor: bigint) => moneyText(minor, currency, locale);
  const rows = returns.map(({ amountMinor, feeAmountMinor, endToEndId, returnedAt }): Row => {
    const fee = feeAmountMinor === 0n ? '' : ` (${words.returnFee} ${money(feeAmountMinor)})`;
    const name = endToEndId === null ? '' : `, ${endToEndId}`;
    return [`${words.returnedAt} ${timeText(returnedAt, locale)}`, `${money(amountMinor)}${fee}${name}`];
  });
  return rows.length > 0 ? [...rows, [words.returned, money(returnedAmountMinor)]] : [];
}

function detailRows({ payout }: Confirmed, words: ReceiptWords, locale: Locale): Row[] {
  const { description, externalReference, id, provider, feeAmountMinor, currency } = payout;
  return knownRows(
    [words.description, description],
    [words.reference, externalReference],
    [words.payoutId, id],
    [words.provider, provider],
    [words.fee, feeAmountMinor === null ? null : moneyText(feeAmountMinor, currency, locale)],
  );
}

function verificationRows(confirmed: Confirmed, words: ReceiptWords): Row[] {
  const last = confirmed.returns.at(-1) ?? confirmed.completion;
  return knownRows(
    [words.position, formatPosition(last.position)],
    [words.event, confirmed.completion.id],
    [words.fingerprint, receiptFingerprint(confirmed)],
  );
}

/** `R$ 1.234,50`; in English `BRL 1,234.50`. */
function moneyText(minor: bigint, currency: Currency, locale: Locale): string {
  const [whole = '', cents = ''] = formatAmount(minor, currency).split('.');
  const isBrazilian = locale === 'pt-BR';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, isBrazilian ? '.' : ',');
  const sign = isBrazilian && currency === 'BRL' ? 'R$' : currency;
  return `${sign} ${grouped}${cents && (isBrazilian ? ',' : '.')}${cents}`;
}

/** `01/03/2026 09:00:03 (UTC-03:00)` on the clock in São Paulo; in English the day as 2026-03-01. */
function timeText(time: Date, locale: Locale): string {
  const [day = '', clock = ''] = zonedTime(time, 'America/Sao_Paulo').split('T');
  const shown = locale === 'pt-BR' ? day.split('-').reverse().join('/') : day;
  return `${shown} ${clock.slice(0, 8)} (UTC${clock.slice(-6)})`;
}
