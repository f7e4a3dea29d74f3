import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { positionOf } from '../../wire/recorded-event';
import type { BackupFile } from './manifest';
import { writeDurably } from './durable-file';

/** The bytes of the events of one file, before they are packed. An event has at most a few MiB. */
export const FILE_BYTES = 8 * 1024 * 1024;
const LENGTH_BYTES = 4;
const MOST_BYTES = 256 * 1024 * 1024;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes events into one file: gzip over each event with its length before it (4 bytes, big endian). An event is the
 * protocol's RecordedEvent.
 */
export function writeEvents(directory: string, events: readonly Buffer[]): BackupFile {
  const [first, last] = [positionOf(events[0]!), positionOf(events.at(-1)!)];
  const name = `events-${String(first).padStart(12, '0')}-${String(last).padStart(12, '0')}.gz`;
  const packed = gzipSync(Buffer.concat(events.flatMap(event => [lengthOf(event), event])), { level: 3 });
  writeDurably(join(directory, name), packed);
  return { name, first, last, sha256: sha256Of(packed) };
}

function lengthOf(event: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(event.length);
  return length;
}

/**
 * Reads a file of events.
 * @throws {Error} when it is not what the manifest says
 */
export function readEvents(directory: string, file: BackupFile): Buffer[] {
  const packed = readFileSync(join(directory, file.name));
  if (sha256Of(packed) !== file.sha256) throw new Error('its SHA-256 is not the one of the manifest');
  const events = [...split(gunzipSync(packed, { maxOutputLength: MOST_BYTES }))];
  const misplaced = events.findIndex((event, index) => positionOf(event) !== file.first + index);
  if (misplaced >= 0 || events.length !== file.last - file.first + 1)
    throw new Error('it does not hold the positions that the manifest says');
  return events;
}

function* split(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const end = at + LENGTH_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new Error('it ends within an event');
    yield bytes.subarray(at + LENGTH_BYTES, end);
    at = end;
  }
}
