import { createHash } from 'node:crypto';
import { comparePositions, type Position, type RecordedEvent } from '../event-store/event-store';
import { bookedBy } from './rules/booking-clock';
import { Books } from './books';
import type { RecordStore } from './packing/record-store';
import { idsByAccount } from './records/of-account';
import { DerivedIds } from './rules/derived-ids';
import type { ReportDifference } from './difference';
import type { ExpectedEntry } from './comparison/rows/expected-entry';
import type { ReadableEventStore } from './readable-event-store';

export interface ReplayOptions {
  /** The books as of this position, or of this time: what was booked up to and including it. */
  readonly asOf?: Position | Date;
  /** Only what tells of this account becomes a difference; the replay is whole all the same. */
  readonly accountId?: string;
  /** The keys of the provider that signs its notifications: without one its kept signatures are counted as not checked. */
  readonly signingKeys?: readonly string[];
  /** Where the records are kept; default: a store of their own, which stays open. */
  readonly records?: RecordStore;
  /** Called now and then with the number of events kept so far. */
  readonly onProgress?: (events: number, position: Position) => void;
  /** Called with the books as they stood before the event at `next` was kept. */
  readonly onBefore?: (next: Position, books: Books) => void;
  /** Told of every entry that must stand in the journal, in order. */
  readonly onEntry?: (entry: ExpectedEntry) => void;
  /** Waited for after an event, where it is given anything to wait for. */
  readonly onAfter?: () => Promise<void> | undefined;
}

const PROGRESS_EVERY = 1_000;

/**
 * The books from the streams alone, up to the present end or to `asOf`.
 * @throws {Fault} the event store is away
 */
export async function replayBooks(store: ReadableEventStore, options: ReplayOptions = {}): Promise<Books> {
  const { asOf } = options;
  const books = new Books(options, options.records);
  const all = store.readAll(undefined, cut => books.truncations.set(cut.streamId, cut.description));
  const ids = new DerivedIds();
  const checkId = (event: RecordedEvent, report: ReportDifference) => ids.check(event, report);
  for await (const event of asOf ? eventsUpTo(all, asOf) : all) {
    options.onBefore?.(event.position, books);
    books.apply(event);
    books.check(event, checkId);
    const work = options.onAfter?.();
    if (work) await work;
    if (books.events % PROGRESS_EVERY === 0) options.onProgress?.(books.events, event.position);
  }
  return books;
}

async function* eventsUpTo(
  events: AsyncIterable<RecordedEvent>,
  asOf: Position | Date,
): AsyncGenerator<RecordedEvent> {
  if (asOf instanceof Date) return yield* bookedBy(events, asOf);
  for await (const event of events) {
    if (comparePositions(event.position, asOf) > 0) return;
    yield event;
  }
}

/**
 * A SHA-256 in hex over the whole books, in a fixed order. The same history makes the same hash on every machine and at
 * every replay. It leaves positions out, because a copied store has other positions.
 */
export function fingerprintOf(books: Books): string {
  const hash = createHash('sha256');
  const line = (...parts: unknown[]) => hash.update(`${JSON.stringify(parts, plain)}\n`);
  for (const [stream, revision] of sorted(books.streams)) line('stream', stream, revision);
  const held = idsByAccount(books.holds.keys());
  const deposited = idsByAccount(books.deposits.keys());
  for (const [, book] of sorted(books.accounts)) {
    const { holds, deposits, returns, suspense, isClosed, ...rest } = book;
    const { requestedDeposits, unsaidMovements: _unsaid, ...account } = rest;
    line('account', inOrder(account));
    // Books without a closed account, or without a deposit that waits, have the hash that they had before there were any.
    if (isClosed) line('closed', account.accountId);
    for (const [id, request] of sorted(requestedDeposits))
      line('deposit request', account.accountId, [id, inOrder(request)]);
    for (const payoutId of (held.get(account.accountId) ?? []).sort())
      line('hold', account.accountId, payoutId, inOrder(holds.get(payoutId)!));
    for (const id of (deposited.get(account.accountId) ?? []).sort())
      line('deposit', account.accountId, [id, deposits.get(id)]);
    for (const returnId of [...returns].sort()) line('return', account.accountId, returnId);
    for (const caseId of [...suspense].sort()) line('suspense', account.accountId, caseId);
  }
  for (const [, payout] of sorted(books.payouts)) line('payout', inOrder(payout));
  for (const [, each] of sorted(books.cases)) line('case', inOrder(each));
  for (const total of books.ledger.sorted()) line('ledger', inOrder(total));
  line('events', books.events);
  return hash.digest('hex');
}

/** By key. Only the keys are in memory at once. */
function* sorted<Value>(map: Pick<ReadonlyMap<string, Value>, 'keys' | 'get'>): Generator<[string, Value]> {
  for (const key of [...map.keys()].sort()) yield [key, map.get(key)!];
}

const inOrder = (value: object): [string, unknown][] =>
  Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...sorted(value as Map<string, unknown>)];
  if (value instanceof Set) return [...(value as Set<string>)].sort();
  return typeof value === 'bigint' ? `${value}` : value;
}
