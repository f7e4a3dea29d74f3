import type { AccountEvent } from '../../domain/account/events';
import type { PayoutEvent } from '../../domain/payout/events';
import { isNotFound, MISSING_AFTER } from '../../domain/payout/order-lookups';
import type { PayoutState } from '../../domain/payout/payout';
import { unreachable } from '../../shared/invariant';

/** What the process can order. Each can be repeated: it takes effect once. */
export type PayoutStep =
  /** Make sure of the hold, then record the intent to pay; or reject for lack of funds. */
  | 'START_SUBMISSION'
  /** Send the order, always with the key that was recorded. */
  | 'SUBMIT'
  | 'ASK_PROVIDER'
  /** Look for an order that may or may not have been taken, by our reference. */
  | 'LOOK_FOR_IT'
  /** Sending again could pay again, or has been tried often enough: a person decides. */
  | 'GIVE_TO_PERSON'
  /** It was taken long ago and has come to no end: a person looks at it, and it is asked about all the same. */
  | 'REPORT_OVERDUE'
  /** Bring the account to the outcome that is recorded: capture, or release, and everything that came back. */
  | 'SETTLE';

export type Due =
  | { readonly kind: 'step'; readonly step: PayoutStep }
  | { readonly kind: 'wait'; readonly until: Date }
  /** Nothing more will come of it by itself. */
  | { readonly kind: 'done' };

/** What the process knows beside the payout's own state. Our clock. */
export interface Situation {
  readonly now: Date;
  /** The account has answered: there is no need to wait for the request's own handler. */
  readonly answered: boolean;
  readonly requestedAt: Date;
  readonly submissionStartedAt: Date | undefined;
  /** When somebody last set out to send the order. */
  readonly lastSubmissionAt: Date | undefined;
  /** When people last decided that it is sent once more. */
  readonly repeatDecidedAt: Date | undefined;
  /** When the provider was last sent the order or asked, or the payout last changed. */
  readonly lastTouchedAt: Date;
  /** The provider has no idempotency key: an order is looked for before it is sent again. */
  readonly keyless: boolean;
  /** This process knows that nothing of the order has left. */
  readonly unsent: boolean;
  /** The one call so far was refused for its token, and the next has a new one. */
  readonly tokenRefused: boolean;
  /** Something was told that only the provider's own answer can settle. */
  readonly urgent: boolean;
}

export interface Patience {
  /** How long a request's own handler has to hold the funds before the saga does it, in milliseconds. */
  readonly requestMs: number;
  /** Longer than a provider call can take: before it another process may still be inside the call. */
  readonly callMs: number;
  readonly pollMs: number;
  /** From the first submission on, or from people's decision: how long the provider remembers the key. */
  readonly keyLifeMs: number;
  /** Between two looks for an order, at the least and while it may still be sent again by itself. */
  readonly lookMs: number;
  readonly longestLookMs: number;
  /** So many orders may be set out to be sent where there is no key; then a person decides. */
  readonly mostOrders: number;
  /** From the first submission on: how long an order that was taken may go without an outcome before a person looks. */
  readonly outcomeMs: number;
}

export const KEY_LIFE_ENDED = 'PROVIDER_KEY_LIFE_ENDED';
export const NOT_RESOLVED = 'ORDER_NOT_RESOLVED_BY_ASKING';
export const NO_OUTCOME = 'NO_OUTCOME_FOR_TOO_LONG';

const LONGEST_POLL_MS = 3_600_000;
const UNSENT_AGAIN_MS = 1_000;

type Unresolved = Extract<PayoutState, { status: 'submitting' | 'unknown' }>;

const step = (name: PayoutStep): Due => ({ kind: 'step', step: name });
const DONE: Due = { kind: 'done' };

/** What is due for a payout; pure. Holds move only on a recorded outcome, never on a timer. */
export function nextStep(state: PayoutState, situation: Situation, patience: Patience): Due {
  switch (state.status) {
    case 'none':
    case 'rejected':
      return DONE;
    case 'requested':
      return situation.answered
        ? step('START_SUBMISSION')
        : after(situation, situation.requestedAt, patience.requestMs, 'START_SUBMISSION');
    case 'submitting':
      // Nobody has told how the call ended, and another process may still be inside it; or this one never got through.
      if (situation.unsent) return resubmission(situation, patience, pauseMs(situation, UNSENT_AGAIN_MS));
      return situation.keyless
        ? look(state, situation, patience)
        : resubmission(situation, patience, Math.max(patience.callMs, pollAfterMs(situation, patience)));
    case 'submitted':
      return isOverdue(situation, patience) ? step('REPORT_OVERDUE') : question(situation, patience);
    case 'unknown':
      if (state.providerId !== null) {
        const unreported = !state.needsPerson && isOverdue(situation, patience);
        return unreported ? step('REPORT_OVERDUE') : question(situation, patience);
      }
      if (state.repeatDecided) return step('SUBMIT');
      if (situation.keyless) return look(state, situation, patience);
      // It can be asked by its own id only, and nobody knows that.
      return state.reason === KEY_LIFE_ENDED
        ? { kind: 'wait', until: plus(situation.now, LONGEST_POLL_MS) }
        : resubmission(situation, patience, situation.tokenRefused ? 0 : pollAfterMs(situation, patience));
    case 'completed':
    case 'failed':
      return step('SETTLE');
    default:
      return unreachable(state);
  }
}

/** The payout an event is a cue for: the events after which something is due at once. */
export function cueOf(event: PayoutEvent | AccountEvent): string | undefined {
  switch (event.type) {
    case 'FundsHeld':
    case 'HoldRefused':
    case 'PayoutRejected':
    case 'PayoutCompleted':
    case 'PayoutFailed':
    case 'PayoutReturned':
    case 'PayoutRepeatDecided':
      return event.data.payoutId;
    default:
      return undefined;
  }
}

const isOverdue = ({ now, submissionStartedAt }: Situation, { outcomeMs }: Patience): boolean =>
  submissionStartedAt !== undefined && now.getTime() - submissionStartedAt.getTime() >= outcomeMs;

/** When the provider is to be asked next. */
export const question = (situation: Situation, patience: Patience): Due =>
  situation.urgent
    ? step('ASK_PROVIDER')
    : after(situation, situation.lastTouchedAt, pollAfterMs(situation, patience), 'ASK_PROVIDER');

/** The same order again with the same key, while the provider is sure to remember the key. */
function resubmission(situation: Situation, patience: Patience, waitMs: number): Due {
  if (isKeyOld(situation, patience)) return step('GIVE_TO_PERSON');
  return after(situation, situation.lastTouchedAt, waitMs, 'SUBMIT');
}

function isKeyOld(situation: Situation, { keyLifeMs }: Patience): boolean {
  const { now, repeatDecidedAt, submissionStartedAt, lastTouchedAt } = situation;
  const since = repeatDecidedAt ?? submissionStartedAt ?? lastTouchedAt;
  return now.getTime() - since.getTime() >= keyLifeMs;
}

/**
 * Where there is no key the order is looked for: what is there is found, and what is missing is sent again, by itself a
 * few times. Whoever stands in front of a person is looked for all the same, for as long as there is no outcome.
 */
function look(state: Unresolved, situation: Situation, patience: Patience): Due {
  const waitMs = lookAfterMs(situation, patience);
  if (state.status === 'unknown' && state.needsPerson)
    return after(situation, situation.lastTouchedAt, pauseMs(situation, waitMs), 'LOOK_FOR_IT');
  if (isKeyOld(situation, patience)) return step('GIVE_TO_PERSON');
  if (isNotFound(state.looks, MISSING_AFTER))
    return step(state.submissions < patience.mostOrders ? 'SUBMIT' : 'GIVE_TO_PERSON');
  return after(situation, situation.lastTouchedAt, waitMs, 'LOOK_FOR_IT');
}

/** By the time since it was last sent, not since it was asked for: a new order is not looked for less often. */
function lookAfterMs({ now, lastSubmissionAt }: Situation, { lookMs, longestLookMs }: Patience): number {
  const sinceMs = now.getTime() - (lastSubmissionAt ?? now).getTime();
  return Math.min(Math.max(lookMs, sinceMs / 4), longestLookMs);
}

const pollAfterMs = (situation: Situation, { pollMs }: Patience): number => pauseMs(situation, pollMs);

/** The longer a payout takes, the less often something is tried: a quarter of its age, at most an hour. */
export function pauseMs(
  { now, requestedAt }: Pick<Situation, 'now' | 'requestedAt'>,
  leastMs: number,
): number {
  const ageMs = now.getTime() - requestedAt.getTime();
  return Math.min(Math.max(leastMs, ageMs / 4), Math.max(LONGEST_POLL_MS, leastMs));
}

function after({ now }: Situation, since: Date, waitMs: number, name: PayoutStep): Due {
  // A clock that was set back must not make anybody wait for it to catch up.
  const until = plus(since > now ? now : since, waitMs);
  return now >= until ? step(name) : { kind: 'wait', until };
}

const plus = (time: Date, durationMs: number): Date => new Date(time.getTime() + durationMs);
