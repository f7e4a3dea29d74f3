import { LosslessNumber, stringify } from 'lossless-json';
import { formatAmount } from '../../shared/money';
import type { Book, SandboxPayout } from './book';

/** Brazil has kept -03:00 all year since 2019; the provider writes it out. */
const BRAZIL_OFFSET_MS = 3 * 3600 * 1000;
const PARTNER_ISPB = '13935893';

/** `2026-03-10T14:00:00-03:00` */
export function brazilTime(utc: string): string {
  return `${shifted(utc)}-03:00`;
}

/** UTC to the second; with the quirk the tutorial shows, Brazil's time under UTC's label. */
export function eventTime(utc: string, quirk: boolean): string {
  return quirk ? `${shifted(utc)}Z` : `${utc.slice(0, 19)}Z`;
}

/** The body of 202. */
export function acceptanceView(payout: SandboxPayout): string {
  return JSON.stringify({
    transactionId: payout.transactionId,
    internalCode: payout.internalCode,
    externalReference: payout.externalReference,
    status: 'PROCESSING',
    requestedAt: brazilTime(payout.requestedAt),
  });
}

/** What GET shows and notifications carry; its amount is text that must be written by `jsonText`. */
export function payoutView(payout: SandboxPayout): Record<string, unknown> {
  return {
    transactionId: payout.transactionId,
    internalCode: payout.internalCode,
    externalReference: payout.externalReference,
    endToEndId: payout.endToEndId,
    status: payout.status,
    amount: amountNumber(payout.amountMinor),
    ...(payout.description === null ? {} : { description: payout.description }),
    payee: payout.payee,
    requestedAt: brazilTime(payout.requestedAt),
    ...(payout.status === 'COMPLETED' && payout.settledAt ? { paidAt: brazilTime(payout.settledAt) } : {}),
    ...(payout.failure ? { failure: payout.failure } : {}),
  };
}

/** The little the tutorial shows of a failed one: no reference of the client's and no amount. */
export function failedView(payout: SandboxPayout): Record<string, unknown> {
  return { internalCode: payout.internalCode, status: payout.status, failure: payout.failure };
}

export function balanceView(book: Book, now: string): Record<string, unknown> {
  const total = book.transactionalMinor + book.reservedMinor;
  const accounts = {
    transactional: { branch: '0001', account: '1000001', balance: amountNumber(book.transactionalMinor) },
    proprietary: { branch: '0001', account: '1000002', balance: amountNumber(0n) },
  };
  return {
    currency: 'BRL',
    referenceDate: shifted(now).slice(0, 10),
    consolidated: {
      totalBalance: amountNumber(total),
      transactionalBalance: amountNumber(book.transactionalMinor),
      proprietaryBalance: amountNumber(0n),
    },
    banks: [{ ispb: PARTNER_ISPB, bank: 'Celcoin', accounts }],
    updatedAt: brazilTime(now),
  };
}

/** JSON whose amounts keep their two decimals. */
export function jsonText(value: object): string {
  return stringify(value) ?? '';
}

/** `E`, the partner's ISPB, the UTC minute and eleven characters. */
export function newEndToEndId(utc: string, below: (limit: number) => number): string {
  const minute = utc.slice(0, 16).replace(/[-T:]/g, '');
  return `E${PARTNER_ISPB}${minute}${drawn(ALPHANUMERIC, 11, below)}`;
}

/** Ten upper-case letters. */
export const newInternalCode = (below: (limit: number) => number): string => drawn(UPPER_CASE, 10, below);

const UPPER_CASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALPHANUMERIC = `${UPPER_CASE}${UPPER_CASE.toLowerCase()}0123456789`;

function drawn(alphabet: string, length: number, below: (limit: number) => number): string {
  return Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
}

const amountNumber = (minor: bigint): LosslessNumber => new LosslessNumber(formatAmount(minor, 'BRL'));

const shifted = (utc: string): string =>
  new Date(Date.parse(utc) - BRAZIL_OFFSET_MS).toISOString().slice(0, 19);
