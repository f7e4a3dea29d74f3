import { maskedCrc32c } from './crc32c';

/** LevelDB's write-ahead logs and manifests: records in fragments, in blocks of 32 KiB. */
const BLOCK_BYTES = 32 * 1024;
const HEADER_BYTES = 7;
const FULL = 1;
const FIRST = 2;
const LAST = 4;

export interface RecordFile {
  readonly records: readonly Buffer[];
  /** The first invalid byte, with no record after it. A crash or damage leaves such an end. */
  readonly tornAt?: number;
  /**
   * The first byte of a broken record before other records. No crash causes this, because each record is synced before
   * the next.
   */
  readonly damagedAt?: number;
}

interface Fragment {
  readonly at: number;
  readonly type: number;
  readonly data: Buffer;
}

export function parseRecordFile(file: Buffer): RecordFile {
  const records: Buffer[] = [];
  let open: Fragment[] = [];
  let brokenAt: number | undefined;
  for (const fragment of fragmentsOf(file)) {
    const begins = 'type' in fragment && (fragment.type === FULL || fragment.type === FIRST);
    if (begins && brokenAt !== undefined) return { records, damagedAt: brokenAt };
    const fits = 'type' in fragment && begins === (open.length === 0);
    if (!fits) {
      brokenAt ??= open[0]?.at ?? fragment.at;
      // A new record begins before the last one has ended.
      if (begins) return { records, damagedAt: brokenAt };
      open = [];
      continue;
    }
    open.push(fragment);
    if (fragment.type !== FULL && fragment.type !== LAST) continue;
    records.push(Buffer.concat(open.map(({ data }) => data)));
    open = [];
  }
  const tornAt = brokenAt ?? open[0]?.at;
  return tornAt === undefined ? { records } : { records, tornAt };
}

/** The complete fragments. For a broken fragment it reports only the place and continues with the next block. */
function* fragmentsOf(file: Buffer): Generator<Fragment | { readonly at: number }> {
  for (let block = 0; block < file.length; block += BLOCK_BYTES) {
    const end = Math.min(block + BLOCK_BYTES, file.length);
    let at = block;
    while (at + HEADER_BYTES <= end) {
      const fragment = fragmentAt(file, at, end);
      yield fragment ?? { at };
      if (!fragment) break;
      at += HEADER_BYTES + fragment.data.length;
    }
    const rest = at + HEADER_BYTES > end ? file.subarray(at, end) : undefined;
    if (rest?.some(byte => byte !== 0) || (rest && rest.length > 0 && end % BLOCK_BYTES !== 0)) yield { at };
  }
}

function fragmentAt(file: Buffer, at: number, end: number): Fragment | undefined {
  const length = file.readUInt16LE(at + 4);
  const type = file.readUInt8(at + 6);
  const bodyEnd = at + HEADER_BYTES + length;
  if (type < FULL || type > LAST || bodyEnd > end) return undefined;
  if (file.readUInt32LE(at) !== maskedCrc32c(file.subarray(at + 6, bodyEnd))) return undefined;
  return { at, type, data: file.subarray(at + HEADER_BYTES, bodyEnd) };
}
