import type { AccountWriters } from '../../commands/accounts/account-writers';
import { reverseDeposit, type CasePlanner, type PlannedDecision } from '../../commands/cases/case-planner';
import type { CaseRepository, LoadedCase } from '../../commands/cases/case-repository';
import type { LoadedPayout, PayoutRepository } from '../../commands/payouts/payout-repository';
import type { AccountCommand } from '../../domain/account/account';
import type { SuspenseBooked } from '../../domain/account/events';
import type { CaseCommand, CaseState } from '../../domain/case/case';
import type { CaseDecision, ReverseDepositDecision } from '../../domain/case/events';
import type { CasePlan } from '../../domain/case/decision-plan';
import type { PayoutCommand } from '../../domain/payout/payout';
import type { Cause } from '../../event-store/new-events';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';
import { ok, refuse, type Result } from '../../shared/result';
import type { CaseOpener } from './case-opener';
import type { ReportRecorder } from '../exchanges/report-recorder';
import type { AccountSettlement } from '../accounts/account-settlement';

export interface ExecutorParts {
  readonly cases: CaseRepository;
  readonly planner: CasePlanner;
  readonly payouts: PayoutRepository;
  readonly reports: ReportRecorder;
  readonly accounts: AccountWriters;
  readonly settlement: AccountSettlement;
  readonly caseOpener: CaseOpener;
  readonly clock: Clock;
  readonly logger: Logger;
}

type ReopenDecision = Extract<CaseDecision, { type: 'REOPEN_ACCOUNT' }>;
type Confirmed = Extract<CaseState, { status: 'confirmed' }>;

const MAX_ROUNDS = 12;

/** Carries out what people decided on a case. It can be repeated with one effect; a decision that can't be done opens the case again. */
export class CaseExecutor {
  constructor(private readonly parts: ExecutorParts) {}

  /** @throws {Fault} The event store does not answer; the caller carries the decision out again later. */
  async execute(caseId: string): Promise<void> {
    const loaded = await this.parts.cases.load(caseId);
    const { state, confirmedEventId } = loaded;
    if (state.status === 'none') throw new Fault('event store', `Case ${caseId} cannot be read`);
    if (state.status !== 'confirmed') return this.resolveIfSettled(loaded);
    invariant(confirmedEventId, `Case ${caseId} was confirmed by no event`);
    const done = await this.carryOut(state, confirmedEventId);
    const now = this.parts.clock.now().toISOString();
    if (done.ok) {
      const { type: resolution } = state.decision;
      return this.close(loaded, confirmedEventId, { type: 'ResolveCase', resolution, now });
    }
    const { refusal } = done;
    this.parts.logger.error({ caseId, refusal }, 'what was decided on a case cannot be carried out');
    await this.close(loaded, confirmedEventId, { type: 'FailDecision', refusal });
    await this.resolveIfSettled(loaded);
  }

  private async carryOut(state: Confirmed, decisionEventId: string): Promise<Result<null, string>> {
    const { opened, decision } = state;
    if (decision.type === 'REVERSE_DEPOSIT' || decision.type === 'REOPEN_ACCOUNT')
      return this.changeAccount(state, decision, decisionEventId);
    const { caseId } = opened;
    const evidence = { kind: 'case', caseId, decisionEventId } as const;
    const planned = await this.parts.planner.plan(opened, decision, evidence);
    if (!planned.ok) return planned;
    const { payout, plan } = planned.value;
    if (!payout || payout.state.status === 'none') return ok(null);
    const { payoutId } = payout.state.request;
    const cause = { causationId: decisionEventId, correlationId: payoutId, actor: 'saga' };
    const changed = await this.change(payout, plan, cause);
    if (!changed.ok) return changed;
    return this.bookPlan(caseId, planned.value, cause);
  }

  /** The decision is about the account itself. */
  private async changeAccount(
    { opened: { caseId }, reason, proposedBy, confirmedBy }: Confirmed,
    decision: ReverseDepositDecision | ReopenDecision,
    decisionEventId: string,
  ): Promise<Result<null, string>> {
    const { accountId } = decision;
    const cause = { causationId: decisionEventId, correlationId: accountId, actor: 'saga' };
    const ordered =
      decision.type === 'REOPEN_ACCOUNT'
        ? ({ type: 'ReopenAccount', caseId } as const)
        : reverseDeposit(caseId, decision);
    const command = { ...ordered, reason, proposedBy, confirmedBy };
    const answer = await this.parts.accounts.execute(accountId, command, cause);
    return answer.ok ? ok(null) : answer;
  }

  private async change(payout: LoadedPayout, plan: CasePlan, cause: Cause): Promise<Result<null, string>> {
    invariant(payout.state.status !== 'none', 'A plan without a payout has no commands');
    const { payoutId, provider } = payout.state.request;
    for (const command of plan.commands) {
      const { reports, payouts } = this.parts;
      if (!(await reports.reserveEndToEndId(provider, endToEndIdIn(command), payoutId, cause)))
        return refuse('END_TO_END_ID_BELONGS_TO_ANOTHER_PAYOUT');
      if (
        command.type === 'RecordReturn' &&
        !(await reports.reserveReturn(provider, command, payoutId, cause))
      )
        return refuse('RETURN_BELONGS_TO_ANOTHER_PAYOUT');
      const changed = await payouts.change(payoutId, command, cause);
      if (!changed.ok) return changed;
    }
    return ok(null);
  }

  /** The account is settled first: then the hold is closed, and suspense has the excess. */
  private async bookPlan(
    caseId: string,
    { payout, plan }: PlannedDecision,
    cause: Cause,
  ): Promise<Result<null, string>> {
    invariant(payout && payout.state.status !== 'none', 'Nothing is booked without a payout');
    const { accountId, payoutId, provider, currency } = payout.state.request;
    const command = bookingOf(plan, { payoutId, caseId, provider, currency });
    if (!command) return ok(null);
    await this.settleAccount(payoutId);
    const answer = await this.parts.accounts.execute(accountId, command, cause);
    return answer.ok ? ok(null) : answer;
  }

  private async settleAccount(payoutId: string): Promise<void> {
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1)
      if (await this.parts.settlement.settle(await this.parts.payouts.read(payoutId))) return;
    throw new Fault('event store', `Payout ${payoutId} is written by too many at once`);
  }

  /** Where another process has closed the case, this changes nothing. */
  private async close(
    { state }: LoadedCase,
    decisionEventId: string,
    command: Extract<CaseCommand, { type: 'ResolveCase' | 'FailDecision' }>,
  ): Promise<void> {
    invariant(state.status !== 'none', 'A case without a stream cannot be closed');
    const { caseId, payoutId, cause } = state.opened;
    const correlationId = payoutId ?? cause.streamId;
    const by = { causationId: decisionEventId, correlationId, actor: 'saga' };
    await this.parts.cases.change(caseId, command, by);
  }

  /** Evidence can arrive while people decide. It resolves the case once their decision is done. */
  private async resolveIfSettled({ state }: LoadedCase): Promise<void> {
    if (state.status === 'none' || state.opened.payoutId === null) return;
    if (state.opened.kind !== 'OUTCOME_UNKNOWN') return;
    await this.parts.caseOpener.resolveByEvidence(await this.parts.payouts.read(state.opened.payoutId));
  }
}

type Named = Pick<SuspenseBooked, 'payoutId' | 'caseId' | 'provider' | 'currency'>;

function bookingOf({ suspense, chargeMinor }: CasePlan, named: Named): AccountCommand | undefined {
  if (chargeMinor !== undefined) return { type: 'ChargeExcess', ...named, amountMinor: chargeMinor };
  return suspense ? { type: 'BookSuspense', ...named, ...suspense } : undefined;
}

const endToEndIdIn = (command: PayoutCommand): string | null =>
  command.type === 'MarkPaid' ? command.endToEndId : null;
