import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, type AccountRefusal, type OpenedAccount } from '../../domain/account/account';
import type { CommandOf } from '../../domain/account/state';
import { Clock } from '../../shared/clock';
import { derivedId, fingerprint } from '../../shared/ids';
import { Bug, invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import { AccountWriters } from '../accounts/account-writers';
import { keyReused } from '../cases/case-refusals';
import { References } from '../references';
import { refusal, type CommandResult, type DepositApprovalResult, type Refusal } from '../results';
import type { ApprovalDecision } from './decide-approval';
import { causeOfPerson, mayDecideOn, type Person } from './person';

export type DecideDepositResult = Result<CommandResult<DepositApprovalResult>, Refusal>;

/** One person's approval or rejection of a deposit that waits. */
export class DecideDeposit extends Command<DecideDepositResult> {
  constructor(
    readonly person: Person,
    readonly idempotencyKey: string,
    readonly accountId: string,
    readonly depositId: string,
    readonly decision: ApprovalDecision,
  ) {
    super();
  }
}

/** The account's stream decides. A person decides once: a repeat, also with another key, gets the first result again. */
@CommandHandler(DecideDeposit)
export class DecideDepositHandler implements ICommandHandler<DecideDeposit> {
  constructor(
    private readonly accounts: AccountWriters,
    private readonly references: References,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} The event store does not answer. */
  async execute(command: DecideDeposit): Promise<DecideDepositResult> {
    const { accountId, depositId, person, decision, idempotencyKey } = command;
    const state = mayDecideOn(person, { accountId }) ? await this.accounts.state(accountId) : null;
    if (!state) return refuse(refusalOf('DEPOSIT_NOT_FOUND'));
    const key = { kind: 'decision-key', owner: person.name, reference: idempotencyKey } as const;
    const body = fingerprintOf(command);
    if (((await this.references.holder(key)) ?? body) !== body) return refuse(keyReused);
    const wanted = this.commandFor(command);
    const checked = account.decide(state, wanted);
    if (!checked.ok) return refuse(refusalOf(checked.refusal));
    const cause = causeOfPerson(person, derivedId('DecideDeposit', person.name, idempotencyKey), accountId);
    if (!(await this.references.reserve(key, body, cause))) return refuse(keyReused);
    // What was read before can have changed since: the account's stream decides.
    const decided = await this.accounts.execute(accountId, wanted, cause);
    if (!decided.ok) return refuse(refusalOf(decided.refusal));
    invariant(decided.value.state, `Account ${accountId} was there and is not`);
    const answer = resultOf(decided.value.state, depositId, person.name, decision);
    return ok({ body: answer, position: decided.value.position });
  }

  private commandFor({ depositId, person, decision }: DecideDeposit): Decided {
    const { name, madeKeysOf } = person;
    const by = { depositId, person: name, madeKeysOf, now: this.clock.now().toISOString() };
    return decision.type === 'APPROVE'
      ? { type: 'ApproveDeposit', ...by }
      : { type: 'RejectDeposit', ...by, reason: decision.reason };
  }
}

type Decided = CommandOf<'ApproveDeposit'> | CommandOf<'RejectDeposit'>;

const fingerprintOf = ({ accountId, depositId, decision }: DecideDeposit): string =>
  fingerprint(
    'deposit',
    accountId,
    depositId,
    decision.type,
    decision.type === 'REJECT' ? decision.reason : '',
  );

/** As the person's own decision left the deposit, whatever others decided since. */
function resultOf(
  { requestedDeposits }: OpenedAccount,
  depositId: string,
  person: string,
  { type }: ApprovalDecision,
): DepositApprovalResult {
  const known = requestedDeposits.get(depositId);
  invariant(known, `A decision on deposit ${depositId} was taken and is not recorded`);
  const needed = known.request.approval.approvals;
  if (type === 'REJECT') return { depositId, status: 'REJECTED', approvals: known.approvedBy.length, needed };
  const approvals = known.approvedBy.indexOf(person) + 1;
  return { depositId, status: approvals < needed ? 'AWAITING_APPROVAL' : 'BOOKED', approvals, needed };
}

const REFUSALS: Partial<Record<AccountRefusal, string>> = {
  DEPOSIT_NOT_FOUND: 'There is no deposit with this id on the account',
  APPROVAL_NOT_NEEDED: 'No approval rule applied to this deposit: it is booked',
  KEY_MAKER_CANNOT_CONFIRM: 'Another person has to approve: you made a key of one who has approved',
  REQUESTER_CANNOT_APPROVE: 'Another person than the one who recorded it has to decide',
  DEPOSIT_APPROVED: 'The deposit is approved and booked',
  APPROVAL_REJECTED: 'A person has rejected the deposit',
  APPROVAL_EXPIRED: 'The deposit waited too long and is rejected',
  AMOUNT_INVALID: 'With this deposit the account would have more than it can hold',
  ACCOUNT_CLOSED: 'The account is closed and takes nothing any more',
};

function refusalOf(code: AccountRefusal): Refusal {
  const message = REFUSALS[code];
  if (message === undefined) throw new Bug(`A decision on a deposit was refused: ${code}`);
  return refusal(code as Refusal['code'], message);
}
