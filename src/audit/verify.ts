import { comparePositions, formatPosition, type Position } from '../event-store/event-store';
import type { Database } from '../projections/schema';
import type { Books, Overdraft } from './books';
import {
  compareAccounts,
  compareCases,
  compareLedger,
  comparePayouts,
  type ReadModelSnapshot,
} from './compare';
import type { Difference } from './difference';
import { isTerminal } from './payout-book';
import { ledgerAsOf, readModelSnapshot } from './read-model';
import type { ReadableEventStore } from './readable-event-store';
import { fingerprintOf, replayBooks, type ReplayOptions } from './replay';

export interface VerificationReport {
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
  readonly readModelPositions: Readonly<Partial<Record<keyof ReadModelSnapshot, Position | undefined>>>;
  /** Of the books at `position`, by which two replays are compared. */
  readonly fingerprint: string;
  /** Accounts below zero by a provider's charge: each needs a case. */
  readonly overdrafts: readonly Overdraft[];
  /** Answers of providers of which the streams keep a part only, so that their hash cannot be made again. */
  readonly unreadableAnswers: number;
  /** The account that was asked about, by the streams; null: it was never opened. */
  readonly account?: AuditedAccount | null;
  /** The first ones found, in order. */
  readonly differences: readonly Difference[];
  /** All of them. */
  readonly differenceCount: number;
}

/** Amounts are minor units. */
export interface AuditedAccount {
  readonly accountId: string;
  readonly currency: string;
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  readonly depositedMinor: bigint;
  /** Original amounts and fees of all captures, less what returns and reversals gave back. */
  readonly takenMinor: bigint;
  readonly payouts: number;
}

export type AuditOptions = Pick<ReplayOptions, 'onProgress' | 'asOf' | 'accountId'>;

const MAX_SHOWN = 100;

/** A replay's counts, its fingerprint and what is wrong with the streams themselves. */
export type ReplayReport = Omit<VerificationReport, 'readModelPositions'>;

/**
 * Rebuilds the books from the streams alone and checks every invariant that streams can break.
 * @throws {Fault} the event store is away
 */
export async function replayReport(
  store: ReadableEventStore,
  options: AuditOptions = {},
): Promise<ReplayReport> {
  return reportOn(await replayBooks(store, options), [], options.accountId);
}

/**
 * The same, and compares each read model with the books as they stood at that read model's own position. As of an
 * earlier moment it is the journal that can be compared, for the other read models remember the present only.
 * @throws {Fault} the event store or the database is away
 */
export async function verifyBooks(
  store: ReadableEventStore,
  database: Database,
  options: AuditOptions = {},
): Promise<VerificationReport> {
  if (options.asOf) return verifyAsOf(store, database, options);
  // The read models first: the streams are never behind them, so the replay passes every position.
  const readModel = await readModelSnapshot(database);
  return verifyAgainst(store, readModel, options);
}

/** verifyBooks for read models that were read before. @throws {Fault} the event store is away */
export async function verifyAgainst(
  store: ReadableEventStore,
  readModel: ReadModelSnapshot,
  options: AuditOptions = {},
): Promise<VerificationReport> {
  const found: Difference[] = [];
  const waiting = comparisons(readModel);
  const compareBefore = (next: Position | undefined, books: Books) => {
    for (const comparison of [...waiting]) {
      const { position, run } = comparison;
      if (next && position && comparePositions(next, position) <= 0) continue;
      waiting.delete(comparison);
      found.push(...run(books));
    }
  };
  const books = await replayBooks(store, { ...options, onBefore: compareBefore });
  compareBefore(undefined, books);
  const { accounts, payouts, cases, ledger } = readModel;
  const readModelPositions = {
    accounts: accounts.position,
    payouts: payouts.position,
    cases: cases.position,
    ledger: ledger.position,
  };
  return { ...reportOn(books, found, options.accountId), readModelPositions };
}

async function verifyAsOf(
  store: ReadableEventStore,
  database: Database,
  options: AuditOptions,
): Promise<VerificationReport> {
  const books = await replayBooks(store, options);
  const at = books.position;
  const ledger = await ledgerAsOf(database, at);
  const isThere = !at || (ledger.position && comparePositions(ledger.position, at) >= 0);
  const detail = `has come to ${placeText(ledger.position)}, the streams to ${placeText(at)}`;
  const behind: Difference = { invariant: 'I7', stream: 'the journal', revision: null, detail };
  const report = reportOn(books, isThere ? compareLedger(books, ledger) : [behind], options.accountId);
  return { ...report, readModelPositions: { ledger: ledger.position } };
}

const placeText = (position: Position | undefined): string => (position ? formatPosition(position) : 'none');

interface Comparison {
  readonly position: Position | undefined;
  readonly run: (books: Books) => Difference[];
}

function comparisons({ accounts, payouts, cases, ledger }: ReadModelSnapshot): Set<Comparison> {
  return new Set<Comparison>([
    { position: ledger.position, run: books => compareLedger(books, ledger) },
    { position: accounts.position, run: books => compareAccounts(books, accounts) },
    { position: payouts.position, run: books => comparePayouts(books, payouts) },
    { position: cases.position, run: books => compareCases(books, cases) },
  ]);
}

function reportOn(books: Books, compared: readonly Difference[], accountId?: string): ReplayReport {
  const about = compared.filter(({ stream }) => books.concerns(stream));
  const differences = [...books.balanceUp(), ...uncovered(books), ...about];
  const hidden = books.differences.count - books.differences.first.length;
  return {
    ok: differences.length === 0,
    counts: countsOf(books),
    position: books.position,
    fingerprint: fingerprintOf(books),
    overdrafts: books.overdrafts,
    unreadableAnswers: books.evidence.unreadable,
    differences: differences.slice(0, MAX_SHOWN),
    differenceCount: differences.length + hidden,
    ...(accountId === undefined ? {} : { account: accountOf(books, accountId) }),
  };
}

/** I2: an account that a provider's charge took below zero stands in front of a person. */
function uncovered(books: Books): Difference[] {
  const inCases = new Set([...books.cases.values()].map(({ payoutId }) => payoutId));
  return books.overdrafts
    .filter(({ payoutId, accountId }) => !inCases.has(payoutId) && books.concerns(`account-${accountId}`))
    .map(({ accountId, payoutId, availableMinor }) => ({
      invariant: 'I2',
      stream: `account-${accountId}`,
      revision: null,
      detail: `payout ${payoutId} left ${availableMinor} available, and no case tells of it`,
    }));
}

function countsOf(books: Books): ReplayReport['counts'] {
  const cases = [...books.cases.values()];
  return {
    events: books.events,
    streams: books.streams.size,
    accounts: books.accounts.size,
    payouts: books.payouts.size,
    payoutsUnderWay: [...books.payouts.values()].filter(payout => !isTerminal(payout)).length,
    cases: cases.length,
    openCases: cases.filter(({ status }) => status !== 'RESOLVED').length,
    ledgerAccounts: books.ledger.sorted().length,
  };
}

function accountOf(books: Books, accountId: string): AuditedAccount | null {
  const book = books.accounts.get(accountId);
  if (!book) return null;
  const { currency, availableMinor, heldMinor, depositedMinor, takenMinor } = book;
  const payouts = [...books.payouts.values()].filter(payout => payout.accountId === accountId).length;
  return { accountId, currency, availableMinor, heldMinor, depositedMinor, takenMinor, payouts };
}
