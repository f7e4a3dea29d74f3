import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ReconciliationBreak, ReadStatementLine } from '../../domain/reconciliation/events';
import { matchStatement } from '../../domain/reconciliation/match-statement';
import { EventStore } from '../../event-store/event-store';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { KeyedMutex } from '../../shared/system/keyed-mutex';
import { CaseRepository } from '../cases/case-repository';
import { NO_ORIGIN, type Origin } from '../origin';
import type { CommandResult } from '../results';
import { BookedMovements } from './booked-movements';
import { StatementImport, type Reconciliation } from './statement-import';
import { CurrentBooks, StatementReader, type StatementFault, type StatementFile } from './statement-ports';
import { statementIds, type StatementIds } from './statement-ids';

export type { Reconciliation } from './statement-import';

export class ReconcileStatement extends Command<
  Result<CommandResult<Reconciliation>, ReconciliationRefusal>
> {
  constructor(
    readonly person: string,
    readonly file: StatementFile,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

/** The books have not come as far as the events: nothing was written, and asking again later helps. */
export const PROJECTION_BEHIND = 'PROJECTION_BEHIND';

export type ReconciliationRefusal = readonly StatementFault[] | typeof PROJECTION_BEHIND;
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
    { person, file, origin }: ReconcileStatement,
    lines: readonly ReadStatementLine[],
  ): Promise<ReconcileStatementResult> {
    const { store, cases, clock } = this;
    const statement = await StatementImport.open({ store, cases, clock }, ids, { person, origin });
    if (statement.result) return ok(statement.result);
    // What is found now is recorded for good: books that are behind would make false breaks, or hide true ones.
    if (!(await this.books.waitUntilCurrent())) return refuse(PROJECTION_BEHIND);
    const { provider } = file;
    const [from, to] = [file.from.toISOString(), file.to.toISOString()];
    const importedAt = clock.now().toISOString();
    await statement.import({ provider, from, to, lineCount: lines.length, importedBy: person, importedAt });
    const booked = await this.booked.find(provider, file.from, file.to, lines);
    const breakIdOf = ({ kind, payoutId, line }: Omit<ReconciliationBreak, 'breakId'>) =>
      derivedId('break', statement.statementId, kind, payoutId ?? '', String(line?.line ?? ''));
    return ok(await statement.finish(matchStatement({ lines, from, to }, booked, breakIdOf)));
  }
}
