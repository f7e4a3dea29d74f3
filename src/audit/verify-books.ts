import { comparePositions, formatPosition, type Position } from '../event-store/event-store';
import { PROJECTION_NAMES, type Database, type ProjectionName } from '../projections/schema';
import type { Books } from './books';
import { RecordStore } from './packing/record-store';
import { overdraftsWithoutCase, type Overdraft } from './rules/accounts/overdrafts';
import { compareReadModel, difference, type ReadModelSnapshot } from './comparison/compare-read-model';
import { Differences, type Difference } from './difference';
import { JournalComparison } from './comparison/journal-comparison';
import { isTerminal, type AuditedPayout } from './records/payouts/audited-payout';
import { journalPosition, readReadModels, type ReadModelContents } from './comparison/read-model-snapshot';
import type { ReadableEventStore } from './readable-event-store';
import { fingerprintOf, replayBooks, type ReplayOptions } from './replay-books';

export interface AuditResult {
  /** True only if there is not one difference. */
  readonly ok: boolean;
  readonly counts: {
    readonly events: number;
    readonly streams: number;
    readonly accounts: number;
    readonly payouts: number;
    /** Payouts without an outcome yet: no difference by itself. */
    readonly payoutsUnderWay: number;
    readonly cases: number;
    readonly openCases: number;
    readonly ledgerAccounts: number;
  };
  /** The place of the last event replayed. */
  readonly position: Position | undefined;
  /** Where each read model stood when it was compared. */
  readonly readModelPositions: Readonly<Partial<Record<ProjectionName, Position | undefined>>>;
  /** Of the books at `position`, by which two replays are compared. */
  readonly fingerprint: string;
  /** Accounts below zero by a provider's charge: each needs a case. */
  readonly overdrafts: readonly Overdraft[];
  /** Answers of providers of which the streams keep a part only, so that their hash cannot be made again. */
  readonly unreadableAnswers: number;
  /** Outcomes whose figures rest on words that the audit cannot read: neither proved nor disproved by them. */
  readonly uncheckedFigures: number;
  /** Signed notifications whose signature is not kept, or whose key is not known here. */
  readonly uncheckedSignatures: number;
  /** Deposits that rest on the word of their client alone. */
  readonly depositsWithoutEvidence: number;
  /** Deposits whose evidence is no document that the audit knows: its hash is checked, its figures are not. */
  readonly uncheckedDeposits: number;
  /** The account that was asked about, by the streams; null: it was never opened. */
  readonly account?: AccountSummary | null;
  /** The first ones found, in order. */
  readonly differences: readonly Difference[];
  /** All of them. */
  readonly differenceCount: number;
}

/** Amounts are minor units. */
export interface AccountSummary {
  readonly accountId: string;
  readonly currency: string;
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  readonly depositedMinor: bigint;
  /** Original amounts and fees of all captures, less what returns and reversals gave back. */
  readonly takenMinor: bigint;
  readonly payouts: number;
}

export interface AuditOptions extends Pick<
  ReplayOptions,
  'onProgress' | 'asOf' | 'accountId' | 'signingKeys'
> {
  /** How many records of each kind stay in memory as objects; what is settled goes into a file. Default: enough. */
  readonly liveRecords?: number;
}

const MAX_SHOWN = 100;

/** A replay's counts, its fingerprint and what is wrong with the streams themselves. */
export type StreamAuditResult = Omit<AuditResult, 'readModelPositions'>;

/**
 * Rebuilds the books from the streams alone and checks every invariant that streams can break.
 * @throws {Fault} the event store is away
 */
export async function auditStreams(
  store: ReadableEventStore,
  options: AuditOptions = {},
): Promise<StreamAuditResult> {
  return withRecords(options, async records =>
    resultOf(await replayBooks(store, { ...options, records }), new Differences(), options.accountId),
  );
}

/** The records are given back to the system, whatever becomes of the audit. */
async function withRecords<Result>(
  { liveRecords }: AuditOptions,
  audit: (records: RecordStore) => Promise<Result>,
): Promise<Result> {
  const records = new RecordStore(liveRecords);
  try {
    return await audit(records);
  } finally {
    records.close();
  }
}

/**
 * The same, and compares every row and column of each read model with the books as they stood at that read model's own
 * position. As of an earlier moment it is the journal that can be compared, for the other read models remember the
 * present only.
 * @throws {Fault} the event store or the database is away
 */
export async function verifyBooks(
  store: ReadableEventStore,
  database: Database,
  options: AuditOptions = {},
): Promise<AuditResult> {
  return withRecords(options, async records => {
    if (options.asOf) return verifyAsOf(store, database, { ...options, records });
    // The read models first: the streams are never behind them, so the replay passes every position.
    const contents = await readReadModels(database, records);
    return verifyAgainst(store, contents, { ...options, records }, database);
  });
}

/**
 * verifyBooks for read models that were read before; without a database the journal's entries are left out.
 * @throws {Fault} the event store is away
 */
export async function verifyAgainst(
  store: ReadableEventStore,
  { snapshot, differences }: ReadModelContents,
  options: ReplayOptions = {},
  database?: Database,
): Promise<AuditResult> {
  const compared = new Differences();
  compared.addAll(differences);
  const journal = database && journalComparison(database, snapshot.journal.position, options, compared);
  const compareBefore = comparisons(snapshot, compared);
  const books = await replayBooks(store, { ...options, ...hooksOf(journal), onBefore: compareBefore });
  compareBefore(undefined, books);
  await journal?.finish(snapshot.journal.position);
  const positions = PROJECTION_NAMES.map(name => [name, snapshot[name].position] as const);
  return {
    ...resultOf(books, compared, options.accountId),
    readModelPositions: Object.fromEntries(positions),
  };
}

async function verifyAsOf(
  store: ReadableEventStore,
  database: Database,
  options: ReplayOptions,
): Promise<AuditResult> {
  const compared = new Differences();
  const position = await journalPosition(database);
  const journal = journalComparison(database, position, options, compared);
  const books = await replayBooks(store, { ...options, ...hooksOf(journal) });
  const end = books.position;
  await journal.finish(earlier(position, end));
  if (end && (!position || comparePositions(position, end) < 0))
    compared.add(
      difference('the journal', `has come to ${positionText(position)}, the streams to ${positionText(end)}`),
    );
  return { ...resultOf(books, compared, options.accountId), readModelPositions: { journal: position } };
}

const earlier = (left: Position | undefined, right: Position | undefined): Position | undefined =>
  left && right && (comparePositions(left, right) < 0 ? left : right);

const positionText = (position: Position | undefined): string =>
  position ? formatPosition(position) : 'none';

const hooksOf = (journal: JournalComparison | undefined): Pick<ReplayOptions, 'onEntry' | 'onAfter'> =>
  journal ? { onEntry: entry => journal.add(entry), onAfter: () => journal.catchUp() } : {};

const journalComparison = (
  database: Database,
  until: Position | undefined,
  { accountId }: Pick<ReplayOptions, 'accountId'>,
  compared: Differences,
): JournalComparison =>
  new JournalComparison(database, until, (found, about) => {
    if (accountId === undefined || about === accountId) compared.add(found);
  });

/** Compares each read model once, just before the first event that it has not applied; undefined: at the end. */
function comparisons(snapshot: ReadModelSnapshot, compared: Differences) {
  const waiting = new Set(PROJECTION_NAMES);
  return (next: Position | undefined, books: Books): void => {
    for (const name of waiting) {
      const { position } = snapshot[name];
      if (next && position && comparePositions(next, position) <= 0) continue;
      waiting.delete(name);
      for (const found of compareReadModel(name, books, snapshot[name]))
        if (books.concerns(found.stream)) compared.add(found);
    }
  };
}

function resultOf(books: Books, compared: Differences, accountId?: string): StreamAuditResult {
  const inStreams = [...books.checkTotals(), ...overdraftsWithoutCase(books)];
  const differences = [...inStreams, ...compared.first];
  const hidden = books.differences.count - books.differences.first.length;
  const differenceCount = inStreams.length + hidden + compared.count;
  return {
    ok: differenceCount === 0,
    counts: countsOf(books),
    position: books.position,
    fingerprint: fingerprintOf(books),
    overdrafts: books.overdrafts,
    unreadableAnswers: books.evidenceCheck.unreadableAnswers,
    uncheckedFigures: books.figureCheck.uncheckedFigures,
    uncheckedSignatures:
      books.evidenceCheck.uncheckedSignatures + books.evidenceCheck.deposits.uncheckedSignatures,
    depositsWithoutEvidence: books.evidenceCheck.deposits.withoutEvidence,
    uncheckedDeposits: books.evidenceCheck.deposits.unreadable,
    differences: differences.slice(0, MAX_SHOWN),
    differenceCount,
    ...(accountId === undefined ? {} : { account: accountSummary(books, accountId) }),
  };
}

function countsOf(books: Books): StreamAuditResult['counts'] {
  const cases = [...books.cases.values()];
  return {
    events: books.events,
    streams: books.streams.size,
    accounts: books.accounts.size,
    payouts: books.payouts.size,
    payoutsUnderWay: countOf(books, payout => !isTerminal(payout)),
    cases: cases.length,
    openCases: cases.filter(({ status }) => status !== 'RESOLVED').length,
    ledgerAccounts: books.ledger.sorted().length,
  };
}

function accountSummary(books: Books, accountId: string): AccountSummary | null {
  const book = books.accounts.get(accountId);
  if (!book) return null;
  const { currency, availableMinor, heldMinor, depositedMinor, takenMinor } = book;
  const payouts = countOf(books, payout => payout.accountId === accountId);
  return { accountId, currency, availableMinor, heldMinor, depositedMinor, takenMinor, payouts };
}

function countOf({ payouts }: Books, isCounted: (payout: AuditedPayout) => boolean): number {
  let count = 0;
  for (const payout of payouts.values()) if (isCounted(payout)) count += 1;
  return count;
}
