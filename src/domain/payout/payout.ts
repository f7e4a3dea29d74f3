import { unreachable } from '../../shared/invariant';
import { ok, refuse } from '../../shared/result';
import type { Decider } from '../../shared/decider';
import { withAcceptanceOutcome, withAcceptance } from './acceptances';
import {
  afterApprovalEvent,
  approvePayout,
  expireApproval,
  isApprovalEvent,
  rejectApproval,
  requestedState,
} from '../approval/approve-payout';
import { meaningOf } from './contradiction';
import type { Evidence, PayoutEvent, PayoutOutcomeContradicted, PayoutRequested } from './events';
import { decideRepeat, afterLookup, NO_LOOKUPS, recordLookup } from './order-lookups';
import { markFailed, markPaid, recordCompletion, recordFailure } from './outcome';
import { recordReturn } from './payout-return';
import {
  isTerminal,
  wasSubmitted,
  NOTHING,
  type CommandOf,
  type Decision,
  type Existing,
  type PayoutCommand,
  type PayoutRefusal,
  type PayoutState,
  type Submitted,
} from './state';
import {
  recordDecline,
  recordSubmission,
  recordUnknownOutcome,
  repeatSubmission,
  startSubmission,
} from './submission';

export type { PayoutCommand, PayoutRefusal, PayoutState, RecordCompletion } from './state';
export { DECLINED_ON_REPEAT } from './submission';

export const payout: Decider<PayoutState, PayoutCommand, PayoutEvent, PayoutRefusal> = {
  initial: { status: 'none' },

  decide(state, command) {
    if (command.type === 'RequestPayout') return requestPayout(state, command.request);
    if (state.status === 'none') return refuse('PAYOUT_NOT_FOUND');
    switch (command.type) {
      case 'RejectPayout':
        return rejectPayout(state, command);
      case 'ApprovePayout':
        return approvePayout(state, command);
      case 'RejectApproval':
        return rejectApproval(state, command);
      case 'ExpireApproval':
        return expireApproval(state, command);
      case 'StartSubmission':
        return startSubmission(state, command);
      case 'RepeatSubmission':
        return repeatSubmission(state, command);
      case 'RecordLookup':
        return recordLookup(state, command);
      case 'DecideRepeat':
        return decideRepeat(state, command);
      case 'RecordSubmission':
        return recordSubmission(state, command);
      case 'RecordDecline':
        return recordDecline(state, command);
      case 'RecordUnknownOutcome':
        return recordUnknownOutcome(state, command);
      case 'RecordCompletion':
        return recordCompletion(state, command);
      case 'RecordFailure':
        return recordFailure(state, command);
      case 'RecordReturn':
        return recordReturn(state, command);
      case 'MarkPaid':
        return markPaid(state, command);
      case 'MarkFailed':
        return markFailed(state, command);
      default:
        return unreachable(command);
    }
  },

  evolve(state, event) {
    if (event.type === 'PayoutRequested') return requestedState(event.data);
    if (state.status === 'none') return state;
    if (isApprovalEvent(event)) return afterApprovalEvent(state, event);
    if (event.type === 'PayoutRejected') {
      const { payoutId: _payoutId, ...said } = event.data;
      return { status: 'rejected', request: state.request, ...said };
    }
    if (event.type === 'PayoutSubmissionStarted') {
      const { providerKey, webhookUrl } = event.data;
      const { request } = state;
      const sent = { request, providerKey, webhookUrl, submissions: 1, providerId: null, acceptances: [] };
      return { status: 'submitting', ...sent, ...NOTHING_KNOWN };
    }
    return wasSubmitted(state) ? afterSubmission(state, event) : state;
  },
};

function afterAcceptance(sent: Omit<Sent, 'status'>, providerId: string): PayoutState {
  const acceptances = withAcceptance(sent.acceptances, providerId);
  return { status: 'submitted', ...sent, providerId, acceptances, lookups: NO_LOOKUPS, repeatDecided: false };
}

function afterDecidedRepeat(state: Submitted, decisionEventId: string): PayoutState {
  if (isTerminal(state)) return state;
  const repeatsDecidedBy = [...state.repeatsDecidedBy, decisionEventId];
  const decided = { reason: SEND_AGAIN_DECIDED, needsPerson: false, repeatDecided: true, repeatsDecidedBy };
  return { ...state, ...decided, status: 'unknown' };
}

type Sent = Extract<PayoutState, { status: 'submitted' }>;

/** The reason of an outcome that is unknown while the order that two people decided on is on its way. */
const SEND_AGAIN_DECIDED = 'SEND_AGAIN_DECIDED';

const NOTHING_KNOWN = { lookups: NO_LOOKUPS, repeatDecided: false, repeatsDecidedBy: [] } as const;

function requestPayout(state: PayoutState, request: PayoutRequested): Decision {
  if (state.status === 'none') return ok([{ type: 'PayoutRequested', data: request }]);
  return state.request.fingerprint === request.fingerprint ? NOTHING : refuse('IDEMPOTENCY_KEY_REUSED');
}

function rejectPayout(state: Existing, { type: _type, ...said }: CommandOf<'RejectPayout'>): Decision {
  if (state.status === 'rejected') return NOTHING;
  // What people have ended stays ended.
  if (state.status === 'unapproved') return NOTHING;
  if (state.status !== 'requested' && state.status !== 'awaiting') return refuse('PAYOUT_ALREADY_SUBMITTED');
  return ok([{ type: 'PayoutRejected', data: { payoutId: state.request.payoutId, ...said } }]);
}

function afterSubmission(state: Submitted, event: PayoutEvent): PayoutState {
  const { request, providerKey, webhookUrl, submissions, providerId, acceptances } = state;
  const { lookups, repeatDecided, repeatsDecidedBy } = state;
  const known = { lookups, repeatDecided, repeatsDecidedBy };
  const sent = { request, providerKey, webhookUrl, submissions, providerId, acceptances, ...known };
  const contradictions = isTerminal(state) ? state.contradictions : [];
  const decidedBefore = isTerminal(state) ? state.decidedBy : [];
  switch (event.type) {
    case 'PayoutSubmitted':
      return afterAcceptance(sent, event.data.providerId);
    case 'PayoutSubmissionRepeated':
      return { ...state, submissions: event.data.submission, lookups: NO_LOOKUPS, repeatDecided: false };
    case 'PayoutLookedFor':
      return { ...state, lookups: afterLookup(lookups, event.data) };
    case 'PayoutRepeatDecided':
      return afterDecidedRepeat(state, event.data.evidence.decisionEventId);
    case 'PayoutOutcomeUnknown':
      return {
        status: 'unknown',
        reason: event.data.reason,
        needsPerson: event.data.needsPerson,
        ...sent,
        acceptances: withAcceptance(acceptances, event.data.providerId, false, event.data.reportedPaid),
      };
    case 'PayoutCompleted': {
      const settled = {
        acceptances: withAcceptanceOutcome(acceptances, event.data.providerId, 'COMPLETED'),
        contradictions,
        decidedBy: withDecision(decidedBefore, event.data.evidence),
      };
      return { status: 'completed', outcome: event.data, returns: [], ...sent, ...settled };
    }
    case 'PayoutFailed': {
      const settled = {
        acceptances: withAcceptanceOutcome(acceptances, event.data.providerId, 'FAILED'),
        contradictions,
        decidedBy: withDecision(decidedBefore, event.data.evidence),
      };
      return { status: 'failed', outcome: event.data, ...sent, ...settled };
    }
    case 'PayoutReturned':
      return state.status === 'completed' ? { ...state, returns: [...state.returns, event.data] } : state;
    case 'PayoutOutcomeContradicted':
      return isTerminal(state)
        ? {
            ...state,
            acceptances: afterClaim(acceptances, event.data),
            contradictions: [...contradictions, meaningOf(state, event.data)],
          }
        : state;
    case 'PayoutAcceptanceEnded':
      return {
        ...state,
        acceptances: withAcceptanceOutcome(acceptances, event.data.providerId, event.data.outcome),
      };
    default:
      return state;
  }
}

/** A claim of an end is the end of the id that it names. */
function afterClaim(
  acceptances: Submitted['acceptances'],
  { claimed, providerId }: PayoutOutcomeContradicted,
): Submitted['acceptances'] {
  const told = withAcceptance(acceptances, providerId, true);
  return claimed === 'COMPLETED' || claimed === 'FAILED'
    ? withAcceptanceOutcome(told, providerId ?? '', claimed)
    : told;
}

const withDecision = (decisions: readonly string[], evidence: Evidence): readonly string[] =>
  evidence.kind === 'case' ? [...decisions, evidence.decisionEventId] : decisions;
