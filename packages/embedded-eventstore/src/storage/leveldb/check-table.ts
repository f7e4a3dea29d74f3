import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import { maskedCrc32c } from './crc32c';
import { VarintReader } from './varints';

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
const TRAILER_BYTES = 5;
const FILTER_NAME = 'filter.leveldb.BuiltinBloomFilter2';

interface Handle {
  readonly at: number;
  readonly bytes: number;
}

/**
 * Returns what is wrong with a table, or undefined. It checks the size, the index and the filter, which decide what
 * LevelDB finds. The values have checksums of their own. LevelDB itself verifies none of this during a read.
 */
export function faultOfTable(path: string, bytes: number): string | undefined {
  const file = openSync(path, 'r');
  try {
    const actual = fstatSync(file).size;
    if (actual !== bytes) return `it has ${actual} bytes and should have ${bytes}`;
    return faultOfBlocks(file, bytes);
  } catch (error) {
    return error instanceof RangeError ? 'its end makes no sense' : String(error);
  } finally {
    closeSync(file);
  }
}

function faultOfBlocks(file: number, bytes: number): string | undefined {
  const footer = read(file, { at: bytes - FOOTER_BYTES, bytes: FOOTER_BYTES });
  if (footer.readBigUInt64LE(FOOTER_BYTES - 8) !== MAGIC) return 'its end is damaged';
  const handles = new VarintReader(footer);
  const meta = handleIn(handles);
  const index = handleIn(handles);
  if (!readBlock(file, index, bytes)) return 'the checksum of its index does not fit';
  const metaBlock = readBlock(file, meta, bytes);
  if (!metaBlock) return 'the checksum of its second index does not fit';
  const filter = filterIn(metaBlock);
  return filter && !readBlock(file, filter, bytes) ? 'the checksum of its filter does not fit' : undefined;
}

const handleIn = (reader: VarintReader): Handle => ({ at: reader.number(), bytes: reader.number() });

function filterIn(metaBlock: Buffer): Handle | undefined {
  const at = metaBlock.indexOf(FILTER_NAME);
  return at < 0 ? undefined : handleIn(new VarintReader(metaBlock, at + FILTER_NAME.length));
}

/** Returns undefined when the checksum in the trailer of the block is wrong. */
function readBlock(file: number, handle: Handle, fileBytes: number): Buffer | undefined {
  if (handle.at + handle.bytes + TRAILER_BYTES > fileBytes) return undefined;
  const block = read(file, { at: handle.at, bytes: handle.bytes + TRAILER_BYTES });
  const sum = block.readUInt32LE(handle.bytes + 1);
  return sum === maskedCrc32c(block.subarray(0, handle.bytes + 1)) ? block : undefined;
}

function read(file: number, { at, bytes }: Handle): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (at < 0 || readSync(file, buffer, 0, bytes, at) !== bytes)
    throw new RangeError('The file is too short.');
  return buffer;
}
