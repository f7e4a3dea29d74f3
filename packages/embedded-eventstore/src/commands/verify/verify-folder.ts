import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { AcknowledgedMark } from '../../storage/acknowledged-mark';
import { unseal } from '../../storage/checksum';
import { CorruptDataError } from '../../storage/corrupt-data';
import { openDatabase, type Database } from '../../storage/data-folder';
import { FORMAT, FORMAT_KEY, LAST_POSITION_KEY, numberAt } from '../../storage/keys';
import { decodeHead } from '../../storage/heads/stream-head';
import { checkEvents, type CheckedEvents } from './check-events';
import { checkStreams, type CheckedStreams } from './check-streams';
import { Faults } from './faults';

export interface Verification {
  readonly events: number;
  readonly streams: number;
  /** 0 means that the folder is sound. */
  readonly faultCount: number;
  /** The first faults, one sentence each. */
  readonly faults: readonly string[];
}

/**
 * Reads everything in a data folder and compares each record with the records that refer to it. It repairs nothing.
 * @throws {FolderInUseError | Error} when a server has the folder, it has no store, or the disk failed
 */
export async function verifyFolder(
  directory: string,
  onProgress: (events: number) => void = () => undefined,
): Promise<Verification> {
  const files = ['CURRENT', 'ACKNOWLEDGED'].map(name => join(directory, name));
  if (!files.some(file => existsSync(file))) throw new Error(`There is no event store in ${directory}.`);
  const faults = new Faults();
  const counts = await checkContent(directory, faults, onProgress);
  return { ...counts, faultCount: faults.count, faults: faults.listed };
}

/** Damaged files are not opened, because LevelDB would ignore the damage and write anew. */
async function checkContent(directory: string, faults: Faults, onProgress: (events: number) => void) {
  let database: Database;
  try {
    database = await openDatabase(directory);
  } catch (error) {
    if (!(error instanceof CorruptDataError)) throw error;
    faults.add(error.message);
    return { events: 0, streams: 0 };
  }
  try {
    const events = await checkEvents(database, faults, onProgress);
    const streams = await checkStreams(database, faults);
    await checkHeads(database, events, streams, faults);
    await checkIds(database, events, faults);
    await checkEnd(database, directory, events, faults);
    return { events: events.events, streams: streams.streams };
  } catch (error) {
    // LevelDB cannot continue behind a block that it cannot read.
    faults.add(`The database cannot be read on: ${error instanceof Error ? error.message : String(error)}`);
    return { events: 0, streams: 0 };
  } finally {
    await database.close();
  }
}

/** Checks that each stream in the index has one head, and that there are no other heads. */
async function checkHeads(
  database: Database,
  events: CheckedEvents,
  streams: CheckedStreams,
  faults: Faults,
) {
  const found = { streams: 0, metastreams: 0, tombstones: 0 };
  for await (const [key, value] of database.iterator({ gte: Buffer.from('m/'), lt: Buffer.from('m0') })) {
    const what = `the head of stream '${key.subarray(2).toString()}'`;
    const head = faults.attempt(() => decodeHead(unseal(key, value, what)));
    if (head && head.revision >= 0) found.streams += 1;
    if (head?.metadata) found.metastreams += 1;
    if (head?.tombstoned) found.tombstones += 1;
  }
  compareCounts('heads of streams with events', found.streams, streams.streams, faults);
  compareCounts('heads with metadata', found.metastreams, streams.metastreams, faults);
  compareCounts('heads of streams deleted for ever', found.tombstones, events.tombstones, faults);
  compareCounts('index entries by stream', streams.entries, events.events - events.tombstones, faults);
}

async function checkIds(database: Database, events: CheckedEvents, faults: Faults): Promise<void> {
  let found = 0;
  for await (const [key, value] of database.iterator({ gte: Buffer.from('i/'), lt: Buffer.from('i0') })) {
    found += 1;
    faults.attempt(() =>
      unseal(key, value, `the index entry of event ${key.subarray(2, 18).toString('hex')}`),
    );
  }
  compareCounts('index entries by id', found, events.events - events.tombstones - events.repeatedIds, faults);
}

async function checkEnd(
  database: Database,
  directory: string,
  { lastPosition }: CheckedEvents,
  faults: Faults,
) {
  const format = await database.get(FORMAT_KEY);
  const known = format && faults.attempt(() => unseal(FORMAT_KEY, format, 'the format').toString());
  if (known !== FORMAT) faults.add(`The format is ${known ?? 'missing'}; this version knows ${FORMAT}.`);
  const last = await database.get(LAST_POSITION_KEY);
  const recorded =
    last && faults.attempt(() => numberAt(unseal(LAST_POSITION_KEY, last, 'the last position'), 0));
  if (last || lastPosition > 0) compareEnd(recorded ?? 0, lastPosition, faults);
  const mark = faults.attempt(() => AcknowledgedMark.read(directory)) ?? 0;
  if (mark > lastPosition)
    faults.add(`Events up to position ${mark} were acknowledged; the last is ${lastPosition}.`);
}

function compareCounts(what: string, found: number, wanted: number, faults: Faults): void {
  if (found !== wanted)
    faults.add(`The number of ${what} is ${found}; by the events it has to be ${wanted}.`);
}

function compareEnd(recorded: number, lastPosition: number, faults: Faults): void {
  if (recorded !== lastPosition)
    faults.add(`The last position is said to be ${recorded} and is ${lastPosition}.`);
}
