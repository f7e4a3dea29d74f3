import { ok, refuse } from '../../shared/result';
import {
  isTerminal,
  NOTHING,
  wasSubmitted,
  type CommandOf,
  type Decision,
  type Existing,
  type Lookups,
} from './state';

/** An order that this many lookups did not find, over this many milliseconds, may be sent again. */
export const NOT_FOUND_ALLOWS_RESEND_AFTER = { lookups: 3, overMs: 120_000 } as const;
/**
 * For an order that the provider accepted by its own answer, these lookups must agree with a failure that it reported.
 */
export const NOT_FOUND_CONFIRMS_FAILURE_AFTER = { lookups: 2, overMs: 120_000 } as const;

export const NO_LOOKUPS: Lookups = { notFound: 0, firstAt: null, lastAt: null };

/**
 * The provider itself did not find the order this often and over this time. The count starts again when the order is
 * sent or found.
 */
export function isNotFound(
  { notFound, firstAt, lastAt }: Lookups,
  { lookups, overMs }: { readonly lookups: number; readonly overMs: number },
): boolean {
  if (notFound < lookups || firstAt === null || lastAt === null) return false;
  return Date.parse(lastAt) - Date.parse(firstAt) >= overMs;
}

/**
 * Records the result of a lookup. It is about the submission that was the last one at the time of the question, so it says
 * nothing after a repeat. A found order matters only after lookups that did not find it. Enough results end the count.
 */
export function recordLookup(state: Existing, command: CommandOf<'RecordLookup'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { submission, found, at: askedAt, answerHashes } = command;
  if (isTerminal(state) || submission !== state.submissions) return NOTHING;
  const isKnown = found
    ? state.lookups.notFound === 0
    : isNotFound(state.lookups, NOT_FOUND_ALLOWS_RESEND_AFTER);
  if (isKnown) return NOTHING;
  const { payoutId } = state.request;
  return ok([{ type: 'PayoutLookedFor', data: { payoutId, submission, found, askedAt, answerHashes } }]);
}

/** Two people decided to send the order again. This is possible only while its outcome is not known. */
export function decideRepeat(state: Existing, { evidence }: CommandOf<'DecideRepeat'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if (state.repeatsDecidedBy.includes(evidence.decisionEventId)) return NOTHING;
  if (isTerminal(state)) return refuse('OUTCOME_STANDS');
  if (state.providerId !== null) return refuse('PAYOUT_ALREADY_SUBMITTED');
  return ok([{ type: 'PayoutRepeatDecided', data: { payoutId: state.request.payoutId, evidence } }]);
}

/** The lookups with one more result. */
export function afterLookup(
  lookups: Lookups,
  { found, askedAt }: { found: boolean; askedAt: string },
): Lookups {
  if (found) return NO_LOOKUPS;
  return { notFound: lookups.notFound + 1, firstAt: lookups.firstAt ?? askedAt, lastAt: askedAt };
}
