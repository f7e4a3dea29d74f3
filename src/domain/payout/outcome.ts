import { MAX_AMOUNT_MINOR } from '../../shared/money';
import { ok, refuse } from '../../shared/result';
import type { CaseEvidence, Claim, Evidence, PayoutCompleted, PayoutOutcomeContradicted } from './events';
import {
  evidenceId,
  isTerminal,
  NOTHING,
  wasSubmitted,
  type CommandOf,
  type Decision,
  type Existing,
  type MarkPaid,
  type RecordCompletion,
  type Submitted,
  type Terminal,
} from './state';

export function recordCompletion(state: Existing, command: RecordCompletion): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { request } = state;
  if (isTerminal(state)) {
    return agreesWithCompletion(state, command)
      ? NOTHING
      : contradict(state, 'COMPLETED', describeCompletion(command), command.evidence, claimOf(command));
  }
  if (command.currency !== request.currency || command.amountMinor !== request.amountMinor) {
    return refuse('AMOUNT_DIFFERS');
  }
  return completed(state, command);
}

export function recordFailure(state: Existing, command: CommandOf<'RecordFailure'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { code, message, evidence } = command;
  if (state.status === 'failed') return NOTHING;
  if (state.status === 'completed')
    return contradict(state, 'FAILED', `failed with ${code}`, evidence, { kind: 'failed', code, message });
  return ok([{ type: 'PayoutFailed', data: { payoutId: state.request.payoutId, code, message, evidence } }]);
}

/** By decision: also against an outcome that stands. What was paid is the amount of the request. */
export function markPaid(state: Existing, command: MarkPaid): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if (wasDecidedBy(state, command.evidence)) return NOTHING;
  if (command.underWayOnly && isTerminal(state)) return refuse('OUTCOME_STANDS');
  if (state.status !== 'completed') return completed(state, command);
  const { endToEndId, feeAmountMinor } = command;
  const fee = feeAmountMinor ?? state.request.expectedFeeAmountMinor;
  const { outcome } = state;
  const sameId = endToEndId === null || outcome.endToEndId === null || endToEndId === outcome.endToEndId;
  return fee === outcome.feeAmountMinor && sameId ? NOTHING : refuse('OUTCOME_STANDS');
}

/** By decision: also against an outcome that stands, unless some of the money has come back already. */
export function markFailed(state: Existing, command: CommandOf<'MarkFailed'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if (wasDecidedBy(state, command.evidence)) return NOTHING;
  if (command.underWayOnly && isTerminal(state)) return refuse('OUTCOME_STANDS');
  if (state.status === 'failed') return NOTHING;
  if (state.status === 'completed' && state.returns.length > 0) return refuse('PAYOUT_RETURNED');
  const { code, message, evidence } = command;
  return ok([{ type: 'PayoutFailed', data: { payoutId: state.request.payoutId, code, message, evidence } }]);
}

/** Evidence against an outcome that stands, once. */
export function contradict(
  state: Terminal,
  claimed: PayoutOutcomeContradicted['claimed'],
  detail: string,
  evidence: Evidence,
  claim?: Claim,
): Decision {
  if (state.contradictedBy.includes(evidenceId(evidence))) return NOTHING;
  const stands = state.status === 'completed' ? 'COMPLETED' : 'FAILED';
  // People may accept what is claimed against the opposite; of the same outcome in other figures there is nothing to take.
  const acceptable = claim && (claimed === 'RETURNED' || claimed !== stands) ? { claim } : {};
  const data = {
    payoutId: state.request.payoutId,
    stands,
    claimed,
    detail,
    ...acceptable,
    evidence,
  } as const;
  return ok([{ type: 'PayoutOutcomeContradicted', data }]);
}

/** The decision has had its effect; what has happened since is not undone by carrying it out once more. */
const wasDecidedBy = (state: Submitted, evidence: CaseEvidence): boolean =>
  isTerminal(state) && state.decidedBy.includes(evidence.decisionEventId);

const claimOf = ({ endToEndId, amountMinor, feeAmountMinor, providerTime }: RecordCompletion): Claim => ({
  kind: 'completed',
  endToEndId,
  amountMinor,
  feeAmountMinor,
  providerTime,
});

type Completion = Pick<RecordCompletion, 'endToEndId' | 'feeAmountMinor' | 'providerTime' | 'evidence'>;

function completed({ request }: Submitted, completion: Completion): Decision {
  const feeAmountMinor = completion.feeAmountMinor ?? request.expectedFeeAmountMinor;
  const finalAmountMinor = request.amountMinor + feeAmountMinor;
  // Neither could be booked: the account refuses the one, event JSON cannot carry the other.
  if (feeAmountMinor < 0n || finalAmountMinor > MAX_AMOUNT_MINOR) return refuse('FEE_INVALID');
  const { endToEndId, providerTime, evidence } = completion;
  const data: PayoutCompleted = {
    payoutId: request.payoutId,
    endToEndId,
    currency: request.currency,
    originalAmountMinor: request.amountMinor,
    feeAmountMinor,
    finalAmountMinor,
    providerTime,
    evidence,
  };
  return ok([{ type: 'PayoutCompleted', data }]);
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

const describeCompletion = (command: RecordCompletion): string =>
  `completed as ${command.endToEndId ?? 'no endToEndId'} with ${command.amountMinor} ${command.currency} minor units`;
