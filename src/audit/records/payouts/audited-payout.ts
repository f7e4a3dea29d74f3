import type { Evidence, PayoutEvent, PayoutFailed, PayoutRequested } from '../../../domain/payout/events';
import type { ProviderName } from '../../../domain/payout/payee';
import { AcceptanceTracker } from '../acceptance-tracker';
import type { ReportDifference } from '../../difference';
import { holdAtRejection, type Cost, type AuditedHold } from '../audited-hold';
import { applyReturn, type WithReturns } from './audited-returns';
import {
  applyApprovalEvent,
  checkApproved,
  isApproval,
  type ApprovalEvent,
  newApproval,
  type AuditedApproval,
} from './audited-approval';
import { NO_ENDS, withEnd, type AuditedPayoutStatus, type PayoutEnds } from './payout-ends';

/** One payout as the audit keeps it. Amounts are minor units; fee and final are null until completed. */
export interface AuditedPayout extends WithReturns {
  readonly payoutId: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly provider: ProviderName;
  readonly externalReference: string;
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
  /** What the account has got back of the original amount. */
  creditedMinor: bigint;
  readonly acceptances: AcceptanceTracker;
  /** Missing where no rule applied: then the fingerprint of the books is that of earlier versions. */
  approval?: AuditedApproval;
}

type LaterPayoutEvent = Exclude<PayoutEvent, { type: 'PayoutRequested' }>;

const TERMINAL: ReadonlySet<AuditedPayoutStatus> = new Set(['COMPLETED', 'FAILED', 'REJECTED', 'UNAPPROVED']);

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
    status: data.approval ? 'AWAITING_APPROVAL' : 'PROCESSING',
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
    ...newApproval(data),
  };
}

/** Keeps one event in the payout's book, reporting what may not be. `hold` is its hold, if there is one. */
export function applyPayoutEvent(
  book: AuditedPayout,
  event: LaterPayoutEvent,
  hold: AuditedHold | undefined,
  report: ReportDifference,
): void {
  if (isApproval(event)) return applyApprovalEvent(book, event, report);
  applyEvent(book, event, hold, report);
  book.acceptances.apply(event);
}

function applyEvent(
  book: AuditedPayout,
  event: Exclude<LaterPayoutEvent, ApprovalEvent>,
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
  checkApproved(book.approval, report);
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

function checkStarted(book: AuditedPayout, type: string, report: ReportDifference): void {
  if (book.providerKey === null) report('I4', `${type} before a submission was started`);
}
