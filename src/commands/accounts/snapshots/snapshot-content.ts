import {
  MEMORY_NAMES,
  packAccount,
  restoreMemory,
  type MemoryBytes,
  type MemoryName,
} from '../../../domain/account/account-memory';
import { PackedTable } from '../../../domain/account/packed/packed-table';
import type { AccountLife, OpenedAccount } from '../../../domain/account/state';
import { NEW_LIFE } from '../../../domain/account/life';
import { NO_USAGE, usageFields, usageOf, type UsageFields } from '../../../domain/limits/account-usage';
import { invariant } from '../../../shared/invariant';
import type { Currency } from '../../../shared/money';
import type { AccountRecord } from '../account-record';

/**
 * The bytes of a page: the length of a header, and the header in JSON. Two byte strings follow for each map of the
 * account's memory: what was packed since the page before, and what is not packed.
 */

/** The packed values that earlier pages have. */
export type SavedTables = Readonly<Record<MemoryName, PackedTable>>;

interface Header {
  readonly name: string;
  readonly currency: Currency;
  /** Minor units as text: what is available can be below zero. */
  readonly available: string;
  readonly held: string;
  /** What the state was folded from, by the fold itself. */
  readonly eventId: string;
  readonly events: number;
  /** What payouts have used of limits; missing: nothing. */
  readonly usage?: UsageFields;
  /** Missing: it was never closed. */
  readonly life?: AccountLife;
  /** Packed and recent bytes of each map, in the order of MEMORY_NAMES. */
  readonly lengths: readonly (readonly [packed: number, recent: number])[];
}

export const NO_TABLES: SavedTables = memoryBy(() => PackedTable.EMPTY);

export const tablesOf = (account: OpenedAccount): SavedTables => memoryBy(name => account[name].packed);

/** Whether the account has what the tables have, so that a page can add to them. */
export const extendsTables = (account: OpenedAccount, saved: SavedTables): boolean =>
  MEMORY_NAMES.every(name => account[name].packed.extends(saved[name]));

/** The bytes of a page that follows those with the saved tables. */
export function packPage(record: AccountRecord, saved: SavedTables): Buffer {
  const account = packAccount(record.account);
  invariant(account, 'An account that was never opened has no snapshot');
  const sections = MEMORY_NAMES.map(name => {
    const { packed } = account[name];
    return [packed.bytesAfter(saved[name].length), account[name].recentBytes()] as const;
  });
  const header: Header = {
    name: account.name,
    currency: account.currency,
    available: String(account.availableMinor),
    held: String(account.heldMinor),
    eventId: record.eventId,
    events: record.events,
    ...(account.usage !== NO_USAGE && { usage: usageFields(account.usage) }),
    ...(account.life !== NEW_LIFE && { life: account.life }),
    lengths: sections.map(([packed, recent]) => [packed.length, recent.length]),
  };
  return withHeader(header, sections.flat());
}

/** The account as the pages have it, the oldest page first. @throws {Bug} or an error of JSON: they are no pages */
export function unpackPages(accountId: string, pages: readonly Buffer[]): AccountRecord {
  let tables = NO_TABLES;
  let last: { header: Header; memory: MemoryBytes } | undefined;
  for (const page of pages) {
    const { header, sections } = splitPage(page);
    const packed = memoryBy((name, index) => tables[name].addBytes(sections[index]![0]));
    const memory = memoryBy((name, index) => ({ packed: packed[name], recent: sections[index]![1] }));
    tables = packed;
    last = { header, memory };
  }
  invariant(last, 'A snapshot without pages');
  const { name, currency, available, held, eventId, events, usage, life = NEW_LIFE } = last.header;
  const amounts = { availableMinor: BigInt(available), heldMinor: BigInt(held) };
  const limits = { usage: usage ? usageOf(usage) : NO_USAGE };
  const account = { accountId, name, currency, ...amounts, life, ...limits, ...restoreMemory(last.memory) };
  return { account, eventId, events };
}

function withHeader(header: Header, sections: readonly Uint8Array[]): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, ...sections]);
}

function splitPage(page: Buffer) {
  const start = 4 + page.readUInt32LE(0);
  const header = JSON.parse(page.toString('utf8', 4, start)) as Header;
  let offset = start;
  const take = (length: number): Uint8Array => page.subarray(offset, (offset += length));
  const sections = header.lengths.map(([packed, recent]) => [take(packed), take(recent)] as const);
  invariant(
    offset === page.length && sections.length === MEMORY_NAMES.length,
    'A page has other bytes than it says',
  );
  return { header, sections };
}

function memoryBy<Value>(valueOf: (name: MemoryName, index: number) => Value): Record<MemoryName, Value> {
  const entries = MEMORY_NAMES.map((name, index) => [name, valueOf(name, index)] as const);
  return Object.fromEntries(entries) as Record<MemoryName, Value>;
}
