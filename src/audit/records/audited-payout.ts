import type {
  Evidence,
  PayoutEvent,
  PayoutFailed,
  PayoutRequested,
  PayoutReturned,
} from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import { AcceptanceTracker } from './acceptance-tracker';
import type { ReportDifference } from '../difference';
import { holdAtRejection, type Cost, type AuditedHold } from './audited-hold';
import { NO_ENDS, withEnd, type AuditedPayoutStatus, type PayoutEnds } from './payout-ends';

/** One payout as the audit keeps it. Amounts are minor units; fee and final are null until completed. */
export interface AuditedPayout {
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
  status: AuditedPayoutStatus;
  /** The provider's idempotency key, once the submission has started. */
  providerKey: string | null;
  feeAmountMinor: bigint | null;
  finalAmountMinor: bigint | null;
  endToEndId: string | null;
  /** How often evidence against the outcome was recorded. */
  contradictions: number;
  /** How many submissions are recorded. */
  submissions: number;
  /** Every end it has come to; more than one where people's decision has replaced an end. */
  ends: PayoutEnds;
  /** The ends that people decided. */
  decided: PayoutEnds;
  /** What each completion said it cost. */
  readonly costs: Cost[];
  /** By return id. */
  returns: ReadonlyMap<string, Pick<PayoutReturned, 'amountMinor' | 'feeAmountMinor'>>;
  /** What the account has got back of the original amount. */
  creditedMinor: bigint;
  readonly acceptances: AcceptanceTracker;
}

type LaterPayoutEvent = Exclude<PayoutEvent, { type: 'PayoutRequested' }>;

const TERMINAL: ReadonlySet<AuditedPayoutStatus> = new Set(['COMPLETED', 'FAILED', 'REJECTED']);

const NO_RETURNS: AuditedPayout['returns'] = new Map();

export const isTerminal = (book: AuditedPayout): boolean => TERMINAL.has(book.status);

export function newPayout(data: PayoutRequested, report: ReportDifference): AuditedPayout {
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
    ends: NO_ENDS,
    decided: NO_ENDS,
    costs: [],
    returns: NO_RETURNS,
    creditedMinor: 0n,
    acceptances: new AcceptanceTracker(),
  };
}

/** Keeps one event in the payout's book, reporting what may not be. `hold` is its hold, if there is one. */
export function applyPayoutEvent(
  book: AuditedPayout,
  event: LaterPayoutEvent,
  hold: AuditedHold | undefined,
  report: ReportDifference,
): void {
  applyEvent(book, event, hold, report);
  book.acceptances.apply(event);
}

function applyEvent(
  book: AuditedPayout,
  event: LaterPayoutEvent,
  hold: AuditedHold | undefined,
  report: ReportDifference,
): void {
  switch (event.type) {
    case 'PayoutRejected':
      if (book.providerKey !== null) report('I9', 'rejected although it was being submitted');
      if ((event.data.availableMinor ?? -1n) >= book.heldAmountMinor)
        report('I9', `rejected for ${book.heldAmountMinor} with ${event.data.availableMinor} available`);
      if (hold?.state !== holdAtRejection(event.data.code))
        report('I5', `rejected although its hold is ${hold?.state ?? 'missing'}`);
      return applyOutcome(book, 'REJECTED', undefined, report);
    case 'PayoutSubmissionStarted':
      return applyStart(book, event.data.providerKey, hold, report);
    case 'PayoutSubmissionRepeated':
      return applyRepeat(book, event.data.submission, report);
    case 'PayoutLookedFor':
      return checkStarted(book, event.type, report);
    case 'PayoutRepeatDecided':
      return applyStatus(book, 'OUTCOME_UNKNOWN', event.type, report);
    case 'PayoutSubmitted':
      return applyStatus(book, 'PROCESSING', event.type, report);
    case 'PayoutOutcomeUnknown':
      return applyStatus(book, 'OUTCOME_UNKNOWN', event.type, report);
    case 'PayoutCompleted':
      return applyCompletion(book, event.data, report);
    case 'PayoutFailed':
      return applyFailure(book, event.data, report);
    case 'PayoutAcceptanceEnded':
      return checkStarted(book, event.type, report);
    case 'PayoutReturned':
      return applyReturn(book, event.data, report);
    default:
      if (!isTerminal(book)) report('I5', `contradicted although it is ${book.status}`);
      book.contradictions += 1;
  }
}

/** From here on the provider may pay: the money must be on hold, and there is one key for ever. */
function applyStart(
  book: AuditedPayout,
  providerKey: string,
  hold: AuditedHold | undefined,
  report: ReportDifference,
): void {
  if (book.providerKey !== null) report('I4', 'a second submission was started');
  if (isTerminal(book)) report('I4', `a submission was started although it is ${book.status}`);
  if (hold?.state !== 'open') report('I5', 'a submission was started without an open hold');
  book.providerKey = providerKey;
  book.submissions = 1;
}

/** The order is sent again, with the same key. This is possible only while the outcome is not known. */
function applyRepeat(book: AuditedPayout, submission: number, report: ReportDifference): void {
  checkStarted(book, 'PayoutSubmissionRepeated', report);
  if (submission !== book.submissions + 1) {
    report('I4', `submission ${submission} after ${book.submissions}: one was not counted`);
  }
  book.submissions = submission;
  if (isTerminal(book)) report('I4', `a submission was repeated although it is ${book.status}`);
}

function applyStatus(
  book: AuditedPayout,
  status: 'PROCESSING' | 'OUTCOME_UNKNOWN',
  type: string,
  report: ReportDifference,
): void {
  checkStarted(book, type, report);
  if (isTerminal(book)) return report('I5', `${type} although it is ${book.status}`);
  book.status = status;
}

function applyCompletion(
  book: AuditedPayout,
  data: Extract<PayoutEvent, { type: 'PayoutCompleted' }>['data'],
  report: ReportDifference,
): void {
  const { originalAmountMinor, feeAmountMinor, finalAmountMinor, currency, endToEndId } = data;
  checkStarted(book, 'PayoutCompleted', report);
  if (finalAmountMinor !== originalAmountMinor + feeAmountMinor) {
    report('I5', `final ${finalAmountMinor} is not original ${originalAmountMinor} + fee ${feeAmountMinor}`);
  }
  if (originalAmountMinor !== book.originalAmountMinor || currency !== book.currency) {
    const asked = `${book.originalAmountMinor} ${book.currency}`;
    report('I5', `completed for ${originalAmountMinor} ${currency}, asked for ${asked}`);
  }
  applyOutcome(book, 'COMPLETED', data.evidence, report);
  book.costs.push({ originalAmountMinor, feeAmountMinor });
  Object.assign(book, { feeAmountMinor, finalAmountMinor, endToEndId });
}

function applyFailure(
  book: AuditedPayout,
  { evidence, providerId }: PayoutFailed,
  report: ReportDifference,
): void {
  const others = book.acceptances.openExcept(providerId);
  if (evidence.kind !== 'case' && others.length > 0)
    report('I5', `failed although what was taken as ${others.join(', ')} may still pay`);
  checkStarted(book, 'PayoutFailed', report);
  if (book.returns.size > 0) report('I5', 'failed although some of it has come back');
  applyOutcome(book, 'FAILED', evidence, report);
  Object.assign(book, { feeAmountMinor: null, finalAmountMinor: null, endToEndId: null });
}

/** I5: all returns of a payout together are at most its amount. */
function applyReturn(book: AuditedPayout, data: PayoutReturned, report: ReportDifference): void {
  const { returnId, amountMinor, feeAmountMinor, currency } = data;
  if (book.status !== 'COMPLETED') report('I5', `returned although it is ${book.status}`);
  if (book.returns.has(returnId)) report('I5', `return ${returnId} is recorded a second time`);
  if (currency !== book.currency) report('I1', `returned in ${currency}, paid in ${book.currency}`);
  if (amountMinor === 0n) report('I5', `return ${returnId} of nothing`);
  if (feeAmountMinor > amountMinor) report('I5', `a return of ${amountMinor} cost ${feeAmountMinor}`);
  book.returns = new Map([...book.returns, [returnId, { amountMinor, feeAmountMinor }]]);
  const returned = returnedMinor(book);
  if (returned > book.originalAmountMinor)
    report('I5', `${returned} returned of ${book.originalAmountMinor}`);
}

/** How much of the original amount has come back, in minor units. */
export const returnedMinor = ({ returns }: AuditedPayout): bigint =>
  [...returns.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** What ended stays ended, unless two people decided otherwise. */
function applyOutcome(
  book: AuditedPayout,
  status: AuditedPayoutStatus,
  evidence: Evidence | undefined,
  report: ReportDifference,
): void {
  const decided = evidence?.kind === 'case';
  if (isTerminal(book) && !(decided && book.status !== 'REJECTED'))
    report('I5', `${status} although it is ${book.status}`);
  book.status = status;
  book.ends = withEnd(book.ends, status);
  if (decided) book.decided = withEnd(book.decided, status);
}

/** The status that the API shows for the payout. */
export function publicStatus(book: AuditedPayout): AuditedPayoutStatus | 'PARTIALLY_RETURNED' | 'RETURNED' {
  const returned = returnedMinor(book);
  if (book.status !== 'COMPLETED' || returned === 0n) return book.status;
  return returned === book.originalAmountMinor ? 'RETURNED' : 'PARTIALLY_RETURNED';
}

function checkStarted(book: AuditedPayout, type: string, report: ReportDifference): void {
  if (book.providerKey === null) report('I4', `${type} before a submission was started`);
}
