import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { caseDecider, decisionText, type CaseState, type CommandOf } from '../../domain/case/case';
import type { CaseDecision, CaseOpened } from '../../domain/case/events';
import type { MadeKey } from '../../domain/case/involvement';
import type { Cause } from '../../event-store/new-events';
import { Clock } from '../../shared/clock';
import { derivedId, fingerprint } from '../../shared/ids';
import { Bug } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type CaseDecisionResult, type Refusal } from '../results';
import { CasePlanner } from './case-planner';
import { CaseRepository, type EarlierDecision } from './case-repository';
import { References } from '../references';

/** One person's decision on a case; what moves money needs the same decision from another person. */
export class ResolveCase extends Command<Result<CommandResult<CaseDecisionResult>, Refusal>> {
  constructor(
    /** The API client: cases are decided by those who have a key. */
    readonly person: string,
    readonly idempotencyKey: string,
    readonly caseId: string,
    readonly decision: CaseDecision,
    readonly reason: string,
    /** The keys that the person made. null: the client states no kind, and keeps what its scope meant. */
    readonly madeKeys: readonly MadeKey[] | null,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

/** What a person's decision with this Idempotency-Key is caused by. */
export const decisionId = (person: string, idempotencyKey: string): string =>
  derivedId('ResolveCase', person, idempotencyKey);

type ResolveCaseResult = Result<CommandResult<CaseDecisionResult>, Refusal>;

@CommandHandler(ResolveCase)
export class ResolveCaseHandler implements ICommandHandler<ResolveCase> {
  constructor(
    private readonly cases: CaseRepository,
    private readonly clock: Clock,
    private readonly references: References,
    private readonly planner: CasePlanner,
  ) {}

  /**
   * A repeat with the same key gets the first result again, whatever became of the case since. The events of the first
   * request carry its causation id. With another key the same person is still one person.
   */
  async execute(command: ResolveCase): Promise<ResolveCaseResult> {
    const { person, idempotencyKey, caseId, origin } = command;
    const loaded = await this.cases.load(caseId);
    if (loaded.state.status === 'none') return refuse(refusalOf('CASE_NOT_FOUND', caseId));
    const causationId = decisionId(person, idempotencyKey);
    if (await this.isReused(command)) return refuse(keyReused);
    const earlier = await this.cases.findEarlierDecision(caseId, causationId);
    if (earlier) return resultOf(caseId, earlier);
    const refused = await this.refusalOf(loaded.state, command, causationId);
    if (refused) return refuse(refused);
    const cause = causeOfClient(person, origin, causationId, caseId);
    if (!(await this.references.reserve(keyOf(command), fingerprintOf(command), cause)))
      return refuse(keyReused);
    return this.decide(loaded.state.opened, command, cause);
  }

  /** Whether the key was used for another decision. @throws {Fault} */
  async isReused(command: ResolveCase): Promise<boolean> {
    const holder = await this.references.holder(keyOf(command));
    return holder !== undefined && holder !== fingerprintOf(command);
  }

  /** Why it is refused as things stand: nothing is written for it then, not even its key. */
  private async refusalOf(
    state: CaseState,
    command: ResolveCase,
    causationId: string,
  ): Promise<Refusal | undefined> {
    if (state.status === 'none') return undefined;
    const { caseId, decision } = command;
    const decided = caseDecider.decide(state, await this.decisionFor(state.opened, command));
    if (!decided.ok) return refusalOf(decided.refusal, caseId);
    const evidence = { kind: 'case', caseId, decisionEventId: causationId } as const;
    const planned = await this.planner.plan(state.opened, decision, evidence);
    if (planned.ok) return undefined;
    return refusal('DECISION_NOT_POSSIBLE', `Case ${caseId} cannot be decided so: ${planned.refusal}`);
  }

  private async decisionFor(
    opened: CaseOpened,
    { decision, reason, person, madeKeys }: ResolveCase,
  ): Promise<CommandOf<'DecideCase'>> {
    const decide = {
      type: 'DecideCase',
      decision,
      reason,
      person,
      now: this.clock.now().toISOString(),
    } as const;
    if (madeKeys === null) return decide;
    const requester = await this.planner.requesterOf(opened, decision);
    return { ...decide, involvement: { requester, madeKeys } };
  }

  private async decide(opened: CaseOpened, resolve: ResolveCase, cause: Cause): Promise<ResolveCaseResult> {
    const { caseId } = resolve;
    const decided = await this.cases.change(caseId, await this.decisionFor(opened, resolve), cause);
    // The same request can come twice at once; both get the result of the first.
    const own = await this.cases.findEarlierDecision(caseId, cause.causationId);
    if (own) return resultOf(caseId, own);
    if (!decided.ok) return refuse(refusalOf(decided.refusal, caseId));
    const { state, position } = decided.value;
    return resultOf(caseId, { status: state.status === 'proposed' ? 'PROPOSED' : 'CONFIRMED', position });
  }
}

export const keyReused = refusal(
  'IDEMPOTENCY_KEY_REUSED',
  'This Idempotency-Key was used for another decision',
);

const keyOf = ({ person, idempotencyKey }: ResolveCase) =>
  ({ kind: 'decision-key', owner: person, reference: idempotencyKey }) as const;

const fingerprintOf = ({ caseId, decision, reason }: ResolveCase): string =>
  fingerprint(caseId, decisionText(decision), reason);

const resultOf = (caseId: string, { status, position }: EarlierDecision): ResolveCaseResult =>
  ok({ body: { caseId, status }, position });

function refusalOf(code: string, caseId: string): Refusal {
  switch (code) {
    case 'CASE_NOT_FOUND':
      return refusal(code, `There is no case ${caseId}`);
    case 'CASE_RESOLVED':
      return refusal(code, `Case ${caseId} is resolved`);
    case 'CASE_DECIDED':
      return refusal(code, `Case ${caseId} has been decided otherwise`);
    case 'DECISION_NOT_POSSIBLE':
      return refusal(code, `Case ${caseId} cannot be decided so`);
    case 'REQUESTER_CANNOT_DECIDE':
      return refusal(code, 'Another person has to decide: you asked for this payout');
    case 'KEY_MAKER_CANNOT_CONFIRM':
      return refusal(
        code,
        'Another person has to confirm: you made a key of its requester or proposer since the case was opened',
      );
    case 'SECOND_PERSON_REQUIRED':
      return refusal(code, 'Another person has to confirm this decision');
    default:
      throw new Bug(`A decision on case ${caseId} was refused: ${code}`);
  }
}
