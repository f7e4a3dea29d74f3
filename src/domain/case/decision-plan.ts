import { unreachable } from '../../shared/invariant';
import { MAX_AMOUNT_MINOR } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import type { SuspenseBooked } from '../account/events';
import type { CaseEvidence, Claim, ClaimedCompletion } from '../payout/events';
import { payout, type PayoutCommand, type PayoutRefusal, type PayoutState } from '../payout/payout';
import { isTerminal, wasSubmitted, type CommandOf } from '../payout/state';
import type { CaseDecision, CaseOpened } from './events';

/** What a decision would do: the payout's commands in their order, then what is booked on its account. */
export interface CasePlan {
  readonly commands: readonly PayoutCommand[];
  /** What the customer pays of what is on suspense for a charge above the hold. */
  readonly chargeMinor?: bigint;
  readonly suspense: Pick<SuspenseBooked, 'amountMinor' | 'direction'> | null;
}

/** Why a decision cannot be carried out as things stand. */
export type PlanRefusal =
  | PayoutRefusal
  | 'NO_PAYOUT'
  | 'PAYOUT_DIFFERS'
  | 'PROVIDER_DIFFERS'
  | 'EVIDENCE_NOT_DECISIVE'
  | 'AMOUNT_INVALID';

export interface PlanInput {
  readonly opened: Pick<CaseOpened, 'kind'>;
  readonly decision: CaseDecision;
  /** Of the payout that the case, or the decision, names. */
  readonly state: PayoutState;
  /** What the case's evidence says; null where it says nothing that could be accepted. */
  readonly claim: Claim | null;
  /** What the outcome will rest on. */
  readonly evidence: CaseEvidence;
}

const MARKED_FAILED = 'MARKED_FAILED';
const WRITTEN_OFF = 'WRITTEN_OFF';

const NOTHING_TO_DO: CasePlan = { commands: [], suspense: null };

/**
 * Returns what a decision on a case does, or why it is not possible. The planner runs before the decision is proposed
 * and again when it is carried out. After the decision is carried out the plan is empty, so a repeat does no harm.
 */
export function planDecision(input: PlanInput): Result<CasePlan, PlanRefusal> {
  const { decision, state } = input;
  switch (decision.type) {
    case 'DISMISS':
      return ok(NOTHING_TO_DO);
    case 'MARK_PAID': {
      const { endToEndId, feeAmountMinor } = decision;
      return planIfAccepted(state, [
        { type: 'MarkPaid', endToEndId, feeAmountMinor, providerTime: null, ...evidenceFields(input) },
      ]);
    }
    case 'MARK_FAILED':
      return planIfAccepted(state, [markFailed(MARKED_FAILED, 'Decided on a case', evidenceFields(input))]);
    case 'CHARGE_CUSTOMER':
      return chargeCustomer(state, decision.amountMinor);
    case 'SEND_AGAIN':
      return planIfAccepted(state, [{ type: 'DecideRepeat', evidence: input.evidence }]);
    case 'WRITE_OFF':
      return writeOff(input, decision);
    case 'ACCEPT_EVIDENCE':
      return acceptEvidence(input);
    case 'REVERSE_DEPOSIT':
    case 'REOPEN_ACCOUNT':
      // It is about no payout: the account itself says what is possible.
      return refuse('NO_PAYOUT');
    default:
      return unreachable(decision);
  }
}

/** Who decides on an unknown outcome has not seen the one that may have come since, and does not mean to undo it. */
const mayReplaceOutcome = ({ opened }: PlanInput): boolean => opened.kind !== 'OUTCOME_UNKNOWN';

type EvidenceFields = Pick<CommandOf<'MarkFailed'>, 'evidence' | 'underWayOnly'>;

const evidenceFields = (input: PlanInput): EvidenceFields =>
  mayReplaceOutcome(input) ? { evidence: input.evidence } : { evidence: input.evidence, underWayOnly: true };

/** What is on suspense and what is available only the account knows: it refuses what goes beyond either. */
function chargeCustomer(state: PayoutState, chargeMinor: bigint): Result<CasePlan, PlanRefusal> {
  if (state.status === 'none') return refuse('PAYOUT_NOT_FOUND');
  if (state.status !== 'completed') return refuse('PAYOUT_NOT_COMPLETED');
  return ok({ commands: [], suspense: null, chargeMinor });
}

/** A payout under way fails with it: its customer has the hold back, and the house carries the doubt. */
function writeOff(
  input: PlanInput,
  { amountMinor, direction }: Extract<CaseDecision, { type: 'WRITE_OFF' }>,
): Result<CasePlan, PlanRefusal> {
  const { state, evidence } = input;
  if (amountMinor <= 0n || amountMinor > MAX_AMOUNT_MINOR) return refuse('AMOUNT_INVALID');
  if (state.status === 'none') return refuse('PAYOUT_NOT_FOUND');
  if (!wasSubmitted(state)) return refuse('PAYOUT_NOT_SUBMITTED');
  const suspense = { amountMinor, direction };
  if (isTerminal(state) && (mayReplaceOutcome(input) || state.decidedBy.includes(evidence.decisionEventId)))
    return ok({ commands: [], suspense });
  // Only what is still under way then: an outcome that comes in between has booked the money already.
  const words = 'Written off by a decision on a case';
  const failing = planIfAccepted(state, [markFailed(WRITTEN_OFF, words, { evidence, underWayOnly: true })]);
  return failing.ok ? ok({ ...failing.value, suspense }) : failing;
}

function acceptEvidence({ opened, state, claim, evidence }: PlanInput): Result<CasePlan, PlanRefusal> {
  // The charge is booked already, and the house bears it from now on.
  if (opened.kind === 'FEE_ABOVE_HOLD') return ok(NOTHING_TO_DO);
  if (claim === null) return refuse('EVIDENCE_NOT_DECISIVE');
  if (state.status === 'none') return refuse('PAYOUT_NOT_FOUND');
  const { amountMinor } = state.request;
  switch (claim.kind) {
    case 'completed':
      return claim.amountMinor === amountMinor
        ? planIfAccepted(state, [markPaid(claim, evidence)])
        : refuse('AMOUNT_DIFFERS');
    case 'failed':
      return planIfAccepted(state, [markFailed(claim.code, claim.message, { evidence })]);
    case 'returned': {
      const { returned, completion } = claim;
      // Of a payment that stands the words need prove nothing: people have seen what the part is that came back.
      const isProof = state.status !== 'completed' && completion !== null;
      if (isProof && completion.amountMinor !== amountMinor) return refuse('AMOUNT_DIFFERS');
      const record = { type: 'RecordReturn', ...returned, evidence } as const;
      return planIfAccepted(state, [...paidBefore(state, completion, evidence), record]);
    }
    default:
      return unreachable(claim);
  }
}

/** What came back was paid: also where the payout is taken for failed, or the words themselves say so. */
function paidBefore(
  state: PayoutState,
  completion: ClaimedCompletion | null,
  evidence: CaseEvidence,
): PayoutCommand[] {
  if (state.status === 'completed') return [];
  if (completion !== null) return [markPaid(completion, evidence)];
  const unnamed = { endToEndId: null, feeAmountMinor: null, providerTime: null };
  return state.status === 'failed' ? [{ type: 'MarkPaid', ...unnamed, evidence }] : [];
}

const markPaid = (completion: ClaimedCompletion, evidence: CaseEvidence): PayoutCommand => {
  const { endToEndId, feeAmountMinor, providerTime } = completion;
  return { type: 'MarkPaid', endToEndId, feeAmountMinor, providerTime, evidence };
};

const markFailed = (code: string, message: string, rest: EvidenceFields): PayoutCommand => ({
  type: 'MarkFailed',
  code,
  message,
  ...rest,
});

/** The commands, if the payout takes them one after another. */
function planIfAccepted(
  state: PayoutState,
  commands: readonly PayoutCommand[],
): Result<CasePlan, PlanRefusal> {
  let current = state;
  for (const command of commands) {
    const decided = payout.decide(current, command);
    if (!decided.ok) return decided;
    current = decided.value.reduce(payout.evolve, current);
  }
  return ok({ commands, suspense: null });
}
