import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { claimCaseId } from '../../domain/case/claim-case';
import type { ProviderName } from '../../domain/payout/payee';
import type {
  ReconciliationBreak,
  ReconciliationEvent,
  StatementLine,
} from '../../domain/reconciliation/events';
import { matchStatement, type Outcome } from '../../domain/reconciliation/match-statement';
import type { EventStore, Position } from '../../event-store/event-store';
import { newEvents, type Cause } from '../../event-store/new-events';
import { reconciliationStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { derivedId } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { Turns } from '../../shared/keyed-mutex';
import type { Answer } from '../results';
import type { BookedMovements } from './booked-movements';
import type { Cases } from '../cases/case-repository';
import { statementIds, type StatementIds } from './statement-ids';

/** A statement as it was sent: its format is told by its media type. */
export interface StatementFile {
  readonly provider: ProviderName;
  readonly mediaType: 'text/csv' | 'application/json';
  readonly text: string;
  /** The period it covers; `to` is exclusive. */
  readonly from: Date;
  readonly to: Date;
}

export interface StatementFault {
  /** Counted from 1; 0: the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** What became of a statement; the same for every import of the same file. */
export interface Reconciliation {
  readonly statementId: string;
  readonly matched: number;
  readonly nothingMoved: number;
  readonly breaks: number;
}

export class ReconcileStatement extends Command<Result<Answer<Reconciliation>, ReconciliationRefusal>> {
  constructor(
    readonly person: string,
    readonly file: StatementFile,
  ) {
    super();
  }
}

/** Reads a provider's statement; every fault of it at once. */
export type ReadStatement = (
  file: StatementFile,
) => Result<readonly StatementLine[], readonly StatementFault[]>;

export interface ReconcileParts {
  readonly store: EventStore;
  readonly cases: Cases;
  readonly read: ReadStatement;
  readonly booked: Pick<BookedMovements, 'find'>;
  /**
   * Whether the read models that `booked` looks at have passed all that is recorded by now; waits for it for some
   * seconds. @throws {Fault}
   */
  readonly booksPassed: () => Promise<boolean>;
  readonly clock: Clock;
}

/** The books have not come as far as the events: nothing was written, and asking again later helps. */
export const PROJECTION_BEHIND = 'PROJECTION_BEHIND';

export type ReconciliationRefusal = readonly StatementFault[] | typeof PROJECTION_BEHIND;
type Answered = Result<Answer<Reconciliation>, ReconciliationRefusal>;

/** Events per append: far below the largest append a server takes. */
const CHUNK = 500;

/**
 * Puts a statement beside the books. Everything found is events; every break is a case. What a crash leaves half done
 * the same import finishes, and an import that is finished changes nothing any more.
 */
@CommandHandler(ReconcileStatement)
export class ReconcileStatementHandler implements ICommandHandler<ReconcileStatement> {
  private readonly turns = new Turns();

  constructor(private readonly parts: ReconcileParts) {}

  async execute({ person, file }: ReconcileStatement): Promise<Answered> {
    const lines = this.parts.read(file);
    if (!lines.ok) return lines;
    const ids = statementIds(file, lines.value);
    return this.turns.take(ids.statementId, () => this.reconcile(ids, person, file, lines.value));
  }

  private async reconcile(
    ids: StatementIds,
    person: string,
    file: StatementFile,
    lines: readonly StatementLine[],
  ): Promise<Answered> {
    const work = await Work.open(this.parts, ids, person);
    if (work.answer) return ok(work.answer);
    // What is found now is recorded for good: books that are behind would make false breaks, or hide true ones.
    if (!(await this.parts.booksPassed())) return refuse(PROJECTION_BEHIND);
    const { provider } = file;
    const [from, to] = [file.from.toISOString(), file.to.toISOString()];
    const importedAt = this.parts.clock.now().toISOString();
    await work.import({ provider, from, to, lineCount: lines.length, importedBy: person, importedAt });
    const booked = await this.parts.booked.find(provider, file.from, file.to, lines);
    const breakIdOf = ({ kind, payoutId, line }: Omit<ReconciliationBreak, 'breakId'>) =>
      derivedId('break', work.statementId, kind, payoutId ?? '', String(line?.line ?? ''));
    return ok(await work.finish(matchStatement({ lines, from, to }, booked, breakIdOf)));
  }
}

type Imported = Omit<
  Extract<ReconciliationEvent, { type: 'StatementImported' }>['data'],
  'statementId' | keyof StatementIds['hashes']
>;

/** One statement's stream while it is written. Whoever else writes it meets the expected revision. */
class Work {
  private revision = -1n;
  private position: Position = { commit: 0n, prepare: 0n };
  private imported = false;
  /** Line numbers that have their place already: after a crash the books may have moved on, and nothing is said twice. */
  private readonly placed = new Set<number>();
  private matchedCount = 0;
  /** Break → the id of its event. */
  private readonly breaks = new Map<string, string>();
  private readonly found: ReconciliationBreak[] = [];
  answer: Answer<Reconciliation> | undefined;

  private constructor(
    private readonly parts: ReconcileParts,
    readonly statementId: string,
    private readonly hashes: StatementIds['hashes'],
    private readonly person: string,
  ) {}

  /** What was begun under the former id goes on under it. @throws {Fault} */
  static async open(
    parts: ReconcileParts,
    { statementId, formerId, hashes }: StatementIds,
    person: string,
  ): Promise<Work> {
    const former = new Work(parts, formerId, hashes, person);
    await former.read();
    if (former.imported) return former;
    const work = new Work(parts, statementId, hashes, person);
    await work.read();
    return work;
  }

  private async read(): Promise<void> {
    for await (const event of this.parts.store.readStream(reconciliationStream(this.statementId))) {
      this.revision = event.revision;
      this.position = event.position;
      this.note(event.body as ReconciliationEvent, event.id);
    }
  }

  async import(data: Imported): Promise<void> {
    const { statementId, hashes } = this;
    if (!this.imported)
      await this.append([{ type: 'StatementImported', data: { statementId, ...data, ...hashes } }]);
  }

  /** Every break has its case before the statement counts as reconciled. */
  async finish({ matched, nothingMoved, breaks }: Outcome): Promise<Answer<Reconciliation>> {
    const { statementId } = this;
    const lines = matched.filter(({ line }) => !this.placed.has(line.line));
    for (const chunk of chunks(lines))
      await this.append([{ type: 'StatementLinesMatched', data: { statementId, lines: chunk } }]);
    const news = breaks.filter(
      ({ breakId, line }) => !this.breaks.has(breakId) && !(line && this.placed.has(line.line)),
    );
    for (const chunk of chunks(news))
      await this.append(
        chunk.map(each => ({ type: 'ReconciliationBreakFound', data: { statementId, ...each } })),
      );
    for (const each of this.found) await this.openCase(each);
    const counts = { matched: this.matchedCount, nothingMoved, breaks: this.found.length };
    await this.append([{ type: 'StatementReconciled', data: { statementId, ...counts } }]);
    return this.answer!;
  }

  private note(event: ReconciliationEvent, eventId: string): void {
    if (event.type === 'StatementImported') this.imported = true;
    if (event.type === 'StatementLinesMatched') {
      this.matchedCount += event.data.lines.length;
      for (const { line } of event.data.lines) this.placed.add(line.line);
    }
    if (event.type === 'ReconciliationBreakFound') {
      this.breaks.set(event.data.breakId, eventId);
      this.found.push(event.data);
      if (event.data.line) this.placed.add(event.data.line.line);
    }
    if (event.type === 'StatementReconciled') this.answer = { body: event.data, position: this.position };
  }

  private async openCase(found: ReconciliationBreak): Promise<void> {
    const { breakId, payoutId, kind, detail, contradicts } = found;
    const { cases, clock } = this.parts;
    const eventId = this.breaks.get(breakId)!;
    const caseId =
      contradicts && payoutId ? claimCaseId({ payoutId, ...contradicts }) : derivedId('case', eventId);
    const cause = { eventId, streamId: reconciliationStream(this.statementId) };
    const openedAt = clock.now().toISOString();
    const opened = {
      caseId,
      kind: 'RECONCILIATION_BREAK',
      payoutId,
      cause,
      detail: `${kind}: ${detail}`,
      openedAt,
    } as const;
    await cases.change(caseId, { type: 'OpenCase', opened }, this.causeOf(eventId));
  }

  private async append(bodies: readonly ReconciliationEvent[]): Promise<void> {
    const streamId = reconciliationStream(this.statementId);
    const now = this.parts.clock.now();
    const cause = this.causeOf(derivedId('ReconcileStatement', this.statementId));
    const events = newEvents(streamId, bodies, cause, now, String(this.revision));
    const expected = this.revision < 0n ? 'no_stream' : this.revision;
    const appended = await this.parts.store.append(streamId, expected, events);
    if (!appended.ok)
      throw new Fault('event store', `Statement ${this.statementId} is written by somebody else`);
    this.revision = appended.revision;
    this.position = appended.position;
    for (const { id, body } of events) this.note(body, id);
  }

  private readonly causeOf = (causationId: string): Cause => ({
    causationId,
    correlationId: this.statementId,
    actor: `client:${this.person}`,
  });
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, index) => items.slice(index * CHUNK, (index + 1) * CHUNK));
}
