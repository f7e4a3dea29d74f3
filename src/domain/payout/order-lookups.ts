import { ok, refuse } from '../../shared/result';
import {
  isTerminal,
  NOTHING,
  wasSubmitted,
  type CommandOf,
  type Decision,
  type Existing,
  type Looks,
} from './state';

/** Looking for an order that is asked about by our reference: how often, and over what time, before it counts as missing. */
export const MISSING_AFTER = { looks: 3, overMs: 120_000 } as const;
/** Beside a failure that was told, for an order that the provider had taken by its own answer. */
export const GONE_AFTER = { looks: 2, overMs: 120_000 } as const;

export const NO_LOOKS: Looks = { notFound: 0, firstAt: null, lastAt: null };

/** The provider itself did not find it, this often and over this time, since it was last sent, and never found it between. */
export function isNotFound(
  { notFound, firstAt, lastAt }: Looks,
  { looks, overMs }: { readonly looks: number; readonly overMs: number },
): boolean {
  if (notFound < looks || firstAt === null || lastAt === null) return false;
  return Date.parse(lastAt) - Date.parse(firstAt) >= overMs;
}

/**
 * What looking for the order has shown. It is about the order as it had been sent when it was asked: a later repeat makes
 * it say nothing. What was found counts only against what was not found before; enough is enough.
 */
export function recordLook(state: Existing, command: CommandOf<'RecordLook'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { submission, found, at: askedAt, answerHashes } = command;
  if (isTerminal(state) || submission !== state.submissions) return NOTHING;
  const isKnown = found ? state.looks.notFound === 0 : isNotFound(state.looks, MISSING_AFTER);
  if (isKnown) return NOTHING;
  const { payoutId } = state.request;
  return ok([{ type: 'PayoutLookedFor', data: { payoutId, submission, found, askedAt, answerHashes } }]);
}

/** Two people order it once more: only while nobody knows what became of it. */
export function decideRepeat(state: Existing, { evidence }: CommandOf<'DecideRepeat'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if (state.repeatsDecidedBy.includes(evidence.decisionEventId)) return NOTHING;
  if (isTerminal(state)) return refuse('OUTCOME_STANDS');
  if (state.providerId !== null) return refuse('PAYOUT_ALREADY_SUBMITTED');
  return ok([{ type: 'PayoutRepeatDecided', data: { payoutId: state.request.payoutId, evidence } }]);
}

/** The looks after one more. */
export function lookedFor(looks: Looks, { found, askedAt }: { found: boolean; askedAt: string }): Looks {
  if (found) return NO_LOOKS;
  return { notFound: looks.notFound + 1, firstAt: looks.firstAt ?? askedAt, lastAt: askedAt };
}
