import { amountNumber, upperCaseLetters, type Below } from '../text';
import type { Book, SandboxPayout } from './book';

/** Brazil has kept -03:00 all year since 2019; the provider writes it out. */
const BRAZIL_OFFSET_MS = 3 * 3600 * 1000;
/** The settling partner's. */
export const PARTNER_ISPB = '13935893';

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

/** Ten upper-case letters. */
export const newInternalCode = (below: Below): string => upperCaseLetters(10, below);

const shifted = (utc: string): string =>
  new Date(Date.parse(utc) - BRAZIL_OFFSET_MS).toISOString().slice(0, 19);
