import { MAX_AMOUNT_MINOR } from '../../shared/money';
import { ok, refuse } from '../../shared/result';
import {
  stillPolledId,
  hasFailed,
  isPaidUnder,
  isReportedPaid,
  mayPayUnderAnotherId,
  openAcceptanceId,
  unknownProviderId,
} from './acceptances';
import { contradict } from './contradiction';
import type { CaseEvidence, Claim, PayoutAcceptanceEnded, PayoutCompleted } from './events';
import {
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

/** The reason of an unknown outcome: the provider names a second id for the one order. */
const FURTHER_ID = 'PROVIDER_ID_DIFFERS';

export function recordCompletion(state: Existing, command: RecordCompletion): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { request } = state;
  const { providerId, evidence } = command;
  const detail = describeCompletion(command);
  if (isTerminal(state)) {
    if (!agreesWithCompletion(state, command))
      return contradict(state, {
        claimed: 'COMPLETED',
        detail,
        claim: claimOf(command),
        evidence,
        providerId,
      });
    // Only where there are several is there anything left to learn of the one that was paid.
    const asked = stillPolledId(state, providerId);
    return asked ? recordAcceptanceEnd(state, asked, { outcome: 'COMPLETED', detail, evidence }) : NOTHING;
  }
  if (command.currency !== request.currency || command.amountMinor !== request.amountMinor)
    return refuse('AMOUNT_DIFFERS');
  const further = unknownProviderId(state, providerId);
  return further ? recordSecondAcceptance(state, further, true) : completionEvents(state, command);
}

/** While another id may pay, the failure of one is not the payout's: the hold stays. */
export function recordFailure(state: Existing, command: CommandOf<'RecordFailure'>): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const { code, message, providerId, evidence } = command;
  const detail = `failed with ${code}`;
  const one = (id: string) => recordAcceptanceEnd(state, id, { outcome: 'FAILED', detail, evidence });
  const asked = stillPolledId(state, providerId);
  if (state.status === 'failed') return asked ? one(asked) : NOTHING;
  if (unknownProviderId(state, providerId)) return refuse('PROVIDER_ID_DIFFERS');
  const another = mayPayUnderAnotherId(state, providerId);
  const open = openAcceptanceId(state, providerId);
  if (state.status === 'completed') {
    if (another && open) return one(open);
    if (hasFailed(state, providerId)) return NOTHING;
    const claim = { kind: 'failed', code, message } as const;
    return contradict(state, { claimed: 'FAILED', detail, claim, evidence, providerId });
  }
  // The two notifications came in the wrong order, or contradict each other. The provider's answer decides.
  if (evidence.kind === 'notification' && isReportedPaid(state, providerId)) return NOTHING;
  if (another && state.acceptances.length > 1) {
    if (!providerId) return refuse('PROVIDER_ID_DIFFERS');
    return open ? one(open) : NOTHING;
  }
  const data = { payoutId: state.request.payoutId, code, message, ...providerIdField(providerId), evidence };
  return ok([{ type: 'PayoutFailed', data }]);
}

const providerIdField = (providerId: string | null | undefined): { providerId?: string } =>
  providerId ? { providerId } : {};

/** By decision: also against an outcome that stands. What was paid is the amount of the request. */
export function markPaid(state: Existing, command: MarkPaid): Decision {
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  if (wasDecidedBy(state, command.evidence)) return NOTHING;
  if (command.underWayOnly && isTerminal(state)) return refuse('OUTCOME_STANDS');
  if (state.status !== 'completed') return completionEvents(state, command);
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

/** A further id: the order may have been taken twice. The hold stays until each has come to its end. */
export function recordSecondAcceptance(
  { request }: Submitted,
  providerId: string,
  reportedPaid?: true,
): Decision {
  const { payoutId } = request;
  const data = {
    payoutId,
    reason: FURTHER_ID,
    needsPerson: true,
    providerId,
    ...(reportedPaid && { reportedPaid }),
  };
  return ok([{ type: 'PayoutOutcomeUnknown', data }]);
}

function recordAcceptanceEnd(
  { request }: Submitted,
  providerId: string,
  end: Pick<PayoutAcceptanceEnded, 'outcome' | 'detail' | 'evidence'>,
): Decision {
  return ok([{ type: 'PayoutAcceptanceEnded', data: { payoutId: request.payoutId, providerId, ...end } }]);
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

type Completion = Pick<
  RecordCompletion,
  'endToEndId' | 'feeAmountMinor' | 'providerTime' | 'providerId' | 'evidence'
>;

function completionEvents({ request }: Submitted, completion: Completion): Decision {
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
    ...providerIdField(completion.providerId),
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
  return sameFee && sameId && sameAmount && isPaidUnder(state, command.providerId);
}

const describeCompletion = (command: RecordCompletion): string => {
  const { endToEndId, amountMinor, feeAmountMinor, currency } = command;
  const fee = feeAmountMinor === null ? '' : ` and a fee of ${feeAmountMinor}`;
  return `completed as ${endToEndId ?? 'no endToEndId'} with ${amountMinor} ${currency} minor units${fee}`;
};
