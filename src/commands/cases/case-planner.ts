import { account, type AccountRefusal } from '../../domain/account/account';
import type { CommandOf } from '../../domain/account/state';
import type { CaseDecision, CaseOpened, ReverseDepositDecision } from '../../domain/case/events';
import { planDecision, type CasePlan, type PlanRefusal } from '../../domain/case/decision-plan';
import type { NotificationEvent, NotificationReceived } from '../../domain/notification/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { CaseEvidence, Claim } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { EventStore } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { streamName } from '../../event-store/stream-names';
import { refuse, ok, type Result } from '../../shared/result';
import type { AccountWriters } from '../accounts/account-writers';
import type { LoadedPayout, PayoutRepository } from '../payouts/payout-repository';

/** What a stored notification says in figures; null where it decides nothing. Pure: the provider's own reading. */
export type ReadClaim = (received: NotificationReceived) => Claim | null;

/** A decision that is possible, and the payout it is about; undefined where none is needed. */
export interface PlannedDecision {
  readonly payout: LoadedPayout | undefined;
  readonly plan: CasePlan;
}

interface CaseClaim {
  readonly claim: Claim | null;
  /** Who said it; null where the case rests on no notification. */
  readonly provider: ProviderName | null;
}

const NO_CLAIM: CaseClaim = { claim: null, provider: null };

/** Finds what a decision would do: reads the payout and the case's evidence, and lets the domain plan. */
export class CasePlanner {
  constructor(
    private readonly store: EventStore,
    private readonly payouts: PayoutRepository,
    private readonly accounts: Pick<AccountWriters, 'state'>,
    private readonly readClaim: ReadClaim,
  ) {}

  /** The client that asked for the payout that the case, or the decision, names; null where neither names one. @throws {Fault} */
  async requesterOf({ payoutId }: CaseOpened, decision: CaseDecision): Promise<string | null> {
    const named = payoutId ?? (decision.type === 'ACCEPT_EVIDENCE' ? decision.payoutId : null);
    if (named === null) return null;
    const { state } = await this.payouts.read(named);
    return state.status === 'none' ? null : state.request.clientId;
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
    const accepted = decision.type === 'ACCEPT_EVIDENCE' ? await this.claimOf(opened) : NO_CLAIM;
    if (state.status !== 'none' && accepted.provider !== null && accepted.provider !== state.request.provider)
      return refuse('PROVIDER_DIFFERS');
    const planned = planDecision({ opened, decision, state, claim: accepted.claim, evidence });
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

  /** What the event that opened the case claims. */
  private async claimOf({ cause }: CaseOpened): Promise<CaseClaim> {
    const received = new Map<string, NotificationReceived>();
    const stream = streamName<NotificationEvent | PayoutStreamEvent>(cause.streamId);
    for await (const { id, body } of readEvents(this.store, stream)) {
      if (body.type === 'ProviderNotificationReceived') received.set(id, body.data);
      if (id !== cause.eventId) continue;
      if (body.type === 'PayoutOutcomeContradicted')
        return { claim: body.data.claim ?? null, provider: null };
      if (body.type !== 'NotificationQuarantined') return NO_CLAIM;
      const data = received.get(body.data.receivedEventId);
      return data ? { claim: this.readClaim(data), provider: data.provider } : NO_CLAIM;
    }
    return NO_CLAIM;
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
