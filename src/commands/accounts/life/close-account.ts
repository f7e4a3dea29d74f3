import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OpenedAccount } from '../../../domain/account/account';
import { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import { derivedId, fingerprint } from '../../../shared/ids';
import { Bug, invariant } from '../../../shared/invariant';
import { formatAmount } from '../../../shared/money';
import { ok, refuse, type Result } from '../../../shared/result';
import {
  refusal,
  type ClosedAccount,
  type ClosingObstacles,
  type CommandResult,
  type Refusal,
} from '../../results';
import { causeOfClient, NO_ORIGIN, type Origin } from '../../origin';
import { References } from '../../references';
import type { AccountChange } from '../account-writer';
import { AccountWriters } from '../account-writers';
import { AccountWork } from './account-work';

type CloseAccountResult = Result<CommandResult<ClosedAccount>, Refusal>;

export class CloseAccount extends Command<CloseAccountResult> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly accountId: string,
    readonly reason: string,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

/** Nothing may be on the account, and nothing under way. The account's own stream decides on what is on it. */
@CommandHandler(CloseAccount)
export class CloseAccountHandler implements ICommandHandler<CloseAccount> {
  constructor(
    private readonly accounts: AccountWriters,
    private readonly references: References,
    private readonly work: AccountWork,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} also where the books are behind: nothing is written then */
  async execute(command: CloseAccount): Promise<CloseAccountResult> {
    const { accountId, clientId, idempotencyKey, reason, origin } = command;
    const state = await this.accounts.state(accountId);
    if (!state) return refuse(refusal('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`));
    const closingId = derivedId('closing', clientId, idempotencyKey);
    const key = { kind: 'decision-key', owner: clientId, reference: idempotencyKey } as const;
    const body = fingerprint('close', accountId, reason);
    if (((await this.references.holder(key)) ?? body) !== body) return refuse(keyReused);
    if (!state.life.isClosed && state.life.closingId !== closingId) {
      const obstacles = await this.obstaclesOf(state);
      if (obstacles) return refuse(notClosable(accountId, obstacles));
    }
    const cause = causeOfClient(clientId, origin, closingId, accountId);
    if (!(await this.references.reserve(key, body, cause))) return refuse(keyReused);
    const closedAt = this.clock.now().toISOString();
    const closing = { type: 'CloseAccount', closingId, reason, closedBy: clientId, closedAt } as const;
    const closed = await this.accounts.execute(accountId, closing, cause);
    return closed.ok ? ok(answer(accountId, closed.value)) : this.refusedNow(accountId, closed.refusal);
  }

  /** Returns undefined where nothing stands in the way. */
  private async obstaclesOf(state: OpenedAccount): Promise<ClosingObstacles | undefined> {
    const work = await this.work.openWorkOf(state.accountId);
    if (!work) throw new Fault('database', 'The read models are behind the events');
    const figures = figuresOf(state);
    const isFree = figures.availableMinor === 0n && figures.heldMinor === 0n;
    const isIdle = [work.payoutIds, work.caseIds, figures.depositIds].every(({ length }) => length === 0);
    return isFree && isIdle ? undefined : { ...figures, ...work };
  }

  /** Money, or a deposit that waits, came between the check and the command. */
  private async refusedNow(accountId: string, code: string): Promise<CloseAccountResult> {
    if (code !== 'ACCOUNT_NOT_CLOSABLE') throw new Bug(`Closing an account was refused: ${code}`);
    const state = await this.accounts.state(accountId);
    invariant(state, `Account ${accountId} was there and is not`);
    return refuse(notClosable(accountId, { ...figuresOf(state), payoutIds: [], caseIds: [] }));
  }
}

const keyReused = refusal('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another decision');

function answer(accountId: string, { state, position }: AccountChange): CommandResult<ClosedAccount> {
  const closedAt = state?.life.closedAt;
  invariant(closedAt, `Account ${accountId} was closed and does not say when`);
  return { body: { accountId, closedAt }, position };
}

/** What the account's own stream tells. */
const figuresOf = ({ availableMinor, heldMinor, currency, requestedDeposits }: OpenedAccount) => ({
  availableMinor,
  heldMinor,
  currency,
  depositIds: [...requestedDeposits.recent()].flatMap(({ status, request }) =>
    status === 'awaiting' ? [request.depositId] : [],
  ),
});

function notClosable(accountId: string, obstacles: ClosingObstacles): Refusal {
  const { availableMinor, heldMinor, currency, depositIds, payoutIds, caseIds } = obstacles;
  const figures = [
    availableMinor !== 0n && `${formatAmount(availableMinor, currency)} ${currency} are available`,
    heldMinor !== 0n && `${formatAmount(heldMinor, currency)} ${currency} are held`,
    depositIds.length > 0 && `deposits that wait for people: ${depositIds.length}`,
    payoutIds.length > 0 && `payouts without an end: ${payoutIds.length}`,
    caseIds.length > 0 && `open cases: ${caseIds.length}`,
  ];
  const message = `Account ${accountId} cannot be closed. ${figures.filter(Boolean).join('; ')}`;
  return { code: 'ACCOUNT_NOT_CLOSABLE', message, obstacles };
}
