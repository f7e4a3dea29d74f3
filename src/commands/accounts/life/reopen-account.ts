import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MadeKey } from '../../../domain/case/involvement';
import { EventStore } from '../../../event-store/event-store';
import { readEvents } from '../../../event-store/read-events';
import { accountStream } from '../../../event-store/stream-names';
import { Clock } from '../../../shared/clock';
import { derivedId } from '../../../shared/ids';
import { Bug, invariant } from '../../../shared/invariant';
import { refuse, type Result } from '../../../shared/result';
import { CaseRepository } from '../../cases/case-repository';
import { keyReused } from '../../cases/case-refusals';
import { decisionId, ResolveCase, ResolveCaseHandler } from '../../cases/resolve-case';
import { causeOfClient, NO_ORIGIN, type Origin } from '../../origin';
import { refusal, type CaseDecisionResult, type CommandResult, type Refusal } from '../../results';
import { AccountWriters } from '../account-writers';

type ReopenAccountResult = Result<CommandResult<CaseDecisionResult>, Refusal>;

/** Proposes to reopen a closed account. The same command from another person confirms it. */
export class ReopenAccount extends Command<ReopenAccountResult> {
  constructor(
    readonly person: string,
    readonly idempotencyKey: string,
    readonly accountId: string,
    readonly reason: string,
    /** As in `ResolveCase`. */
    readonly madeKeys: readonly MadeKey[] | null,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

/** Opens the case of the closing and decides on it: two people, one decision, and the saga carries it out. */
@CommandHandler(ReopenAccount)
export class ReopenAccountHandler implements ICommandHandler<ReopenAccount> {
  constructor(
    private readonly store: EventStore,
    private readonly accounts: AccountWriters,
    private readonly cases: CaseRepository,
    private readonly resolveCase: ResolveCaseHandler,
    private readonly clock: Clock,
  ) {}

  async execute(command: ReopenAccount): Promise<ReopenAccountResult> {
    const { person, idempotencyKey, accountId, reason, madeKeys, origin } = command;
    const state = await this.accounts.state(accountId);
    if (!state) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const { closingId, isClosed } = state.life;
    if (closingId === null) return refuse(notClosed(accountId));
    const { caseId, isAnswered } = await this.caseOf(command, closingId);
    const decision = { type: 'REOPEN_ACCOUNT', accountId } as const;
    const parts = [person, idempotencyKey, caseId, decision, reason, madeKeys, origin] as const;
    const resolving = new ResolveCase(...parts);
    if (!isAnswered) {
      // What is refused opens no case.
      if (!isClosed) return refuse(notClosed(accountId));
      if (await this.resolveCase.isReused(resolving)) return refuse(keyReused);
      await this.open(caseId, command, closingId);
    }
    return this.resolveCase.execute(resolving);
  }

  /** The case of the last closing: a new one where the one before was dismissed, unless this very request was answered on it. */
  private async caseOf({ person, idempotencyKey, accountId }: ReopenAccount, closingId: string) {
    const causationId = decisionId(person, idempotencyKey);
    for (let number = 0; ; number += 1) {
      const caseId = derivedId('closing-case', accountId, closingId, String(number));
      const { state } = await this.cases.load(caseId);
      const isAnswered = (await this.cases.findEarlierDecision(caseId, causationId)) !== undefined;
      const isOver = state.status === 'resolved' && state.resolution === 'DISMISS';
      if (isAnswered || !isOver) return { caseId, isAnswered };
    }
  }

  private async open(
    caseId: string,
    { person, accountId, origin }: ReopenAccount,
    closingId: string,
  ): Promise<void> {
    const eventId = await this.eventOf(accountId, closingId);
    const opened = {
      caseId,
      kind: 'CLOSED_ACCOUNT',
      payoutId: null,
      cause: { eventId, streamId: accountStream(accountId) },
      detail: `account ${accountId} is closed, and is to be reopened`,
      openedAt: this.clock.now().toISOString(),
    } as const;
    const cause = causeOfClient(person, origin, eventId, accountId);
    const result = await this.cases.change(caseId, { type: 'OpenCase', opened }, cause);
    invariant(result.ok, `Case ${caseId} could not be opened`);
  }

  /** The id of the event of the closing. */
  private async eventOf(accountId: string, closingId: string): Promise<string> {
    for await (const { id, body } of readEvents(this.store, accountStream(accountId)))
      if (body.type === 'AccountClosed' && body.data.closingId === closingId) return id;
    throw new Bug(`Account ${accountId} was closed, but not in its stream`);
  }
}

const notClosed = (accountId: string): Refusal =>
  refusal('ACCOUNT_NOT_CLOSED', `Account ${accountId} is not closed`);
