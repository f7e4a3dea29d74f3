import { unreachable } from '../../shared/invariant';
import { ok, refuse } from '../../shared/result';
import type { Decider } from '../decider';
import type { Evidence, PayoutEvent, PayoutRequested } from './events';
import { markFailed, markPaid, recordCompletion, recordFailure } from './outcome';
import { recordReturn } from './payout-return';
import {
  evidenceId,
  isTerminal,
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
      case 'StartSubmission':
        return startSubmission(state, command);
      case 'RepeatSubmission':
        return repeatSubmission(state);
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
    if (event.type === 'PayoutRequested') return { status: 'requested', request: event.data };
    if (state.status === 'none') return state;
    if (event.type === 'PayoutRejected') {
      return {
        status: 'rejected',
        request: state.request,
        code: event.data.code,
        message: event.data.message,
      };
    }
    if (event.type === 'PayoutSubmissionStarted') {
      const { providerKey, webhookUrl } = event.data;
      const sent = { request: state.request, providerKey, webhookUrl, submissions: 1, providerId: null };
      return { ...sent, status: 'submitting' };
    }
    return state.status === 'requested' || state.status === 'rejected'
      ? state
      : afterSubmission(state, event);
  },
};

function requestPayout(state: PayoutState, request: PayoutRequested): Decision {
  if (state.status === 'none') return ok([{ type: 'PayoutRequested', data: request }]);
  return state.request.fingerprint === request.fingerprint ? NOTHING : refuse('IDEMPOTENCY_KEY_REUSED');
}

function rejectPayout(state: Existing, { code, message }: CommandOf<'RejectPayout'>): Decision {
  if (state.status === 'rejected') return NOTHING;
  if (state.status !== 'requested') return refuse('PAYOUT_ALREADY_SUBMITTED');
  return ok([{ type: 'PayoutRejected', data: { payoutId: state.request.payoutId, code, message } }]);
}

function afterSubmission(state: Submitted, event: PayoutEvent): PayoutState {
  const { request, providerKey, webhookUrl, submissions, providerId } = state;
  const sent = { request, providerKey, webhookUrl, submissions, providerId };
  const contradictedBy = isTerminal(state) ? state.contradictedBy : [];
  const decidedBefore = isTerminal(state) ? state.decidedBy : [];
  switch (event.type) {
    case 'PayoutSubmitted':
      return { ...sent, status: 'submitted', providerId: event.data.providerId };
    case 'PayoutSubmissionRepeated':
      return { ...state, submissions: event.data.submission };
    case 'PayoutOutcomeUnknown':
      return {
        ...sent,
        status: 'unknown',
        reason: event.data.reason,
        needsPerson: event.data.needsPerson,
      };
    case 'PayoutCompleted': {
      const settled = { contradictedBy, decidedBy: withDecision(decidedBefore, event.data.evidence) };
      return { ...sent, status: 'completed', outcome: event.data, returns: [], ...settled };
    }
    case 'PayoutFailed': {
      const settled = { contradictedBy, decidedBy: withDecision(decidedBefore, event.data.evidence) };
      return { ...sent, status: 'failed', outcome: event.data, ...settled };
    }
    case 'PayoutReturned':
      return state.status === 'completed' ? { ...state, returns: [...state.returns, event.data] } : state;
    case 'PayoutOutcomeContradicted':
      return isTerminal(state)
        ? { ...state, contradictedBy: [...contradictedBy, evidenceId(event.data.evidence)] }
        : state;
    default:
      return state;
  }
}

const withDecision = (decisions: readonly string[], evidence: Evidence): readonly string[] =>
  evidence.kind === 'case' ? [...decisions, evidence.decisionEventId] : decisions;
