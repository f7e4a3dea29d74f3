import { claimCaseId } from '../../domain/case/claim-case';
import type { ReconciliationBreak } from '../../domain/reconciliation/events';
import type { MatchResult } from '../../domain/reconciliation/match-statement';
import {
  isUnrecordedBreak,
  isUnrecordedLine,
  statement,
  type StatementCommand,
  type StatementState,
} from '../../domain/reconciliation/statement';
import { changeAll } from '../../event-store/change';
import type { EventStore } from '../../event-store/event-store';
import { load, type Loaded } from '../../event-store/load';
import type { Cause } from '../../event-store/new-events';
import { reconciliationStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import type { CaseRepository } from '../cases/case-repository';
import { causeOfClient, type Origin } from '../origin';
import type { CommandResult } from '../results';
import type { StatementIds } from './statement-ids';

/** What became of a statement; the same for every import of the same file. */
export interface Reconciliation {
  readonly statementId: string;
  readonly matched: number;
  readonly nothingMoved: number;
  readonly breaks: number;
}

export interface ImportParts {
  readonly store: EventStore;
  readonly cases: CaseRepository;
  readonly clock: Clock;
}

/** Who imports, with which key and in which request. */
interface Importer {
  readonly person: string;
  readonly origin: Origin;
}

type ImportedStatement = Omit<
  Extract<StatementCommand, { type: 'ImportStatement' }>['statement'],
  'statementId' | keyof StatementIds['hashes']
>;

/** Events per append: far below the largest append a server takes. */
const CHUNK = 500;

/** One statement's stream while it is written. */
export class StatementImport {
  private constructor(
    private readonly parts: ImportParts,
    readonly statementId: string,
    private readonly hashes: StatementIds['hashes'],
    private readonly importer: Importer,
    private loaded: Loaded<StatementState>,
  ) {}

  /** An import that was begun under the id of the file's text goes on under it. @throws {Fault} */
  static async open(
    parts: ImportParts,
    { statementId, fileBasedId, hashes }: StatementIds,
    importer: Importer,
  ): Promise<StatementImport> {
    const byFile = await loadStatement(parts.store, fileBasedId);
    if (byFile.state.imported) return new StatementImport(parts, fileBasedId, hashes, importer, byFile);
    const loaded = await loadStatement(parts.store, statementId);
    return new StatementImport(parts, statementId, hashes, importer, loaded);
  }

  /** Returns undefined while the import is not finished. */
  get result(): CommandResult<Reconciliation> | undefined {
    const { state, position } = this.loaded;
    return state.reconciled && { body: state.reconciled, position };
  }

  /** Whether the file was accepted before, and the import goes on. */
  get isBegun(): boolean {
    return this.loaded.state.imported;
  }

  /** @throws {Fault} */
  async import(imported: ImportedStatement): Promise<void> {
    const { statementId, hashes } = this;
    await this.change({ type: 'ImportStatement', statement: { statementId, ...imported, ...hashes } });
  }

  /** Every break has its case before the statement counts as reconciled. @throws {Fault} */
  async finish(
    { matched, nothingMoved, breaks }: MatchResult,
    onRecorded: (lines: number) => void,
  ): Promise<CommandResult<Reconciliation>> {
    const { statementId } = this;
    const before = this.loaded.state;
    const record = async (command: StatementCommand): Promise<void> => {
      await this.change(command);
      onRecorded(this.loaded.state.recordedLines.size);
    };
    for (const lines of chunks(matched.filter(line => isUnrecordedLine(before, line))))
      await record({ type: 'RecordMatchedLines', statementId, lines });
    const { state } = this.loaded;
    for (const chunk of chunks(breaks.filter(each => isUnrecordedBreak(state, each))))
      await record({ type: 'RecordBreaks', statementId, breaks: chunk });
    for (const each of this.loaded.state.breaks) await this.openCase(each);
    await this.change({ type: 'FinishReconciliation', statementId, nothingMoved });
    const { result } = this;
    invariant(result, `Statement ${statementId} was finished and is not reconciled`);
    return result;
  }

  private async openCase({
    breakId,
    payoutId,
    kind,
    detail,
    contradicts,
  }: ReconciliationBreak): Promise<void> {
    const { cases, clock } = this.parts;
    const eventId = this.loaded.state.breakEvents.get(breakId);
    invariant(eventId, `Break ${breakId} has no event`);
    const caseId =
      contradicts && payoutId ? claimCaseId({ payoutId, ...contradicts }) : derivedId('case', eventId);
    const opened = {
      caseId,
      kind: 'RECONCILIATION_BREAK',
      payoutId,
      cause: { eventId, streamId: reconciliationStream(this.statementId) },
      detail: `${kind}: ${detail}`,
      openedAt: clock.now().toISOString(),
    } as const;
    await cases.change(caseId, { type: 'OpenCase', opened }, this.causeOf(eventId));
  }

  private async change(command: StatementCommand): Promise<void> {
    const stream = reconciliationStream(this.statementId);
    const cause = this.causeOf(derivedId('ReconcileStatement', this.statementId));
    const start = { known: this.loaded, isCurrent: true };
    this.loaded = (await changeAll(this.parts, statement, stream, [{ command, cause }], start)).after;
  }

  private causeOf(causationId: string): Cause {
    const { person, origin } = this.importer;
    return causeOfClient(person, origin, causationId, this.statementId);
  }
}

const loadStatement = (store: EventStore, statementId: string): Promise<Loaded<StatementState>> =>
  load(store, reconciliationStream(statementId), statement);

function chunks<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, index) => items.slice(index * CHUNK, (index + 1) * CHUNK));
}
