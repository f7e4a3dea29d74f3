import type { Book } from '../../ledger/psp-ledger';
import type { PaymentReturn } from '../../ledger/payment';
import { amountNumber, upperCaseLetters, type Below } from '../../core/random-text';
import type { Details, Payout } from '../orders/details';
import { failureOf } from './failures';

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
  return quirk ? `${shifted(utc)}Z` : utcTime(utc);
}

/** `2026-03-10T14:35:00Z` */
export const utcTime = (utc: string): string => `${utc.slice(0, 19)}Z`;

/** The body of 202. */
export function acceptanceView(payout: Payout): string {
  return JSON.stringify({
    transactionId: payout.alias,
    internalCode: payout.id,
    externalReference: payout.reference,
    status: 'PROCESSING',
    requestedAt: brazilTime(payout.requestedAt),
  });
}

/** How much of a payout a telling knows: a notification tells what was so when it arose. */
export interface Telling {
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'REFUNDED';
  /** The return it is about, if it is about one. */
  readonly back: PaymentReturn | null;
}

const STATUSES = {
  pending: 'PROCESSING',
  paid: 'COMPLETED',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
} as const;

export const statusOf = (claim: keyof typeof STATUSES): Telling => ({ status: STATUSES[claim], back: null });

export const refunded = (back: PaymentReturn): Telling => ({ status: 'REFUNDED', back });

/** What GET tells: all there is, a return before the payment it came from. */
export function latest({ status, returns }: Payout): Telling {
  const back = returns.at(-1);
  return back ? refunded(back) : statusOf(status);
}

/**
 * What GET shows and notifications carry; its amount is text that must be written by `jsonText`. Of a refunded one the
 * endToEndId and the amount are the return's.
 */
export function payoutView(payout: Payout, { status, back }: Telling): Record<string, unknown> {
  const { payee } = payout.details;
  const paid = status === 'COMPLETED' || status === 'REFUNDED';
  return {
    transactionId: payout.alias,
    internalCode: payout.id,
    externalReference: payout.reference,
    endToEndId: back?.endToEndId ?? (paid ? payout.endToEndId : null),
    ...(back ? { originalEndToEndId: payout.endToEndId } : {}),
    status,
    amount: amountNumber(back?.amountMinor ?? payout.amountMinor),
    payee,
    requestedAt: brazilTime(payout.requestedAt),
    ...(paid && payout.settledAt ? { paidAt: brazilTime(payout.settledAt) } : {}),
    ...(status === 'FAILED' ? { failure: failureIn(payout) } : {}),
  };
}

/** The little the tutorial shows of a failed one: no reference of the client's and no amount. */
export function failedView(payout: Payout): Record<string, unknown> {
  return { internalCode: payout.id, status: 'FAILED', failure: failureIn(payout) };
}

/** A payout that is only claimed to have failed has no failure of its own. */
const failureIn = (payout: Payout) => payout.failure ?? failureOf('SETTLEMENT_FAILED');

export function balanceView(book: Book<Details>, now: string): Record<string, unknown> {
  const total = book.freeMinor + book.reservedMinor;
  const accounts = {
    transactional: { branch: '0001', account: '1000001', balance: amountNumber(book.freeMinor) },
    proprietary: { branch: '0001', account: '1000002', balance: amountNumber(0n) },
  };
  return {
    currency: 'BRL',
    referenceDate: shifted(now).slice(0, 10),
    consolidated: {
      totalBalance: amountNumber(total),
      transactionalBalance: amountNumber(book.freeMinor),
      proprietaryBalance: amountNumber(0n),
    },
    banks: [{ ispb: PARTNER_ISPB, bank: 'CELCOIN IP S.A.', accounts }],
    updatedAt: utcTime(now),
  };
}

/** Ten upper-case letters. */
export const newInternalCode = (below: Below): string => upperCaseLetters(10, below);

const shifted = (utc: string): string =>
  new Date(Date.parse(utc) - BRAZIL_OFFSET_MS).toISOString().slice(0, 19);
