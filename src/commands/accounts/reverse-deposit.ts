import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, type OpenedAccount } from '../../domain/account/account';
import { overdraftBy } from '../../domain/account/deposits';
import type { FundsDeposited } from '../../domain/account/events';
import type { ReverseDepositDecision } from '../../domain/case/events';
import type { MadeKey } from '../../domain/case/involvement';
import { EventStore } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { accountStream } from '../../event-store/stream-names';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { Bug, invariant } from '../../shared/invariant';
import { formatAmount, parseAmount } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { AccountWriters } from './account-writers';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type CaseDecisionResult, type Refusal } from '../results';
import { reverseDeposit } from '../cases/case-planner';
import { CaseRepository } from '../cases/case-repository';
import { keyReused } from '../cases/case-refusals';
import { decisionId, ResolveCase, ResolveCaseHandler } from '../cases/resolve-case';

export interface ReversalRequest {
  readonly accountId: string;
  readonly depositId: string;
  /** The deposit's own, so that each of the two has seen it. */
  readonly amount: string;
  /** How far below zero it may take what is available; null: not at all. */
  readonly overdraft: string | null;
  readonly reason: string;
}

/** Proposes to reverse a deposit. The same command from another person confirms it. */
export class ReverseDeposit extends Command<Result<CommandResult<CaseDecisionResult>, Refusal>> {
  constructor(
    readonly person: string,
    readonly idempotencyKey: string,
    readonly request: ReversalRequest,
    /** As in `ResolveCase`. */
    readonly madeKeys: readonly MadeKey[] | null,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

type ReverseDepositResult = Result<CommandResult<CaseDecisionResult>, Refusal>;

/** Opens the deposit's case and decides on it: two people, one decision, and the saga carries it out. */
@CommandHandler(ReverseDeposit)
export class ReverseDepositHandler implements ICommandHandler<ReverseDeposit> {
  constructor(
    private readonly store: EventStore,
    private readonly accounts: AccountWriters,
    private readonly cases: CaseRepository,
    private readonly resolveCase: ResolveCaseHandler,
    private readonly clock: Clock,
  ) {}

  async execute(command: ReverseDeposit): Promise<ReverseDepositResult> {
    const { person, idempotencyKey, request, madeKeys, origin } = command;
    const { accountId, depositId, reason } = request;
    const state = await this.accounts.state(accountId);
    if (!state) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const deposit = state.deposits.get(depositId);
    if (!deposit)
      return refuse(refusal('DEPOSIT_NOT_FOUND', `Account ${accountId} has no deposit ${depositId}`));
    const decision = decisionOf(request, deposit);
    if (!decision.ok) return decision;
    const { caseId, isAnswered } = await this.caseOf(command);
    const parts = [person, idempotencyKey, caseId, decision.value, reason, madeKeys, origin] as const;
    const resolving = new ResolveCase(...parts);
    if (!isAnswered) {
      // What is refused opens no case.
      const refused = refusalOf(state, caseId, decision.value);
      if (refused) return refuse(refused);
      if (await this.resolveCase.isReused(resolving)) return refuse(keyReused);
      await this.open(caseId, command, deposit);
    }
    return this.resolveCase.execute(resolving);
  }

  /** The deposit's case: a new one where the last one was dismissed, unless this very request was answered on it. */
  private async caseOf({ person, idempotencyKey, request }: ReverseDeposit) {
    const { accountId, depositId } = request;
    const causationId = decisionId(person, idempotencyKey);
    for (let number = 0; ; number += 1) {
      const caseId = derivedId('deposit-case', accountId, depositId, String(number));
      const { state } = await this.cases.load(caseId);
      const isAnswered = (await this.cases.findEarlierDecision(caseId, causationId)) !== undefined;
      const isOver = state.status === 'resolved' && state.resolution === 'DISMISS';
      if (isAnswered || !isOver) return { caseId, isAnswered };
    }
  }

  private async open(
    caseId: string,
    { person, origin }: ReverseDeposit,
    deposit: FundsDeposited,
  ): Promise<void> {
    const { accountId, depositId, amountMinor, currency } = deposit;
    const streamId = accountStream(accountId);
    const eventId = await this.eventOf(deposit);
    const detail = `deposit ${depositId} of ${formatAmount(amountMinor, currency)} ${currency} on account ${accountId} is said to be wrong`;
    const opened = {
      caseId,
      kind: 'DEPOSIT_CORRECTION',
      payoutId: null,
      cause: { eventId, streamId },
      detail,
      openedAt: this.clock.now().toISOString(),
    } as const;
    const cause = causeOfClient(person, origin, eventId, accountId);
    const result = await this.cases.change(caseId, { type: 'OpenCase', opened }, cause);
    invariant(result.ok, `Case ${caseId} could not be opened`);
  }

  /** The id of the event that booked the deposit. */
  private async eventOf({ accountId, depositId }: FundsDeposited): Promise<string> {
    for await (const { id, body } of readEvents(this.store, accountStream(accountId))) {
      if (body.type === 'FundsDeposited' && body.data.depositId === depositId) return id;
    }
    throw new Bug(`Deposit ${depositId} is on account ${accountId}, but not in its stream`);
  }
}

function decisionOf(
  { accountId, depositId, amount, overdraft }: ReversalRequest,
  { amountMinor, currency }: FundsDeposited,
): Result<ReverseDepositDecision, Refusal> {
  if (parseAmount(amount, currency) !== amountMinor)
    return refuse(refusal('AMOUNT_INVALID', 'amount must be the amount of the deposit'));
  const overdraftMinor = overdraft === null ? 0n : parseAmount(overdraft, currency);
  if (overdraftMinor === undefined)
    return refuse(refusal('AMOUNT_INVALID', `overdraft must be a ${currency} amount`));
  return ok({ type: 'REVERSE_DEPOSIT', accountId, depositId, amountMinor, overdraftMinor });
}

/** Why the account would refuse the reversal now. The message names the overdraft that the client must confirm. */
function refusalOf(
  state: OpenedAccount,
  caseId: string,
  decision: ReverseDepositDecision,
): Refusal | undefined {
  const people = { reason: '', proposedBy: '', confirmedBy: '' };
  const decided = account.decide(state, { ...reverseDeposit(caseId, decision), ...people });
  if (decided.ok) return undefined;
  if (decided.refusal !== 'WOULD_OVERDRAW')
    return refusal('DECISION_NOT_POSSIBLE', `The deposit cannot be taken back: ${decided.refusal}`);
  const figure = formatAmount(overdraftBy(state, decision.amountMinor), state.currency);
  return refusal(
    'WOULD_OVERDRAW',
    `It would take what is available to -${figure}: who knows that says so with "overdraft": "${figure}"`,
  );
}
