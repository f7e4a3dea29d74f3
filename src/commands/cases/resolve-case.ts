import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { caseDecider, decisionText, type CaseState, type CommandOf } from '../../domain/case/case';
import type { CaseDecision, CaseOpened } from '../../domain/case/events';
import type { MadeKey } from '../../domain/case/involvement';
import type { Cause } from '../../event-store/new-events';
import { Clock } from '../../shared/clock';
import { derivedId, fingerprint } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type CaseDecisionResult, type Refusal } from '../results';
import { CasePlanner } from './case-planner';
import { caseNotFound, keyReused, refusalOf } from './case-refusals';
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

type Existing = Exclude<CaseState, { status: 'none' }>;
type DecideCase = CommandOf<'DecideCase'>;
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
    if (loaded.state.status === 'none') return refuse(caseNotFound(caseId));
    const causationId = decisionId(person, idempotencyKey);
    if (await this.isReused(command)) return refuse(keyReused);
    const earlier = await this.cases.findEarlierDecision(caseId, causationId);
    if (earlier) return resultOf(caseId, earlier);
    const decide = await this.decisionFor(loaded.state.opened, command);
    const refused = await this.refusalOf(loaded.state, decide, causationId);
    if (refused) return refuse(refused);
    const cause = causeOfClient(person, origin, causationId, caseId);
    if (!(await this.references.reserve(keyOf(command), fingerprintOf(command), cause)))
      return refuse(keyReused);
    return this.decide(loaded.state.opened, decide, cause);
  }

  /** Whether the key was used for another decision. @throws {Fault} */
  async isReused(command: ResolveCase): Promise<boolean> {
    const holder = await this.references.holder(keyOf(command));
    return holder !== undefined && holder !== fingerprintOf(command);
  }

  /** Why it is refused as things stand: nothing is written for it then, not even its key. */
  private async refusalOf(
    state: Existing,
    decide: DecideCase,
    causationId: string,
  ): Promise<Refusal | undefined> {
    const { caseId } = state.opened;
    const { decision } = decide;
    const decided = caseDecider.decide(state, decide);
    if (!decided.ok) return refusalOf(decided.refusal, state.opened, decide);
    const evidence = { kind: 'case', caseId, decisionEventId: causationId } as const;
    const planned = await this.planner.plan(state.opened, decision, evidence);
    if (planned.ok) return undefined;
    return refusal('DECISION_NOT_POSSIBLE', `Case ${caseId} cannot be decided so: ${planned.refusal}`);
  }

  private async decisionFor(
    opened: CaseOpened,
    { decision, reason, person, madeKeys }: ResolveCase,
  ): Promise<DecideCase> {
    const bound = await this.planner.boundFor(opened, decision);
    const now = this.clock.now().toISOString();
    const decide = { type: 'DecideCase', decision, reason, person, now, bound } as const;
    if (madeKeys === null) return decide;
    const requester = await this.planner.requesterOf(opened, decision);
    return { ...decide, involvement: { requester, madeKeys } };
  }

  private async decide(opened: CaseOpened, decide: DecideCase, cause: Cause): Promise<ResolveCaseResult> {
    const { caseId } = opened;
    const decided = await this.cases.change(caseId, decide, cause);
    // The same request can come twice at once; both get the result of the first.
    const own = await this.cases.findEarlierDecision(caseId, cause.causationId);
    if (own) return resultOf(caseId, own);
    if (!decided.ok) return refuse(refusalOf(decided.refusal, opened, decide));
    const { state, position } = decided.value;
    return resultOf(caseId, { status: state.status === 'proposed' ? 'PROPOSED' : 'CONFIRMED', position });
  }
}

const keyOf = ({ person, idempotencyKey }: ResolveCase) =>
  ({ kind: 'decision-key', owner: person, reference: idempotencyKey }) as const;

const fingerprintOf = ({ caseId, decision, reason }: ResolveCase): string =>
  fingerprint(caseId, decisionText(decision), reason);

const resultOf = (caseId: string, { status, position }: EarlierDecision): ResolveCaseResult =>
  ok({ body: { caseId, status }, position });
