import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CaseDecision } from '../domain/case/events';
import type { Cause } from '../event-store/new-events';
import type { Clock } from '../shared/clock';
import { derivedId, fingerprint } from '../shared/ids';
import { Bug } from '../shared/invariant';
import { ok, refuse, type Result } from '../shared/result';
import { refusal, type Answer, type CaseAnswer, type Refusal } from './answers';
import type { Cases, EarlierAnswer, LoadedCase } from './cases';
import type { References } from './references';

/** One person's decision on a case; what moves money needs the same decision from another person. */
export class ResolveCase extends Command<Result<Answer<CaseAnswer>, Refusal>> {
  constructor(
    /** The API client: cases are decided by those who have a key. */
    readonly person: string,
    readonly idempotencyKey: string,
    readonly caseId: string,
    readonly decision: CaseDecision,
    readonly reason: string,
  ) {
    super();
  }
}

type Answered = Result<Answer<CaseAnswer>, Refusal>;

@CommandHandler(ResolveCase)
export class ResolveCaseHandler implements ICommandHandler<ResolveCase> {
  constructor(
    private readonly cases: Cases,
    private readonly clock: Clock,
    private readonly references: References,
  ) {}

  /**
   * A repeat with the same key is told what the first was told, whatever became of the case since: the events it made
   * carry its causation id. With another key the same person is one person still.
   */
  async execute(command: ResolveCase): Promise<Answered> {
    const { person, idempotencyKey, caseId } = command;
    const loaded = await this.cases.load(caseId);
    const impossible = impossibility(loaded, command);
    if (impossible) return refuse(impossible);
    const causationId = derivedId('ResolveCase', person, idempotencyKey);
    const cause = { causationId, correlationId: caseId, actor: `client:${person}` };
    if (!(await this.reserveKey(command, cause)))
      return refuse(refusal('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another decision'));
    const earlier = await this.cases.answered(caseId, causationId);
    return earlier ? told(caseId, earlier) : this.decide(command, cause);
  }

  private async decide({ person, caseId, decision, reason }: ResolveCase, cause: Cause): Promise<Answered> {
    const now = this.clock.now().toISOString();
    const command = { type: 'DecideCase', decision, reason, person, now } as const;
    const decided = await this.cases.change(caseId, command, cause);
    // The same request may have come twice at once: both are told what the first did.
    const own = await this.cases.answered(caseId, cause.causationId);
    if (own) return told(caseId, own);
    if (!decided.ok) return refuse(refusalOf(decided.refusal, caseId));
    const { state, position } = decided.value;
    return told(caseId, { status: state.status === 'proposed' ? 'PROPOSED' : 'CONFIRMED', position });
  }

  private reserveKey(command: ResolveCase, cause: Cause): Promise<boolean> {
    const { person, idempotencyKey, caseId, decision, reason } = command;
    const key = { kind: 'decision-key', owner: person, reference: idempotencyKey } as const;
    return this.references.reserve(key, fingerprint(caseId, written(decision), reason), cause);
  }
}

const told = (caseId: string, { status, position }: EarlierAnswer): Answered =>
  ok({ body: { caseId, status }, position });

const written = (decision: CaseDecision): string =>
  JSON.stringify(Object.entries(decision).sort(), (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );

/** What can be said before anything is written: the case must exist, and name a payout where the decision is about one. */
function impossibility({ state }: LoadedCase, { caseId, decision }: ResolveCase): Refusal | undefined {
  if (state.status === 'none') return refusal('CASE_NOT_FOUND', `There is no case ${caseId}`);
  if (decision.type === 'DISMISS' || state.opened.payoutId !== null) return undefined;
  if (decision.type === 'ACCEPT_EVIDENCE' && decision.payoutId !== null) return undefined;
  return refusal('DECISION_NOT_POSSIBLE', `Case ${caseId} names no payout that this could be decided of`);
}

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
    case 'SECOND_PERSON_REQUIRED':
      return refusal(code, 'Another person has to confirm this decision');
    default:
      throw new Bug(`A decision on case ${caseId} was refused: ${code}`);
  }
}
