import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReconciliationBreak, ReadStatementLine } from '../../domain/reconciliation/events';
import { matchStatement, type MatchResult } from '../../domain/reconciliation/match-statement';
import { misfitOf } from '../../domain/reconciliation/not-of-period';
import { EventStore } from '../../event-store/event-store';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { KeyedMutex } from '../../shared/system/keyed-mutex';
import { CaseRepository } from '../cases/case-repository';
import { NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type Refusal } from '../results';
import { BookedMovements } from './booked-movements';
import { StatementImport, type Reconciliation } from './statement-import';
import {
  CurrentBooks,
  StatementLimits,
  StatementReader,
  type StatementFault,
  type StatementFile,
} from './statement-ports';
import { statementIds, type StatementIds } from './statement-ids';

export type { Reconciliation } from './statement-import';

/** `recorded`: lines that are recorded as matched or as a break. */
export type OnProgress = (progress: { readonly lines: number; readonly recorded: number }) => void;

export class ReconcileStatement extends Command<
  Result<CommandResult<Reconciliation>, ReconciliationRefusal>
> {
  constructor(
    readonly person: string,
    readonly file: StatementFile,
    readonly origin: Origin = NO_ORIGIN,
    /** Hears how far the import has come: its lines, and those that are recorded. */
    readonly onProgress: OnProgress = () => undefined,
  ) {
    super();
  }
}

/** The books have not come as far as the events: nothing was written, and asking again later helps. */
export const PROJECTION_BEHIND = 'PROJECTION_BEHIND';

export type ReconciliationRefusal = readonly StatementFault[] | typeof PROJECTION_BEHIND | Refusal;
type ReconcileStatementResult = Result<CommandResult<Reconciliation>, ReconciliationRefusal>;

/**
 * Puts a statement beside the books. Everything found is events; every break is a case. What a crash leaves half done
 * the same import finishes, and an import that is finished changes nothing any more.
 */
@CommandHandler(ReconcileStatement)
export class ReconcileStatementHandler implements ICommandHandler<ReconcileStatement> {
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly store: EventStore,
    private readonly cases: CaseRepository,
    private readonly statements: StatementReader,
    private readonly booked: BookedMovements,
    private readonly books: CurrentBooks,
    private readonly limits: StatementLimits,
    private readonly clock: Clock,
  ) {}

  async execute(command: ReconcileStatement): Promise<ReconcileStatementResult> {
    const { file } = command;
    const read = this.statements.read(file);
    if (!read.ok) return read;
    const ids = statementIds(file, read.value);
    return this.mutex.runExclusive(ids.statementId, () => this.reconcile(ids, command, read.value.lines));
  }

  private async reconcile(
    ids: StatementIds,
    command: ReconcileStatement,
    lines: readonly ReadStatementLine[],
  ): Promise<ReconcileStatementResult> {
    const { store, cases, clock } = this;
    const { file, onProgress } = command;
    const statement = await StatementImport.open({ store, cases, clock }, ids, command);
    if (statement.result) return ok(statement.result);
    // What is found now is recorded for good: books that are behind would make false breaks, or hide true ones.
    if (!(await this.books.waitUntilCurrent())) return refuse(PROJECTION_BEHIND);
    const [from, to] = [file.from.toISOString(), file.to.toISOString()];
    const booked = await this.booked.find(file.provider, file.from, file.to, lines);
    const breakIdOf = ({ kind, payoutId, line }: Omit<ReconciliationBreak, 'breakId'>) =>
      derivedId('break', statement.statementId, kind, payoutId ?? '', String(line?.line ?? ''));
    const found = matchStatement({ lines, from, to }, booked, breakIdOf);
    // A file that was accepted before a crash is not judged again: its first events are written.
    const misfit = statement.isBegun || file.acceptedBecause ? undefined : this.misfitOf(lines, found);
    if (misfit) return refuse(misfit);
    await statement.import({ ...importedOf(command, lines), importedAt: clock.now().toISOString() });
    return ok(await statement.finish(found, recorded => onProgress({ lines: lines.length, recorded })));
  }

  private misfitOf(lines: readonly ReadStatementLine[], found: MatchResult): Refusal | undefined {
    const misfit = misfitOf(lines.length, found, this.limits);
    if (!misfit) return undefined;
    const { maxUnknownLines, maxBreakPercent } = this.limits;
    const message =
      `This does not look like a statement of this provider and period: ${misfit.unknownLines} lines are unknown here ` +
      `(${maxUnknownLines} are allowed), and ${misfit.breaks} of ${misfit.compared} lines and movements do not agree ` +
      `(${maxBreakPercent} % are allowed). Nothing was written`;
    return refusal('STATEMENT_NOT_OF_PERIOD', message);
  }
}

/** What the first event says of the file. */
function importedOf({ person, file }: ReconcileStatement, lines: readonly ReadStatementLine[]) {
  const { provider, format, mapping, acceptedBecause } = file;
  return {
    provider,
    from: file.from.toISOString(),
    to: file.to.toISOString(),
    lineCount: lines.length,
    ...(format && { format }),
    ...(mapping && { mapping: { name: mapping.name, version: mapping.version } }),
    ...(acceptedBecause !== undefined && { acceptedBecause }),
    importedBy: person,
  };
}
