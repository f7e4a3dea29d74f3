import { comparePositions, type Position } from '../event-store/event-store';
import type { Database } from '../projections/schema';
import type { Books, Overdraft } from './books';
import { compareAccounts, compareLedger, comparePayouts, type ReadModelSnapshot } from './compare';
import type { Difference } from './difference';
import { isTerminal } from './payout-book';
import { readModelSnapshot } from './read-model';
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
    readonly ledgerAccounts: number;
  };
  /** The place of the last event replayed. */
  readonly position: Position | undefined;
  /** Where each read model stood when it was compared. */
  readonly readModelPositions: Readonly<Record<keyof ReadModelSnapshot, Position | undefined>>;
  /** Of the books at `position`, by which two replays are compared. */
  readonly fingerprint: string;
  /** Accounts below zero by a provider's charge: each needs a case. */
  readonly overdrafts: readonly Overdraft[];
  /** The first ones found, in order. */
  readonly differences: readonly Difference[];
  /** All of them. */
  readonly differenceCount: number;
}

const MAX_SHOWN = 100;

/** A replay's counts, its fingerprint and what is wrong with the streams themselves. */
export type ReplayReport = Omit<VerificationReport, 'readModelPositions'>;

/**
 * Rebuilds the books from the streams alone and checks every invariant that streams can break.
 * @throws {Fault} the event store is away
 */
export async function replayReport(
  store: ReadableEventStore,
  options: Pick<ReplayOptions, 'onProgress'> = {},
): Promise<ReplayReport> {
  return reportOn(await replayBooks(store, options), []);
}

/**
 * The same, and compares each read model with the books as they stood at that read model's own position.
 * @throws {Fault} the event store or the database is away
 */
export async function verifyBooks(
  store: ReadableEventStore,
  database: Database,
  options: Pick<ReplayOptions, 'onProgress'> = {},
): Promise<VerificationReport> {
  // The read models first: the streams are never behind them, so the replay passes every position.
  const readModel = await readModelSnapshot(database);
  return verifyAgainst(store, readModel, options);
}

/** verifyBooks for read models that were read before. @throws {Fault} the event store is away */
export async function verifyAgainst(
  store: ReadableEventStore,
  readModel: ReadModelSnapshot,
  options: Pick<ReplayOptions, 'onProgress'> = {},
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
  const { accounts, payouts, ledger } = readModel;
  const readModelPositions = {
    accounts: accounts.position,
    payouts: payouts.position,
    ledger: ledger.position,
  };
  return { ...reportOn(books, found), readModelPositions };
}

interface Comparison {
  readonly position: Position | undefined;
  readonly run: (books: Books) => Difference[];
}

function comparisons({ accounts, payouts, ledger }: ReadModelSnapshot): Set<Comparison> {
  return new Set<Comparison>([
    { position: ledger.position, run: books => compareLedger(books, ledger) },
    { position: accounts.position, run: books => compareAccounts(books, accounts) },
    { position: payouts.position, run: books => comparePayouts(books, payouts) },
  ]);
}

function reportOn(books: Books, compared: readonly Difference[]): ReplayReport {
  const differences = [...books.balanceUp(), ...compared];
  const hidden = books.differences.count - books.differences.first.length;
  return {
    ok: differences.length === 0,
    counts: {
      events: books.events,
      streams: books.streams.size,
      accounts: books.accounts.size,
      payouts: books.payouts.size,
      payoutsUnderWay: [...books.payouts.values()].filter(payout => !isTerminal(payout)).length,
      ledgerAccounts: books.ledger.sorted().length,
    },
    position: books.position,
    fingerprint: fingerprintOf(books),
    overdrafts: books.overdrafts,
    differences: differences.slice(0, MAX_SHOWN),
    differenceCount: differences.length + hidden,
  };
}
