import { unseal } from '../../storage/checksum';
import type { Database } from '../../storage/data-folder';
import {
  eventIdKey,
  eventKey,
  headKey,
  MAX_NUMBER,
  numberAt,
  positionOfKey,
  streamKey,
} from '../../storage/keys';
import { decodeHead } from '../../storage/heads/stream-head';
import { summaryOf } from '../../wire/recorded-event';
import type { Faults } from './faults';

const PIECE = 500;

export interface CheckedEvents {
  /** The number of events, with tombstones. */
  readonly events: number;
  readonly lastPosition: number;
  readonly tombstones: number;
  /**
   * The number of events whose id a later event of the same stream also has. An exact expected revision allows this.
   */
  readonly repeatedIds: number;
}

interface Event {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/** Checks every event in the order of `$all`: its checksum, the position without a gap, and its index entries. */
export async function checkEvents(
  database: Database,
  faults: Faults,
  onProgress: (events: number) => void,
): Promise<CheckedEvents> {
  const checked = { events: 0, lastPosition: 0, tombstones: 0, repeatedIds: 0 };
  const iterator = database.iterator({ gte: eventKey(0), lte: eventKey(MAX_NUMBER) });
  try {
    for (
      let entries = await iterator.nextv(PIECE);
      entries.length > 0;
      entries = await iterator.nextv(PIECE)
    ) {
      const events = entries.flatMap(([key, value]) => eventOf(key, value, checked, faults) ?? []);
      const ends = events.filter(isTombstone);
      checked.tombstones += ends.length;
      checked.repeatedIds += await checkIndexes(
        database,
        events.filter(event => !isTombstone(event)),
        faults,
      );
      await checkTombstones(database, ends, faults);
      onProgress(checked.events);
    }
  } finally {
    await iterator.close();
  }
  return checked;
}

/** The revision of a tombstone is 2^63 − 1, more than JavaScript represents exactly. It is in no index. */
const isTombstone = ({ revision }: Event): boolean => revision > MAX_NUMBER;

function eventOf(
  key: Buffer,
  value: Buffer,
  checked: { events: number; lastPosition: number },
  faults: Faults,
): Event | undefined {
  const position = positionOfKey(key);
  const expected = checked.lastPosition + 1;
  if (position !== expected) {
    const missing = position - 1 === expected ? `${expected} is` : `${expected} to ${position - 1} are`;
    faults.add(`The event at position ${missing} missing.`);
  }
  checked.events += 1;
  checked.lastPosition = position;
  return faults.attempt(() => {
    const { id, stream, revision } = summaryOf(unseal(key, value, `the event at position ${position}`));
    return { id, stream, revision, position };
  });
}

/** Returns the number of events whose id a later event of their stream also has. */
async function checkIndexes(database: Database, events: readonly Event[], faults: Faults): Promise<number> {
  const byRevision = events.map(({ stream, revision }) => streamKey(stream, revision));
  const byId = events.map(({ id, stream }) => eventIdKey(id, stream));
  const [positions, places] = await Promise.all([database.getMany(byRevision), database.getMany(byId)]);
  let repeated = 0;
  events.forEach((event, index) => {
    const what = `revision ${event.revision} of stream '${event.stream}'`;
    checkEntry(byRevision[index]!, positions[index], what, [event.position], faults);
    const later = laterRevision(places[index], event);
    if (later) repeated += 1;
    else
      checkEntry(byId[index]!, places[index], `event ${event.id}`, [event.revision, event.position], faults);
  });
  return repeated;
}

const laterRevision = (entry: Buffer | undefined, { revision }: Event): boolean =>
  entry?.length === 20 && numberAt(entry.subarray(4), 0) > revision;

function checkEntry(
  key: Buffer,
  value: Buffer | undefined,
  what: string,
  wanted: number[],
  faults: Faults,
): void {
  if (!value) return faults.add(`The index entry of ${what} is missing.`);
  faults.attempt(() => {
    const payload = unseal(key, value, `the index entry of ${what}`);
    const found = wanted.map((_, index) => numberAt(payload, index));
    if (found.join() !== wanted.join()) {
      faults.add(`The index entry of ${what} says ${found.join(', ')}; the event says ${wanted.join(', ')}.`);
    }
  });
}

async function checkTombstones(database: Database, ends: readonly Event[], faults: Faults): Promise<void> {
  const keys = ends.map(({ stream }) => headKey(stream));
  const heads = await database.getMany(keys);
  ends.forEach(({ stream, position }, index) => {
    const value = heads[index];
    const what = `the head of stream '${stream}'`;
    const head = value && faults.attempt(() => decodeHead(unseal(keys[index]!, value, what)));
    // Heads of earlier versions do not have the place of the end.
    if (!head?.tombstoned || (head.tombstonePosition ?? position) !== position) {
      faults.add(`Stream '${stream}' is deleted for ever, and its head does not say so.`);
    }
  });
}
