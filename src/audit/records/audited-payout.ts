import type {
  Evidence,
  PayoutEvent,
  PayoutFailed,
  PayoutRequested,
  PayoutReturned,
} from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import { AcceptanceBook } from './acceptance-tracker';
import type { Report } from '../difference';
import type { Cost, HoldLine } from './audited-hold';

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
  /** Booked where the provider names no fee. */
  readonly expectedFeeAmountMinor: bigint;
  status: PayoutBookStatus;
  /** The provider's idempotency key, once the submission has started. */
  providerKey: string | null;
  feeAmountMinor: bigint | null;
  finalAmountMinor: bigint | null;
  endToEndId: string | null;
  /** How often evidence against the outcome was recorded. */
  contradictions: number;
  /** How often somebody has set out to send the order. */
  submissions: number;
  /** Every end it has come to; more than one where people's decision has replaced an end. */
  readonly ends: Set<PayoutBookStatus>;
  /** The ends that people decided. */
  readonly decided: Set<PayoutBookStatus>;
  /** What each completion said it cost. */
  readonly costs: Cost[];
  /** By return id. */
  readonly returns: Map<string, Pick<PayoutReturned, 'amountMinor' | 'feeAmountMinor'>>;
  /** What the account has got back of the original amount. */
  creditedMinor: bigint;
  readonly acceptances: AcceptanceBook;
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
    expectedFeeAmountMinor: data.expectedFeeAmountMinor,
    status: 'PROCESSING',
    providerKey: null,
    feeAmountMinor: null,
    finalAmountMinor: null,
    endToEndId: null,
    contradictions: 0,
    submissions: 0,
    ends: new Set(),
    decided: new Set(),
    costs: [],
    returns: new Map(),
    creditedMinor: 0n,
    acceptances: new AcceptanceBook(),
  };
}

/** Keeps one event in the payout's book, reporting what may not be. `hold` is its hold, if there is one. */
export function keepPayoutEvent(
  book: PayoutBook,
  event: Later,
  hold: HoldLine | undefined,
  report: Report,
): void {
  keepEnd(book, event, hold, report);
  book.acceptances.keep(event);
}

function keepEnd(book: PayoutBook, event: Later, hold: HoldLine | undefined, report: Report): void {
  switch (event.type) {
    case 'PayoutRejected':
      if (book.providerKey !== null) report('I9', 'rejected although it was being submitted');
      if (hold?.state !== 'refused')
        report('I5', `rejected although its hold is ${hold?.state ?? 'missing'}`);
      return end(book, 'REJECTED', undefined, report);
    case 'PayoutSubmissionStarted':
      return start(book, event.data.providerKey, hold, report);
    case 'PayoutSubmissionRepeated':
      return repeat(book, event.data.submission, report);
    case 'PayoutLookedFor':
      return demandStarted(book, event.type, report);
    case 'PayoutRepeatDecided':
      return move(book, 'OUTCOME_UNKNOWN', event.type, report);
    case 'PayoutSubmitted':
      return move(book, 'PROCESSING', event.type, report);
    case 'PayoutOutcomeUnknown':
      return move(book, 'OUTCOME_UNKNOWN', event.type, report);
    case 'PayoutCompleted':
      return complete(book, event.data, report);
    case 'PayoutFailed':
      return fail(book, event.data, report);
    case 'PayoutAcceptanceEnded':
      return demandStarted(book, event.type, report);
    case 'PayoutReturned':
      return giveBack(book, event.data, report);
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
  book.submissions = 1;
}

/** The order is sent again, with the same key: only while nobody knows what became of it. */
function repeat(book: PayoutBook, submission: number, report: Report): void {
  demandStarted(book, 'PayoutSubmissionRepeated', report);
  if (submission !== book.submissions + 1) {
    report('I4', `submission ${submission} after ${book.submissions}: one was not counted`);
  }
  book.submissions = submission;
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
  end(book, 'COMPLETED', data.evidence, report);
  book.costs.push({ originalAmountMinor, feeAmountMinor });
  Object.assign(book, { feeAmountMinor, finalAmountMinor, endToEndId });
}

function fail(book: PayoutBook, { evidence, providerId }: PayoutFailed, report: Report): void {
  const others = book.acceptances.besides(providerId);
  if (evidence.kind !== 'case' && others.length > 0)
    report('I5', `failed although what was taken as ${others.join(', ')} may still pay`);
  demandStarted(book, 'PayoutFailed', report);
  if (book.returns.size > 0) report('I5', 'failed although some of it has come back');
  end(book, 'FAILED', evidence, report);
  Object.assign(book, { feeAmountMinor: null, finalAmountMinor: null, endToEndId: null });
}

/** I5: all returns of a payout together are at most its amount. */
function giveBack(book: PayoutBook, data: PayoutReturned, report: Report): void {
  const { returnId, amountMinor, feeAmountMinor, currency } = data;
  if (book.status !== 'COMPLETED') report('I5', `returned although it is ${book.status}`);
  if (book.returns.has(returnId)) report('I5', `return ${returnId} is recorded a second time`);
  if (currency !== book.currency) report('I1', `returned in ${currency}, paid in ${book.currency}`);
  if (amountMinor === 0n) report('I5', `return ${returnId} of nothing`);
  if (feeAmountMinor > amountMinor) report('I5', `a return of ${amountMinor} cost ${feeAmountMinor}`);
  book.returns.set(returnId, { amountMinor, feeAmountMinor });
  const returned = returnedMinor(book);
  if (returned > book.originalAmountMinor)
    report('I5', `${returned} returned of ${book.originalAmountMinor}`);
}

/** How much of the original amount has come back, in minor units. */
export const returnedMinor = ({ returns }: PayoutBook): bigint =>
  [...returns.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** What ended stays ended, unless two people decided otherwise. */
function end(
  book: PayoutBook,
  status: PayoutBookStatus,
  evidence: Evidence | undefined,
  report: Report,
): void {
  const decided = evidence?.kind === 'case';
  if (isTerminal(book) && !(decided && book.status !== 'REJECTED'))
    report('I5', `${status} although it is ${book.status}`);
  book.status = status;
  book.ends.add(status);
  if (decided) book.decided.add(status);
}

/** As whoever asks about the payout is told it. */
export function shownStatus(book: PayoutBook): PayoutBookStatus | 'PARTIALLY_RETURNED' | 'RETURNED' {
  const returned = returnedMinor(book);
  if (book.status !== 'COMPLETED' || returned === 0n) return book.status;
  return returned === book.originalAmountMinor ? 'RETURNED' : 'PARTIALLY_RETURNED';
}

function demandStarted(book: PayoutBook, type: string, report: Report): void {
  if (book.providerKey === null) report('I4', `${type} before a submission was started`);
}
