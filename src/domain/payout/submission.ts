import { ok, refuse } from '../../shared/result';
import { unknownProviderId } from './acceptances';
import { contradict } from './contradiction';
import { isNotFound, NOT_FOUND_ALLOWS_RESEND_AFTER } from './order-lookups';
import { recordSecondAcceptance } from './outcome';
import {
  isTerminal,
  NOTHING,
  wasSubmitted,
  type CommandOf,
  type Decision,
  type Existing,
  type Terminal,
  type Underway,
} from './state';

/** The reason of an unknown outcome: the order was sent more than once, and one of the calls was refused. */
export const DECLINED_ON_REPEAT = 'DECLINED_ON_REPEAT';

export function startSubmission(state: Existing, command: CommandOf<'StartSubmission'>): Decision {
  if (state.status === 'rejected') return refuse('PAYOUT_REJECTED');
  if (state.status === 'awaiting') return refuse('PAYOUT_NOT_APPROVED');
  if (state.status === 'unapproved') return refuse(state.code);
  // The first key stands for ever: another one would be another payment to the provider.
  if (state.status !== 'requested') return NOTHING;
  const { payoutId, provider } = state.request;
  const { providerKey, webhookUrl } = command;
  return ok([{ type: 'PayoutSubmissionStarted', data: { payoutId, provider, providerKey, webhookUrl } }]);
}

/**
 * The repeat is recorded before the order is sent again. Then the sender of an earlier submission knows that a refusal
 * proves nothing any more. Where only our reference protects from a second payment, a repeat needs a reason: the order
 * was not found, or people decided the repeat.
 */
export function repeatSubmission(state: Existing, { ifMissing }: CommandOf<'RepeatSubmission'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if ((state.status !== 'submitting' && state.status !== 'unknown') || state.providerId !== null)
    return NOTHING;
  if (ifMissing && !mayRepeat(state)) return refuse('PAYOUT_NOT_MISSING');
  const data = { payoutId: state.request.payoutId, submission: state.submissions + 1 };
  return ok([{ type: 'PayoutSubmissionRepeated', data }]);
}

/**
 * The order was not found and no person has to look at it, or two people, who have looked at it, decided the repeat.
 */
const mayRepeat = (state: Underway): boolean =>
  state.repeatDecided ||
  (isNotFound(state.lookups, NOT_FOUND_ALLOWS_RESEND_AFTER) &&
    !(state.status === 'unknown' && state.needsPerson));

export function recordSubmission(state: Existing, command: CommandOf<'RecordSubmission'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { providerId, transactionId, evidence } = command;
  const further = unknownProviderId(state, providerId);
  if (isTerminal(state)) {
    // Taken under a further id it may be a second payment: it is asked about until it has come to its end.
    const isNews = further !== undefined || (state.acceptances.length === 0 && neverTaken(state));
    const detail = `accepted as ${providerId}`;
    return isNews ? contradict(state, { claimed: 'ACCEPTED', detail, evidence, providerId }) : NOTHING;
  }
  if (further) return recordSecondAcceptance(state, further);
  if (state.status === 'submitted' || state.acceptances.length > 1) return NOTHING;
  return ok([
    { type: 'PayoutSubmitted', data: { payoutId: state.request.payoutId, providerId, transactionId } },
  ]);
}

/** Failed by a refusal, or decided to have failed: what the provider itself reported as failed it had accepted before. */
const neverTaken = ({ status, providerId, outcome: { evidence } }: Terminal): boolean =>
  status === 'failed' &&
  (evidence.kind === 'submission' || (evidence.kind === 'case' && providerId === null));

/**
 * A refusal of the order. It proves that nothing was paid only if the order was sent this one time: another call may
 * have been accepted, or may still be.
 */
export function recordDecline(state: Existing, command: CommandOf<'RecordDecline'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { code, message, evidence } = command;
  if (state.providerId !== null || state.status === 'failed') return NOTHING;
  if (state.status === 'completed') {
    // Of the one order there ever was it says that nothing was paid; of one among several it proves nothing.
    const against = { claimed: 'FAILED', detail: `refused with ${code}`, evidence } as const;
    return state.submissions > 1 ? NOTHING : contradict(state, against);
  }
  if (state.submissions > 1) return unknownOutcome(state, `${DECLINED_ON_REPEAT}: ${code}`, true);
  return ok([{ type: 'PayoutFailed', data: { payoutId: state.request.payoutId, code, message, evidence } }]);
}

/** A doubt about a payout whose outcome stands is none, unless an answer was refused: that is evidence against it. */
export function recordUnknownOutcome(state: Existing, command: CommandOf<'RecordUnknownOutcome'>): Decision {
  const { reason, needsPerson, refused } = command;
  return refused && wasSubmitted(state) && isTerminal(state)
    ? contradict(state, { detail: reason, ...refused })
    : unknownOutcome(state, reason, needsPerson);
}

/** A payout that waits for a person goes on waiting for one: a later doubt of another kind does not take that back. */
function unknownOutcome(state: Existing, reason: string, needsPerson: boolean): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if (isTerminal(state)) return NOTHING;
  if (state.status === 'unknown' && state.reason === reason && (state.needsPerson || !needsPerson))
    return NOTHING;
  if (state.status === 'unknown' && state.needsPerson && !needsPerson) return NOTHING;
  return ok([
    { type: 'PayoutOutcomeUnknown', data: { payoutId: state.request.payoutId, reason, needsPerson } },
  ]);
}
