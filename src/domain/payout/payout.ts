import { MAX_AMOUNT_MINOR, type Currency } from '../../shared/money';
import { unreachable } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import type { Decider } from '../decider';
import type {
  Evidence,
  PayoutCompleted,
  PayoutEvent,
  PayoutFailed,
  PayoutOutcomeContradicted,
  PayoutRequested,
} from './events';

export type PayoutCommand =
  | { type: 'RequestPayout'; request: PayoutRequested }
  | { type: 'RejectPayout'; code: 'INSUFFICIENT_FUNDS'; message: string }
  | { type: 'StartSubmission'; providerKey: string; webhookUrl: string | null }
  | { type: 'RepeatSubmission' }
  | { type: 'RecordSubmission'; providerId: string; transactionId: string | null; evidence: Evidence }
  | { type: 'RecordDecline'; code: string; message: string; evidence: Evidence }
  | { type: 'RecordUnknownOutcome'; reason: string }
  | RecordCompletion
  | { type: 'RecordFailure'; code: string; message: string; evidence: Evidence };

export interface RecordCompletion {
  type: 'RecordCompletion';
  endToEndId: string | null;
  currency: Currency;
  amountMinor: bigint;
  /** null where the provider reports none: the fee expected at the request is booked. */
  feeAmountMinor: bigint | null;
  providerTime: string | null;
  evidence: Evidence;
}

export type PayoutRefusal =
  | 'PAYOUT_NOT_FOUND'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PAYOUT_REJECTED'
  | 'PAYOUT_ALREADY_SUBMITTED'
  | 'PAYOUT_NOT_SUBMITTED'
  | 'PROVIDER_ID_DIFFERS'
  | 'AMOUNT_DIFFERS'
  | 'FEE_INVALID';

interface Requested {
  readonly request: PayoutRequested;
}
interface Submitting extends Requested {
  readonly providerKey: string;
  readonly webhookUrl: string | null;
  /** How often somebody has set out to send the order: 1 for the first time. */
  readonly submissions: number;
  /** null until the provider has named its own id. */
  readonly providerId: string | null;
}
interface Settled extends Submitting {
  /** Evidence that was recorded against the outcome, so that a repeat of it is not recorded again. */
  readonly contradictedBy: readonly string[];
}

export type PayoutState =
  | { readonly status: 'none' }
  | ({ readonly status: 'requested' } & Requested)
  | ({ readonly status: 'rejected'; readonly code: string; readonly message: string } & Requested)
  | ({ readonly status: 'submitting' } & Submitting)
  | ({ readonly status: 'submitted' } & Submitting)
  | ({ readonly status: 'unknown'; readonly reason: string } & Submitting)
  | ({ readonly status: 'completed'; readonly outcome: PayoutCompleted } & Settled)
  | ({ readonly status: 'failed'; readonly outcome: PayoutFailed } & Settled);

type Underway = Extract<PayoutState, { status: 'submitting' | 'submitted' | 'unknown' }>;
type Terminal = Extract<PayoutState, { status: 'completed' | 'failed' }>;

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
        return recordUnknownOutcome(state, command.reason);
      case 'RecordCompletion':
        return recordCompletion(state, command);
      case 'RecordFailure':
        return recordFailure(state, command);
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

type Decision = Result<readonly PayoutEvent[], PayoutRefusal>;
type Existing = Exclude<PayoutState, { status: 'none' }>;
type CommandOf<Type extends PayoutCommand['type']> = Extract<PayoutCommand, { type: Type }>;

/** The reason of an unknown outcome: the order was sent more than once, and one of the calls was refused. */
export const DECLINED_ON_REPEAT = 'DECLINED_ON_REPEAT';

const NOTHING: Decision = ok([]);

const isTerminal = (state: Existing): state is Terminal =>
  state.status === 'completed' || state.status === 'failed';

function requestPayout(state: PayoutState, request: PayoutRequested): Decision {
  if (state.status === 'none') return ok([{ type: 'PayoutRequested', data: request }]);
  return state.request.fingerprint === request.fingerprint ? NOTHING : refuse('IDEMPOTENCY_KEY_REUSED');
}

function rejectPayout(state: Existing, { code, message }: CommandOf<'RejectPayout'>): Decision {
  if (state.status === 'rejected') return NOTHING;
  if (state.status !== 'requested') return refuse('PAYOUT_ALREADY_SUBMITTED');
  return ok([{ type: 'PayoutRejected', data: { payoutId: state.request.payoutId, code, message } }]);
}

function startSubmission(state: Existing, command: CommandOf<'StartSubmission'>): Decision {
  if (state.status === 'rejected') return refuse('PAYOUT_REJECTED');
  // The first key stands for ever: another one would be another payment to the provider.
  if (state.status !== 'requested') return NOTHING;
  const { payoutId, provider } = state.request;
  const { providerKey, webhookUrl } = command;
  return ok([{ type: 'PayoutSubmissionStarted', data: { payoutId, provider, providerKey, webhookUrl } }]);
}

/** Recorded before the order is sent again, so that whoever sent it before knows that a refusal proves nothing any more. */
function repeatSubmission(state: Existing): Decision {
  if (state.status === 'requested' || state.status === 'rejected') return refuse('PAYOUT_NOT_SUBMITTED');
  if ((state.status !== 'submitting' && state.status !== 'unknown') || state.providerId !== null)
    return NOTHING;
  const data = { payoutId: state.request.payoutId, submission: state.submissions + 1 };
  return ok([{ type: 'PayoutSubmissionRepeated', data }]);
}

function recordSubmission(state: Existing, command: CommandOf<'RecordSubmission'>): Decision {
  if (state.status === 'requested' || state.status === 'rejected') return refuse('PAYOUT_NOT_SUBMITTED');
  const { providerId, transactionId, evidence } = command;
  const otherId = state.providerId !== null && state.providerId !== providerId;
  // A payout that the provider reported as failed was accepted before; one that failed by a refusal never was.
  if (state.status === 'failed' && (otherId || state.outcome.evidence.kind === 'submission')) {
    return contradict(state, 'ACCEPTED', `accepted as ${providerId}`, evidence);
  }
  if (otherId) return refuse('PROVIDER_ID_DIFFERS');
  if (isTerminal(state) || state.status === 'submitted') return NOTHING;
  return ok([
    { type: 'PayoutSubmitted', data: { payoutId: state.request.payoutId, providerId, transactionId } },
  ]);
}

/**
 * A refusal of the order. It proves that nothing was paid only if the order was sent this one time: another call may
 * have been accepted, or may still be.
 */
function recordDecline(state: Existing, { code, message, evidence }: CommandOf<'RecordDecline'>): Decision {
  if (state.status === 'requested' || state.status === 'rejected') return refuse('PAYOUT_NOT_SUBMITTED');
  if (isTerminal(state) || state.providerId !== null) return NOTHING;
  if (state.submissions > 1) return recordUnknownOutcome(state, `${DECLINED_ON_REPEAT}: ${code}`);
  return ok([{ type: 'PayoutFailed', data: { payoutId: state.request.payoutId, code, message, evidence } }]);
}

function recordUnknownOutcome(state: Existing, reason: string): Decision {
  if (state.status === 'requested' || state.status === 'rejected') return refuse('PAYOUT_NOT_SUBMITTED');
  if (isTerminal(state) || (state.status === 'unknown' && state.reason === reason)) return NOTHING;
  return ok([{ type: 'PayoutOutcomeUnknown', data: { payoutId: state.request.payoutId, reason } }]);
}

function recordCompletion(state: Existing, command: RecordCompletion): Decision {
  if (state.status === 'requested' || state.status === 'rejected') return refuse('PAYOUT_NOT_SUBMITTED');
  const { request } = state;
  if (isTerminal(state)) {
    return agreesWithCompletion(state, command)
      ? NOTHING
      : contradict(state, 'COMPLETED', describeCompletion(command), command.evidence);
  }
  if (command.currency !== request.currency || command.amountMinor !== request.amountMinor) {
    return refuse('AMOUNT_DIFFERS');
  }
  const feeAmountMinor = command.feeAmountMinor ?? request.expectedFeeAmountMinor;
  const finalAmountMinor = request.amountMinor + feeAmountMinor;
  // Neither could be booked: the account refuses the one, event JSON cannot carry the other.
  if (feeAmountMinor < 0n || finalAmountMinor > MAX_AMOUNT_MINOR) return refuse('FEE_INVALID');
  const data: PayoutCompleted = {
    payoutId: request.payoutId,
    endToEndId: command.endToEndId,
    currency: request.currency,
    originalAmountMinor: request.amountMinor,
    feeAmountMinor,
    finalAmountMinor,
    providerTime: command.providerTime,
    evidence: command.evidence,
  };
  return ok([{ type: 'PayoutCompleted', data }]);
}

function recordFailure(state: Existing, command: CommandOf<'RecordFailure'>): Decision {
  if (state.status === 'requested' || state.status === 'rejected') return refuse('PAYOUT_NOT_SUBMITTED');
  const { code, message, evidence } = command;
  if (state.status === 'failed') return NOTHING;
  if (state.status === 'completed') return contradict(state, 'FAILED', `failed with ${code}`, evidence);
  return ok([{ type: 'PayoutFailed', data: { payoutId: state.request.payoutId, code, message, evidence } }]);
}

function agreesWithCompletion(state: Terminal, command: RecordCompletion): boolean {
  if (state.status !== 'completed') return false;
  const { outcome } = state;
  const sameFee = command.feeAmountMinor === null || command.feeAmountMinor === outcome.feeAmountMinor;
  const sameId =
    command.endToEndId === null || outcome.endToEndId === null || command.endToEndId === outcome.endToEndId;
  const sameAmount =
    command.amountMinor === outcome.originalAmountMinor && command.currency === outcome.currency;
  return sameFee && sameId && sameAmount;
}

function contradict(
  state: Terminal,
  claimed: PayoutOutcomeContradicted['claimed'],
  detail: string,
  evidence: Evidence,
): Decision {
  if (state.contradictedBy.includes(evidenceId(evidence))) return NOTHING;
  const stands = state.status === 'completed' ? 'COMPLETED' : 'FAILED';
  const data = { payoutId: state.request.payoutId, stands, claimed, detail, evidence } as const;
  return ok([{ type: 'PayoutOutcomeContradicted', data }]);
}

const describeCompletion = (command: RecordCompletion): string =>
  `completed as ${command.endToEndId ?? 'no endToEndId'} with ${command.amountMinor} ${command.currency} minor units`;

const evidenceId = (evidence: Evidence): string =>
  evidence.kind === 'notification' ? evidence.eventId : evidence.answerHash;

function afterSubmission(state: Underway | Terminal, event: PayoutEvent): PayoutState {
  const { request, providerKey, webhookUrl, submissions, providerId } = state;
  const sent = { request, providerKey, webhookUrl, submissions, providerId };
  const contradictedBy = isTerminal(state) ? state.contradictedBy : [];
  switch (event.type) {
    case 'PayoutSubmitted':
      return { ...sent, status: 'submitted', providerId: event.data.providerId };
    case 'PayoutSubmissionRepeated':
      return { ...state, submissions: event.data.submission };
    case 'PayoutOutcomeUnknown':
      return { ...sent, status: 'unknown', reason: event.data.reason };
    case 'PayoutCompleted':
      return { ...sent, status: 'completed', outcome: event.data, contradictedBy };
    case 'PayoutFailed':
      return { ...sent, status: 'failed', outcome: event.data, contradictedBy };
    case 'PayoutOutcomeContradicted':
      return isTerminal(state)
        ? { ...state, contradictedBy: [...contradictedBy, evidenceId(event.data.evidence)] }
        : state;
    default:
      return state;
  }
}
