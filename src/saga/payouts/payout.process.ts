import type { AccountEvent } from '../../domain/account/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import { isNotFound, NOT_FOUND_ALLOWS_RESEND_AFTER } from '../../domain/payout/order-lookups';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutState } from '../../domain/payout/payout';
import { unreachable } from '../../shared/invariant';
import { backoffMs, LONGEST_WAIT_MS } from '../backoff';

/** What the saga can do for a payout. Each step can be repeated: it takes effect once. */
export type PayoutStep =
  /** Make sure of the hold, then record the intent to pay; or reject the payout for lack of funds. */
  | 'START_SUBMISSION'
  /** Make sure of the hold of a payout that waits for people; or reject the payout for lack of funds. */
  | 'HOLD_FUNDS'
  /** People did not approve in time. */
  | 'EXPIRE_APPROVAL'
  /** Send the order, always with the key that was recorded. */
  | 'SUBMIT'
  | 'POLL_PROVIDER'
  /** Search by our reference for an order that the provider may have taken. */
  | 'LOOK_UP_ORDER'
  /** Another submission could pay again, or there were too many: a person decides. */
  | 'OPEN_CASE'
  /** The order was taken long ago and has no outcome: the saga opens a case and polls on. */
  | 'REPORT_OVERDUE'
  /** Bring the account to the recorded outcome: capture or release, then each return. What was not approved is released. */
  | 'SETTLE';

export type NextAction =
  | { readonly kind: 'step'; readonly step: PayoutStep }
  | { readonly kind: 'wait'; readonly until: Date }
  /** The saga has nothing more to do for the payout. */
  | { readonly kind: 'done' };

/** What the saga knows beside the payout's own state. All times are of our clock. */
export interface Situation {
  readonly now: Date;
  /** The account has answered, so the saga need not wait for the handler of the request. */
  readonly holdAnswered: boolean;
  readonly requestedAt: Date;
  readonly submissionStartedAt: Date | undefined;
  /** The time of the last recorded submission. */
  readonly lastSubmissionAt: Date | undefined;
  /** The time at which people last decided to send the order once more. */
  readonly repeatDecidedAt: Date | undefined;
  /** The time of the last call about the payout, or of its last event, whichever is later. */
  readonly lastActivityAt: Date;
  /** The provider has no idempotency key: the saga looks an order up before it sends the order again. */
  readonly keyless: boolean;
  /** This process knows that no order of the payout has left. */
  readonly unsent: boolean;
  /** The only call was refused for its token, and the next call has a new token. */
  readonly tokenRefused: boolean;
  /** A notification waits for an answer of the provider. */
  readonly pollNow: boolean;
}

/** How long the saga waits; all in milliseconds but `maxOrders`. */
export interface PayoutTiming {
  /** How long the handler of a request has to hold the funds before the saga does it. */
  readonly requestMs: number;
  /** Longer than a provider call can take: before it another process may still be inside the call. */
  readonly callMs: number;
  readonly pollMs: number;
  /** How long the provider remembers the key, from the first submission or from the decision to repeat. */
  readonly keyLifeMs: number;
  /** The shortest time between two lookups while the saga may still send the order again by itself. */
  readonly lookupMs: number;
  readonly longestLookupMs: number;
  /** The number of submissions without a key after which a person decides. */
  readonly maxOrders: number;
  /** How long a taken order may have no outcome before the saga opens a case, from the first submission. */
  readonly outcomeMs: number;
}

export const KEY_LIFE_ENDED = 'PROVIDER_KEY_LIFE_ENDED';
export const NOT_RESOLVED = 'ORDER_NOT_RESOLVED_BY_ASKING';
export const NO_OUTCOME = 'NO_OUTCOME_FOR_TOO_LONG';

const UNSENT_AGAIN_MS = 1_000;

type StateOf<Status extends PayoutState['status']> = Extract<PayoutState, { status: Status }>;

const stepNow = (step: PayoutStep): NextAction => ({ kind: 'step', step });
const DONE: NextAction = { kind: 'done' };

/** The next action for a payout; pure. Holds move only on a recorded outcome, never on a timer. */
export function nextStep(state: PayoutState, situation: Situation, timing: PayoutTiming): NextAction {
  switch (state.status) {
    case 'none':
    case 'rejected':
      return DONE;
    case 'requested':
      return situation.holdAnswered
        ? stepNow('START_SUBMISSION')
        : stepAfter(situation, situation.requestedAt, timing.requestMs, 'START_SUBMISSION');
    case 'awaiting':
      return whileAwaiting(state, situation, timing);
    case 'submitting':
      return whileSubmitting(state, situation, timing);
    case 'submitted':
      return isOverdue(situation, timing) ? stepNow('REPORT_OVERDUE') : nextPoll(situation, timing);
    case 'unknown':
      return state.providerId === null
        ? whileNotAccepted(state, situation, timing)
        : whileAccepted(state, situation, timing);
    case 'completed':
    case 'failed':
    case 'unapproved':
      return stepNow('SETTLE');
    default:
      return unreachable(state);
  }
}

/** The payout that the saga drives at once after this event. Returns undefined when the event changes nothing at once. */
export function payoutToWake(event: PayoutStreamEvent | AccountEvent): string | undefined {
  switch (event.type) {
    case 'FundsHeld':
    case 'HoldRefused':
    case 'PayoutRejected':
    case 'PayoutApproved':
    case 'PayoutApprovalRejected':
    case 'PayoutApprovalExpired':
    case 'PayoutCompleted':
    case 'PayoutFailed':
    case 'PayoutReturned':
    case 'PayoutRepeatDecided':
      return event.data.payoutId;
    default:
      return undefined;
  }
}

/** The hold is made sure of first; then the payout waits for people, and at last for its expiry. */
function whileAwaiting(
  { request }: StateOf<'awaiting'>,
  situation: Situation,
  timing: PayoutTiming,
): NextAction {
  const expiresAt = expiryOf(request);
  if (expiresAt && situation.now >= expiresAt) return stepNow('EXPIRE_APPROVAL');
  return situation.holdAnswered
    ? stepNow('HOLD_FUNDS')
    : stepAfter(situation, situation.requestedAt, timing.requestMs, 'HOLD_FUNDS');
}

/** When people can no longer approve it; undefined when no rule applied to it. */
export const expiryOf = ({ approval }: PayoutRequested): Date | undefined =>
  approval && new Date(approval.expiresAt);

/** The time of the next poll. */
export const nextPoll = (situation: Situation, timing: PayoutTiming): NextAction =>
  situation.pollNow
    ? stepNow('POLL_PROVIDER')
    : stepAfter(situation, situation.lastActivityAt, pollAfterMs(situation, timing), 'POLL_PROVIDER');

/** The outcome of the call is not recorded: another process may still be inside it, or the order did not leave. */
function whileSubmitting(
  state: StateOf<'submitting'>,
  situation: Situation,
  timing: PayoutTiming,
): NextAction {
  if (situation.unsent)
    return nextResubmission(situation, timing, sinceRequestMs(situation, UNSENT_AGAIN_MS));
  if (situation.keyless) return nextLookup(state, situation, timing);
  return nextResubmission(situation, timing, Math.max(timing.callMs, pollAfterMs(situation, timing)));
}

function whileAccepted(
  { needsPerson }: StateOf<'unknown'>,
  situation: Situation,
  timing: PayoutTiming,
): NextAction {
  const isUnreported = !needsPerson && isOverdue(situation, timing);
  return isUnreported ? stepNow('REPORT_OVERDUE') : nextPoll(situation, timing);
}

function whileNotAccepted(state: StateOf<'unknown'>, situation: Situation, timing: PayoutTiming): NextAction {
  if (state.repeatDecided) return stepNow('SUBMIT');
  if (situation.keyless) return nextLookup(state, situation, timing);
  // The provider can be asked by its own id only, and no id is known: people decide.
  if (state.reason === KEY_LIFE_ENDED) return { kind: 'wait', until: addMs(situation.now, LONGEST_WAIT_MS) };
  return nextResubmission(situation, timing, situation.tokenRefused ? 0 : pollAfterMs(situation, timing));
}

const isOverdue = ({ now, submissionStartedAt }: Situation, { outcomeMs }: PayoutTiming): boolean =>
  submissionStartedAt !== undefined && now.getTime() - submissionStartedAt.getTime() >= outcomeMs;

/** The same order again with the same key, while the provider certainly remembers the key. */
function nextResubmission(situation: Situation, timing: PayoutTiming, waitMs: number): NextAction {
  if (isKeyOld(situation, timing)) return stepNow('OPEN_CASE');
  return stepAfter(situation, situation.lastActivityAt, waitMs, 'SUBMIT');
}

function isKeyOld(situation: Situation, { keyLifeMs }: PayoutTiming): boolean {
  const { now, repeatDecidedAt, submissionStartedAt, lastActivityAt } = situation;
  const since = repeatDecidedAt ?? submissionStartedAt ?? lastActivityAt;
  return now.getTime() - since.getTime() >= keyLifeMs;
}

/**
 * Without a key the saga looks the order up. A missing order is sent again, a few times; then a person decides. The saga
 * looks the order up on while the case is open, as long as there is no outcome.
 */
function nextLookup(
  state: StateOf<'submitting' | 'unknown'>,
  situation: Situation,
  timing: PayoutTiming,
): NextAction {
  const waitMs = lookupAfterMs(situation, timing);
  if (state.status === 'unknown' && state.needsPerson)
    return stepAfter(situation, situation.lastActivityAt, sinceRequestMs(situation, waitMs), 'LOOK_UP_ORDER');
  if (isKeyOld(situation, timing)) return stepNow('OPEN_CASE');
  if (isNotFound(state.lookups, NOT_FOUND_ALLOWS_RESEND_AFTER))
    return stepNow(state.submissions < timing.maxOrders ? 'SUBMIT' : 'OPEN_CASE');
  return stepAfter(situation, situation.lastActivityAt, waitMs, 'LOOK_UP_ORDER');
}

/** The wait grows with the time since the last submission, not since the request: a new order is looked up often. */
function lookupAfterMs(
  { now, lastSubmissionAt }: Situation,
  { lookupMs, longestLookupMs }: PayoutTiming,
): number {
  const sinceMs = now.getTime() - (lastSubmissionAt ?? now).getTime();
  return Math.min(Math.max(lookupMs, sinceMs / 4), longestLookupMs);
}

const pollAfterMs = (situation: Situation, { pollMs }: PayoutTiming): number =>
  sinceRequestMs(situation, pollMs);

const sinceRequestMs = ({ now, requestedAt }: Situation, leastMs: number): number =>
  backoffMs({ now, since: requestedAt }, leastMs);

function stepAfter({ now }: Situation, since: Date, waitMs: number, name: PayoutStep): NextAction {
  // A system clock that was set back must not make a payout wait for the clock.
  const until = addMs(since > now ? now : since, waitMs);
  return now >= until ? stepNow(name) : { kind: 'wait', until };
}

const addMs = (time: Date, durationMs: number): Date => new Date(time.getTime() + durationMs);
