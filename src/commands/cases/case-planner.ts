import { account, type AccountRefusal } from '../../domain/account/account';
import type { CommandOf } from '../../domain/account/state';
import { amountAskedBy, boundOf } from '../../domain/case/decision-bound';
import type {
  CaseDecision,
  CaseOpened,
  DecisionBound,
  ReverseDepositDecision,
} from '../../domain/case/events';
import { planDecision, type CasePlan, type PlanRefusal } from '../../domain/case/decision-plan';
import type { CaseEvidence, PayoutRequested } from '../../domain/payout/events';
import type { EventStore } from '../../event-store/event-store';
import { refuse, ok, type Result } from '../../shared/result';
import type { AccountWriters } from '../accounts/account-writers';
import type { LoadedPayout, PayoutRepository } from '../payouts/payout-repository';
import { CaseCauses, type ReadClaim } from './case-cause';

/** A decision that is possible, and the payout it is about; undefined where none is needed. */
export interface PlannedDecision {
  readonly payout: LoadedPayout | undefined;
  readonly plan: CasePlan;
}

/** Finds what a decision would do: reads the payout and the case's evidence, and lets the domain plan. */
export class CasePlanner {
  private readonly causes: CaseCauses;

  constructor(
    store: EventStore,
    private readonly payouts: PayoutRepository,
    private readonly accounts: Pick<AccountWriters, 'state'>,
    readClaim: ReadClaim,
  ) {
    this.causes = new CaseCauses(store, readClaim);
  }

  /** The client that asked for the payout that the case, or the decision, names; null where neither names one. @throws {Fault} */
  async requesterOf({ payoutId }: CaseOpened, decision: CaseDecision): Promise<string | null> {
    const named = payoutId ?? (decision.type === 'ACCEPT_EVIDENCE' ? decision.payoutId : null);
    return (await this.requestOf(named))?.clientId ?? null;
  }

  /** The most that the case's evidence bears; null where the decision names no amount, or nothing bears one. @throws {Fault} */
  async boundFor(opened: CaseOpened, decision: CaseDecision): Promise<DecisionBound | null> {
    if (amountAskedBy(decision) === null) return null;
    const { figures } = await this.causes.read(opened);
    return boundOf(decision, figures, await this.requestOf(opened.payoutId));
  }

  private async requestOf(payoutId: string | null): Promise<PayoutRequested | null> {
    if (payoutId === null) return null;
    const { state } = await this.payouts.read(payoutId);
    return state.status === 'none' ? null : state.request;
  }

  /** @throws {Fault} */
  async plan(
    opened: CaseOpened,
    decision: CaseDecision,
    evidence: CaseEvidence,
  ): Promise<Result<PlannedDecision, PlanRefusal | AccountRefusal>> {
    if (decision.type === 'DISMISS') return ok({ payout: undefined, plan: { commands: [], suspense: null } });
    if (decision.type === 'REVERSE_DEPOSIT') return this.planReversal(opened, decision);
    if (decision.type === 'REOPEN_ACCOUNT') return this.planReopening(opened, decision.accountId);
    const named = decision.type === 'ACCEPT_EVIDENCE' ? decision.payoutId : null;
    if (named !== null && opened.payoutId !== null && named !== opened.payoutId)
      return refuse('PAYOUT_DIFFERS');
    const payoutId = opened.payoutId ?? named;
    if (payoutId === null) return refuse('NO_PAYOUT');
    const payout = await this.payouts.read(payoutId);
    const { state } = payout;
    const accepted = decision.type === 'ACCEPT_EVIDENCE' ? await this.causes.read(opened) : null;
    const { claim = null, provider = null } = accepted ?? {};
    if (state.status !== 'none' && provider !== null && provider !== state.request.provider)
      return refuse('PROVIDER_DIFFERS');
    const planned = planDecision({ opened, decision, state, claim, evidence });
    return planned.ok ? ok({ payout, plan: planned.value }) : planned;
  }

  /** The account itself says whether the deposit can be taken back. */
  private async planReversal(
    { caseId }: CaseOpened,
    decision: ReverseDepositDecision,
  ): Promise<Result<PlannedDecision, AccountRefusal>> {
    const state = await this.accounts.state(decision.accountId);
    const people = { reason: '', proposedBy: '', confirmedBy: '' };
    const reversed = account.decide(state, { ...reverseDeposit(caseId, decision), ...people });
    return reversed.ok ? ok({ payout: undefined, plan: { commands: [], suspense: null } }) : reversed;
  }

  private async planReopening(
    { caseId }: CaseOpened,
    accountId: string,
  ): Promise<Result<PlannedDecision, AccountRefusal>> {
    const state = await this.accounts.state(accountId);
    const people = { reason: '', proposedBy: '', confirmedBy: '' };
    const reopened = account.decide(state, { type: 'ReopenAccount', caseId, ...people });
    return reopened.ok ? ok({ payout: undefined, plan: { commands: [], suspense: null } }) : reopened;
  }
}

/** What a decision on a deposit orders; who decided it, and why, is added from the case. */
export const reverseDeposit = (
  caseId: string,
  { depositId, amountMinor, overdraftMinor }: ReverseDepositDecision,
): Omit<CommandOf<'ReverseDeposit'>, 'reason' | 'proposedBy' | 'confirmedBy'> => ({
  type: 'ReverseDeposit',
  caseId,
  depositId,
  amountMinor,
  overdraftMinor,
});
