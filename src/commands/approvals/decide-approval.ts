import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PayoutRefusal } from '../../domain/payout/payout';
import type { PayoutCommand } from '../../domain/payout/state';
import { payout } from '../../domain/payout/payout';
import type { Cause } from '../../event-store/new-events';
import { Clock } from '../../shared/clock';
import { derivedId, fingerprint } from '../../shared/ids';
import { Bug } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import { PayoutRepository } from '../payouts/payout-repository';
import { References } from '../references';
import { keyReused } from '../cases/case-refusals';
import { refusal, type ApprovalResult, type CommandResult, type Refusal } from '../results';
import { PersonsDecisions } from './persons-decisions';
import { causeOfPerson, mayDecideOn, type Person } from './person';

export type ApprovalDecision =
  { readonly type: 'APPROVE' } | { readonly type: 'REJECT'; readonly reason: string };

export type DecideApprovalResult = Result<CommandResult<ApprovalResult>, Refusal>;

/** One person's approval or rejection of a payout that waits. */
export class DecideApproval extends Command<DecideApprovalResult> {
  constructor(
    readonly person: Person,
    readonly idempotencyKey: string,
    readonly payoutId: string,
    readonly decision: ApprovalDecision,
  ) {
    super();
  }
}

/** A person decides once: a repeat, also with another key, gets the first result again. */
@CommandHandler(DecideApproval)
export class DecideApprovalHandler implements ICommandHandler<DecideApproval> {
  constructor(
    private readonly payouts: PayoutRepository,
    private readonly decisions: PersonsDecisions,
    private readonly references: References,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} The event store does not answer. */
  async execute(command: DecideApproval): Promise<DecideApprovalResult> {
    const { payoutId, person } = command;
    const { state } = await this.payouts.read(payoutId);
    if (state.status === 'none' || !mayDecideOn(person, state.request))
      return refuse(refusalOf('PAYOUT_NOT_FOUND'));
    if (await this.isReused(command)) return refuse(keyReused);
    const earlier = await this.decisions.find(payoutId, person.name, command.decision);
    if (earlier) return ok(earlier);
    const wanted = this.commandFor(command);
    const decided = payout.decide(state, wanted);
    if (!decided.ok) return refuse(refusalOf(decided.refusal));
    const cause = causeOf(command);
    if (!(await this.references.reserve(keyOf(command), fingerprintOf(command), cause)))
      return refuse(keyReused);
    return this.record(command, wanted, cause);
  }

  /** What was read before can have changed since: the payout's stream decides. */
  private async record(
    { payoutId, person, decision }: DecideApproval,
    wanted: PayoutCommand,
    cause: Cause,
  ): Promise<DecideApprovalResult> {
    const changed = await this.payouts.change(payoutId, wanted, cause);
    const own = await this.decisions.find(payoutId, person.name, decision);
    if (own) return ok(own);
    if (!changed.ok) return refuse(refusalOf(changed.refusal));
    throw new Bug(`A decision on payout ${payoutId} was taken and is not recorded`);
  }

  private async isReused(command: DecideApproval): Promise<boolean> {
    const holder = await this.references.holder(keyOf(command));
    return holder !== undefined && holder !== fingerprintOf(command);
  }

  private commandFor({ person, decision }: DecideApproval): PayoutCommand {
    const by = { person: person.name, madeKeysOf: person.madeKeysOf, now: this.clock.now().toISOString() };
    return decision.type === 'APPROVE'
      ? { type: 'ApprovePayout', ...by }
      : { type: 'RejectApproval', ...by, reason: decision.reason };
  }
}

const causeOf = ({ person, idempotencyKey, payoutId }: DecideApproval): Cause =>
  causeOfPerson(person, derivedId('DecideApproval', person.name, idempotencyKey), payoutId);

/** A key of a person is for one decision, whether it is on a case or on a payout. */
const keyOf = ({ person, idempotencyKey }: DecideApproval) =>
  ({ kind: 'decision-key', owner: person.name, reference: idempotencyKey }) as const;

const fingerprintOf = ({ payoutId, decision }: DecideApproval): string =>
  fingerprint(payoutId, decision.type, decision.type === 'REJECT' ? decision.reason : '');

const REFUSALS: Partial<Record<PayoutRefusal, string>> = {
  PAYOUT_NOT_FOUND: 'There is no payout with this id',
  APPROVAL_NOT_NEEDED: 'No approval rule applied to this payout',
  KEY_MAKER_CANNOT_CONFIRM: 'Another person has to approve: you made a key of one who has approved',
  REQUESTER_CANNOT_APPROVE: 'Another person than the requester has to decide',
  PAYOUT_APPROVED: 'The payout is approved and goes its way',
  PAYOUT_REJECTED: 'The payout was rejected at its request, and nothing is held',
  APPROVAL_REJECTED: 'A person has rejected the payout',
  APPROVAL_EXPIRED: 'The payout waited too long and is rejected',
};

function refusalOf(code: PayoutRefusal): Refusal {
  const message = REFUSALS[code];
  if (message === undefined) throw new Bug(`A decision on an approval was refused: ${code}`);
  return refusal(code as Refusal['code'], message);
}
