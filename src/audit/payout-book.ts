import type { PayoutEvent, PayoutRequested } from '../domain/payout/events';
import type { ProviderName } from '../domain/payout/payee';
import type { Currency } from '../shared/money';
import type { Report } from './difference';
import type { HoldLine } from './hold-line';

export type PayoutBookStatus = 'PROCESSING' | 'OUTCOME_UNKNOWN' | 'COMPLETED' | 'FAILED' | 'REJECTED';

/** One payout as the audit keeps it. Amounts are minor units; fee and final are null until completed. */
export interface PayoutBook {
  readonly payoutId: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly provider: ProviderName;
  readonly currency: Currency;
  readonly externalReference: string;
  readonly originalAmountMinor: bigint;
  readonly heldAmountMinor: bigint;
  status: PayoutBookStatus;
  /** The provider's idempotency key, once the submission has started. */
  providerKey: string | null;
  feeAmountMinor: bigint | null;
  finalAmountMinor: bigint | null;
  endToEndId: string | null;
  /** How often evidence against the outcome was recorded. */
  contradictions: number;
}

type Later = Exclude<PayoutEvent, { type: 'PayoutRequested' }>;

const TERMINAL: ReadonlySet<PayoutBookStatus> = new Set(['COMPLETED', 'FAILED', 'REJECTED']);

export const isTerminal = (book: PayoutBook): boolean => TERMINAL.has(book.status);

export function requestedBook(data: PayoutRequested, report: Report): PayoutBook {
  const { payoutId, accountId, clientId, provider, currency, externalReference } = data;
  if (data.amountMinor === 0n || data.heldAmountMinor < data.amountMinor) {
    report('I5', `request of ${data.amountMinor} that would hold ${data.heldAmountMinor}`);
  }
  return {
    payoutId,
    accountId,
    clientId,
    provider,
    currency,
    externalReference,
    originalAmountMinor: data.amountMinor,
    heldAmountMinor: data.heldAmountMinor,
    status: 'PROCESSING',
    providerKey: null,
    feeAmountMinor: null,
    finalAmountMinor: null,
    endToEndId: null,
    contradictions: 0,
  };
}

/** Keeps one event in the payout's book, reporting what may not be. `hold` is its hold, if there is one. */
export function keepPayoutEvent(
  book: PayoutBook,
  event: Later,
  hold: HoldLine | undefined,
  report: Report,
): void {
  switch (event.type) {
    case 'PayoutRejected':
      if (book.providerKey !== null) report('I9', 'rejected although it was being submitted');
      return end(book, 'REJECTED', report);
    case 'PayoutSubmissionStarted':
      return start(book, event.data.providerKey, hold, report);
    case 'PayoutSubmissionRepeated':
      return repeat(book, report);
    case 'PayoutSubmitted':
      return move(book, 'PROCESSING', event.type, report);
    case 'PayoutOutcomeUnknown':
      return move(book, 'OUTCOME_UNKNOWN', event.type, report);
    case 'PayoutCompleted':
      return complete(book, event.data, report);
    case 'PayoutFailed':
      demandStarted(book, event.type, report);
      return end(book, 'FAILED', report);
    default:
      if (!isTerminal(book)) report('I5', `contradicted although it is ${book.status}`);
      book.contradictions += 1;
  }
}

/** From here on the provider may pay: the money must be on hold, and there is one key for ever. */
function start(book: PayoutBook, providerKey: string, hold: HoldLine | undefined, report: Report): void {
  if (book.providerKey !== null) report('I4', 'a second submission was started');
  if (isTerminal(book)) report('I4', `a submission was started although it is ${book.status}`);
  if (hold?.state !== 'open') report('I5', 'a submission was started without an open hold');
  book.providerKey = providerKey;
}

/** The order is sent again, with the same key: only while nobody knows what became of it. */
function repeat(book: PayoutBook, report: Report): void {
  demandStarted(book, 'PayoutSubmissionRepeated', report);
  if (isTerminal(book)) report('I4', `a submission was repeated although it is ${book.status}`);
}

function move(
  book: PayoutBook,
  status: 'PROCESSING' | 'OUTCOME_UNKNOWN',
  type: string,
  report: Report,
): void {
  demandStarted(book, type, report);
  if (isTerminal(book)) return report('I5', `${type} although it is ${book.status}`);
  book.status = status;
}

function complete(
  book: PayoutBook,
  data: Extract<PayoutEvent, { type: 'PayoutCompleted' }>['data'],
  report: Report,
): void {
  const { originalAmountMinor, feeAmountMinor, finalAmountMinor, currency, endToEndId } = data;
  demandStarted(book, 'PayoutCompleted', report);
  if (finalAmountMinor !== originalAmountMinor + feeAmountMinor) {
    report('I5', `final ${finalAmountMinor} is not original ${originalAmountMinor} + fee ${feeAmountMinor}`);
  }
  if (originalAmountMinor !== book.originalAmountMinor || currency !== book.currency) {
    const asked = `${book.originalAmountMinor} ${book.currency}`;
    report('I5', `completed for ${originalAmountMinor} ${currency}, asked for ${asked}`);
  }
  end(book, 'COMPLETED', report);
  Object.assign(book, { feeAmountMinor, finalAmountMinor, endToEndId });
}

function end(book: PayoutBook, status: PayoutBookStatus, report: Report): void {
  if (isTerminal(book)) report('I5', `${status} although it is ${book.status}`);
  book.status = status;
}

function demandStarted(book: PayoutBook, type: string, report: Report): void {
  if (book.providerKey === null) report('I4', `${type} before a submission was started`);
}
