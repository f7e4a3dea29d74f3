import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MadeKey } from '../../domain/case/involvement';
import type { Position } from '../../event-store/event-store';
import { derivedId, fingerprint } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { References } from '../references';
import { lastPosition, refusal, type CaseDecisionResult, type CommandResult, type Refusal } from '../results';
import { caseNotFound, keyReused } from './case-refusals';
import { CaseRepository } from './case-repository';
import { ResolveCase, ResolveCaseHandler } from './resolve-case';

export interface DismissalBatch {
  /** Each once. */
  readonly caseIds: readonly string[];
  /** What the person has counted. */
  readonly count: number;
  /** One reason for all of them. */
  readonly reason: string;
}

type ItemResult = Result<CommandResult<CaseDecisionResult>, Refusal>;

export interface DismissedCases {
  /** In the order of the cases. */
  readonly items: readonly { readonly caseId: string; readonly result: ItemResult }[];
  /** Of the last effect; null where none of them had one. */
  readonly position: Position | null;
}

/** One person's dismissal of many breaks of a statement, of which the person names the number. */
export class DismissCases extends Command<Result<DismissedCases, Refusal>> {
  constructor(
    readonly person: string,
    readonly idempotencyKey: string,
    readonly batch: DismissalBatch,
    /** As of `ResolveCase`. */
    readonly madeKeys: readonly MadeKey[] | null,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

/** Nothing is dismissed where the number differs or a case is no break. Else each is dismissed, or refused, on its own. */
@CommandHandler(DismissCases)
export class DismissCasesHandler implements ICommandHandler<DismissCases> {
  constructor(
    private readonly cases: CaseRepository,
    private readonly references: References,
    private readonly resolution: ResolveCaseHandler,
  ) {}

  /** @throws {Fault} Some may be dismissed: the same request again dismisses the rest. */
  async execute(command: DismissCases): Promise<Result<DismissedCases, Refusal>> {
    const { person, idempotencyKey, batch, madeKeys, origin } = command;
    const refused = numberFault(batch) ?? (await this.kindFault(batch));
    if (refused) return refuse(refused);
    if (!(await this.reserveKey(command))) return refuse(keyReused);
    const items: { caseId: string; result: ItemResult }[] = [];
    for (const caseId of batch.caseIds) {
      const key = derivedId('DismissCases', idempotencyKey, caseId);
      const dismissal = { type: 'DISMISS' } as const;
      const decision = new ResolveCase(person, key, caseId, dismissal, batch.reason, madeKeys, origin);
      items.push({ caseId, result: await this.resolution.execute(decision) });
    }
    return ok({ items, position: lastPosition(items.map(({ result }) => result)) });
  }

  private async kindFault({ caseIds }: DismissalBatch): Promise<Refusal | undefined> {
    for (const caseId of caseIds) {
      const { state } = await this.cases.load(caseId);
      if (state.status === 'none') return caseNotFound(caseId);
      if (state.opened.kind === 'RECONCILIATION_BREAK') continue;
      const wanted = 'only breaks of a statement are dismissed together: nothing was dismissed';
      return refusal('DECISION_NOT_POSSIBLE', `Case ${caseId} is ${state.opened.kind}, and ${wanted}`);
    }
    return undefined;
  }

  private reserveKey({ person, idempotencyKey, batch, origin }: DismissCases): Promise<boolean> {
    const key = { kind: 'decision-key', owner: person, reference: idempotencyKey } as const;
    const { caseIds, count, reason } = batch;
    const batchId = derivedId('DismissCases', person, idempotencyKey);
    const cause = causeOfClient(person, origin, batchId, batchId);
    return this.references.reserve(key, fingerprint(...caseIds, String(count), reason), cause);
  }
}

function numberFault({ caseIds, count }: DismissalBatch): Refusal | undefined {
  if (count === caseIds.length) return undefined;
  const said = `The request names ${caseIds.length} cases, and says ${count}: nothing was dismissed`;
  return refusal('TOTALS_DIFFER', said);
}
