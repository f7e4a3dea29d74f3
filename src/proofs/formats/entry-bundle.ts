import { Malformed } from './malformed';

const LENGTH_BYTES = 2;

/** Entries one after the other, each after its length in two bytes, big-endian (c2sp.org/tlog-tiles). */
export const formatEntryBundle = (entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat(entries.flatMap(entry => [lengthOf(entry), entry]));

function lengthOf(entry: Uint8Array): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(entry.length);
  return length;
}

/** @throws {Malformed} the bundle ends within an entry */
export function parseEntryBundle(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const start = at + LENGTH_BYTES;
    const end = start <= bundle.length ? start + bundle.readUInt16BE(at) : Infinity;
    if (end > bundle.length) throw new Malformed('A bundle of entries ends within an entry');
    entries.push(bundle.subarray(start, end));
    at = end;
  }
  return entries;
}
