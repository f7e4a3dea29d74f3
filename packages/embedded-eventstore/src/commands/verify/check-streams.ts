import { isDeepStrictEqual } from 'node:util';

import { unseal } from '../../storage/checksum';
import type { Database } from '../../storage/data-folder';
import { eventKey, headKey, numberAt, revisionOfKey } from '../../storage/keys';
import {
  decodeHead,
  EMPTY_HEAD,
  isMetastream,
  metadataOf,
  streamOfMetastream,
  type StreamHead,
} from '../../storage/heads/stream-head';
import { dataOf } from '../../wire/recorded-event';
import type { Faults } from './faults';

export interface CheckedStreams {
  readonly streams: number;
  readonly metastreams: number;
  readonly entries: number;
}

interface End {
  readonly stream: string;
  revision: number;
  position: number;
}

/**
 * Checks every stream's index: checksums, revisions without gaps, growing positions, and a head that agrees with the
 * end.
 */
export async function checkStreams(database: Database, faults: Faults): Promise<CheckedStreams> {
  const checked = { streams: 0, metastreams: 0, entries: 0 };
  let end: End | undefined;
  for await (const [key, value] of database.iterator({ gte: Buffer.from('s/'), lt: Buffer.from('s0') })) {
    const stream = key.subarray(2, key.length - 9).toString();
    if (end?.stream !== stream) {
      if (end) await checkHead(database, end, faults);
      end = { stream, revision: -1, position: 0 };
      checked.streams += 1;
      if (isMetastream(stream)) checked.metastreams += 1;
    }
    checked.entries += 1;
    checkEntry(end, key, value, faults);
  }
  if (end) await checkHead(database, end, faults);
  return checked;
}

function checkEntry(end: End, key: Buffer, value: Buffer, faults: Faults): void {
  const revision = revisionOfKey(key);
  const what = `revision ${revision} of stream '${end.stream}'`;
  if (revision !== end.revision + 1) faults.add(`Before ${what} a revision is missing.`);
  end.revision = revision;
  const position = faults.attempt(() => numberAt(unseal(key, value, `the index entry of ${what}`), 0));
  if (position === undefined) return;
  if (position <= end.position) faults.add(`The position of ${what} is not after the one before.`);
  end.position = position;
}

async function checkHead(database: Database, end: End, faults: Faults): Promise<void> {
  const head = await headOf(database, end.stream, faults);
  if (head && (head.revision !== end.revision || head.position !== end.position)) {
    faults.add(
      `The head of stream '${end.stream}' says revision ${head.revision} at position ${head.position}; ` +
        `the index ends with revision ${end.revision} at position ${end.position}.`,
    );
  }
  if (isMetastream(end.stream)) await checkMetadata(database, end, faults);
}

/** Checks that a stream's head has the metadata of the last event in its metastream. */
async function checkMetadata(database: Database, end: End, faults: Faults): Promise<void> {
  const described = streamOfMetastream(end.stream);
  const key = eventKey(end.position);
  const value = await database.get(key);
  // The check of the events reports faults of the event itself.
  const data =
    value && faults.attempt(() => dataOf(unseal(key, value, `the event at position ${end.position}`)));
  const head = await headOf(database, described, faults);
  if (data && head && !isDeepStrictEqual(head.metadata, metadataOf(data))) {
    faults.add(`The head of stream '${described}' holds other metadata than was set last.`);
  }
}

async function headOf(database: Database, stream: string, faults: Faults): Promise<StreamHead | undefined> {
  const key = headKey(stream);
  const value = await database.get(key);
  if (!value) return EMPTY_HEAD;
  return faults.attempt(() => decodeHead(unseal(key, value, `the head of stream '${stream}'`)));
}
