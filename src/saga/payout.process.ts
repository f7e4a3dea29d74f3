import type { PayoutEvent } from '../domain/payout/events';
import type { AccountEvent } from '../domain/account/events';
import type { PayoutState } from '../domain/payout/payout';
import { unreachable } from '../shared/invariant';

/** What the process can order. Each can be repeated: it takes effect once. */
export type PayoutStep =
  /** Make sure of the hold, then record the intent to pay; or reject for lack of funds. */
  | 'START_SUBMISSION'
  /** Send the order, always with the key that was recorded. */
  | 'SUBMIT'
  | 'ASK_PROVIDER'
  /** The provider's key has ended its life: sending again could pay again, so a person decides. */
  | 'GIVE_TO_PERSON'
  | 'CAPTURE_HOLD'
  | 'RELEASE_HOLD';

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
  /** When the provider was last sent the order or asked, or the payout last changed. */
  readonly lastTouchedAt: Date;
}

export interface Patience {
  /** How long a request's own handler has to hold the funds before the saga does it, in milliseconds. */
  readonly requestMs: number;
  /** Longer than a provider call can take: before it another process may still be inside the call. */
  readonly callMs: number;
  readonly pollMs: number;
  /** From the first submission on: how long the provider remembers the key. */
  readonly keyLifeMs: number;
}

export const KEY_LIFE_ENDED = 'PROVIDER_KEY_LIFE_ENDED';

const LONGEST_POLL_MS = 3_600_000;

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
      // Nobody has told how the call ended: another process may still be inside it.
      return resubmission(situation, patience, patience.callMs);
    case 'submitted':
      return after(situation, situation.lastTouchedAt, pollAfterMs(situation, patience), 'ASK_PROVIDER');
    case 'unknown':
      if (state.providerId !== null) {
        return after(situation, situation.lastTouchedAt, pollAfterMs(situation, patience), 'ASK_PROVIDER');
      }
      return state.reason === KEY_LIFE_ENDED
        ? { kind: 'wait', until: plus(situation.now, LONGEST_POLL_MS) }
        : resubmission(situation, patience, 0);
    case 'completed':
      return step('CAPTURE_HOLD');
    case 'failed':
      return step('RELEASE_HOLD');
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
      return event.data.payoutId;
    default:
      return undefined;
  }
}

/** The same order again with the same key, while the provider is sure to remember the key. */
function resubmission(situation: Situation, patience: Patience, leastMs: number): Due {
  const startedAt = situation.submissionStartedAt ?? situation.lastTouchedAt;
  if (situation.now.getTime() - startedAt.getTime() >= patience.keyLifeMs) return step('GIVE_TO_PERSON');
  const waitMs = Math.max(leastMs, pollAfterMs(situation, patience));
  return after(situation, situation.lastTouchedAt, waitMs, 'SUBMIT');
}

/** The longer a payout takes, the less often the provider is asked: a quarter of its age, at most an hour. */
function pollAfterMs({ now, requestedAt }: Situation, { pollMs }: Patience): number {
  const ageMs = now.getTime() - requestedAt.getTime();
  return Math.min(Math.max(pollMs, ageMs / 4), Math.max(LONGEST_POLL_MS, pollMs));
}

function after({ now }: Situation, since: Date, waitMs: number, name: PayoutStep): Due {
  // A clock that was set back must not make anybody wait for it to catch up.
  const until = plus(since > now ? now : since, waitMs);
  return now >= until ? step(name) : { kind: 'wait', until };
}

const plus = (time: Date, durationMs: number): Date => new Date(time.getTime() + durationMs);
