import type { PspLedger } from '../../ledger/psp-ledger';
import type { PaymentReturn } from '../../ledger/payment';
import { amountNumber } from '../../http/json-text';
import { upperCaseLetters, type Below } from '../../core/random-text';
import type { Details, Payout } from '../orders/details';
import { failureOf } from './failures';

/** Brazil uses -03:00 all year since 2019. The provider writes the offset in its times. */
const BRAZIL_OFFSET_MS = 3 * 3600 * 1000;
/** The ISPB of the provider's settlement partner. */
export const PARTNER_ISPB = '13935893';

/** `2026-03-10T14:00:00-03:00` */
function brazilTime(utc: string): string {
  return `${brazilDateTime(utc)}-03:00`;
}

/** UTC without fractions. With the quirk of the provider's tutorial: Brazilian time with the label of UTC. */
export function eventTime(utc: string, quirk: boolean): string {
  return quirk ? `${brazilDateTime(utc)}Z` : utcTime(utc);
}

/** `2026-03-10T14:35:00Z` */
export const utcTime = (utc: string): string => `${utc.slice(0, 19)}Z`;

/** The body of the answer 202. */
export function acceptanceView(payout: Payout): string {
  return JSON.stringify({
    transactionId: payout.alias,
    internalCode: payout.id,
    externalReference: payout.reference,
    status: 'PROCESSING',
    requestedAt: brazilTime(payout.requestedAt),
  });
}

/** The status that a view shows. A notification shows the status of its own time, not the latest. */
export interface PayoutStatusView {
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'REFUNDED';
  /** The return of the view; null for a view of the payment. */
  readonly return: PaymentReturn | null;
}

const STATUSES = {
  pending: 'PROCESSING',
  paid: 'COMPLETED',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
} as const;

export const statusOf = (claim: keyof typeof STATUSES): PayoutStatusView => ({
  status: STATUSES[claim],
  return: null,
});

export const refundedStatus = (made: PaymentReturn): PayoutStatusView => ({
  status: 'REFUNDED',
  return: made,
});

/** The status that GET shows: the latest return if there is one, else the payment. */
export function latestStatus({ status, returns }: Payout): PayoutStatusView {
  const last = returns.at(-1);
  return last ? refundedStatus(last) : statusOf(status);
}

/**
 * The fields of GET and of notifications. Only `jsonText` writes its amount correctly. In a refunded view, endToEndId and
 * amount are those of the return.
 */
export function payoutView(
  payout: Payout,
  { status, return: made }: PayoutStatusView,
): Record<string, unknown> {
  const { payee } = payout.details;
  const paid = status === 'COMPLETED' || status === 'REFUNDED';
  return {
    transactionId: payout.alias,
    internalCode: payout.id,
    externalReference: payout.reference,
    endToEndId: made?.endToEndId ?? (paid ? payout.endToEndId : null),
    ...(made ? { originalEndToEndId: payout.endToEndId } : {}),
    status,
    amount: amountNumber(made?.amountMinor ?? payout.amountMinor),
    payee,
    requestedAt: brazilTime(payout.requestedAt),
    ...(paid && payout.settledAt ? { paidAt: brazilTime(payout.settledAt) } : {}),
    ...(status === 'FAILED' ? { failure: failureIn(payout) } : {}),
  };
}

/** The fields of a failed cash-out in the provider's tutorial: no client reference and no amount. */
export function failedView(payout: Payout): Record<string, unknown> {
  return { internalCode: payout.id, status: 'FAILED', failure: failureIn(payout) };
}

/** A scenario can report a failure of a paid payout; that payout has no failure of its own. */
const failureIn = (payout: Payout) => payout.failure ?? failureOf('SETTLEMENT_FAILED');

export function balanceView(ledger: PspLedger<Details>, now: string): Record<string, unknown> {
  const total = ledger.freeMinor + ledger.reservedMinor;
  const accounts = {
    transactional: { branch: '0001', account: '1000001', balance: amountNumber(ledger.freeMinor) },
    proprietary: { branch: '0001', account: '1000002', balance: amountNumber(0n) },
  };
  return {
    currency: 'BRL',
    referenceDate: brazilDateTime(now).slice(0, 10),
    consolidated: {
      totalBalance: amountNumber(total),
      transactionalBalance: amountNumber(ledger.freeMinor),
      proprietaryBalance: amountNumber(0n),
    },
    banks: [{ ispb: PARTNER_ISPB, bank: 'CELCOIN IP S.A.', accounts }],
    updatedAt: utcTime(now),
  };
}

/** Ten random upper-case letters. */
export const newInternalCode = (below: Below): string => upperCaseLetters(10, below);

const brazilDateTime = (utc: string): string =>
  new Date(Date.parse(utc) - BRAZIL_OFFSET_MS).toISOString().slice(0, 19);
