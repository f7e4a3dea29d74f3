import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

import { CorruptDataError } from './corrupt-data';
import { numberAt, numberBytes } from './keys';

const NAME = 'ACKNOWLEDGED';
/** The slots are far apart, so that an interrupted write damages only one of them. */
const SLOT_DISTANCE = 4096;
const SLOT_BYTES = 12;
/** The database is synced with every group; the mark is synced after this many groups and when it closes. */
const SYNC_EVERY = 256;

/**
 * The position up to which events were acknowledged, in a file beside the database: damage can remove the end of
 * LevelDB's log without a sign. The mark is written after a group is on disk and before its answers, so it is never
 * ahead of a healthy database. A power cut can leave it behind, which only makes it weaker. Two slots take turns.
 */
export class AcknowledgedMark {
  private writes = 0;

  private constructor(
    private readonly file: number,
    private position: number,
  ) {}

  /**
   * Opens the mark. It begins at 0 in a folder without one.
   * @throws {CorruptDataError} when neither slot can be read
   */
  static open(directory: string): AcknowledgedMark {
    const path = join(directory, NAME);
    if (!existsSync(path)) create(path);
    const position = positionIn(readFileSync(path));
    if (position === undefined) throw new CorruptDataError(`The file ${NAME} of the data folder is damaged.`);
    return new AcknowledgedMark(openSync(path, 'r+'), position);
  }

  /**
   * Reads the mark and changes nothing. Returns undefined when there is none.
   * @throws {CorruptDataError} when neither slot can be read
   */
  static read(directory: string): number | undefined {
    const path = join(directory, NAME);
    if (!existsSync(path)) return undefined;
    const position = positionIn(readFileSync(path));
    if (position === undefined) throw new CorruptDataError(`The file ${NAME} of the data folder is damaged.`);
    return position;
  }

  get value(): number {
    return this.position;
  }

  raise(position: number): void {
    this.writes += 1;
    writeSync(this.file, slot(position), 0, SLOT_BYTES, (this.writes % 2) * SLOT_DISTANCE);
    this.position = position;
    if (this.writes % SYNC_EVERY === 0) fdatasyncSync(this.file);
  }

  close(): void {
    fdatasyncSync(this.file);
    closeSync(this.file);
  }
}

/** The file appears under its name only when it is complete, so a crash leaves no mark that looks damaged. */
function create(path: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w');
  try {
    writeSync(file, Buffer.concat([slot(0), Buffer.alloc(SLOT_DISTANCE - SLOT_BYTES), slot(0)]));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function slot(position: number): Buffer {
  const bytes = numberBytes(position);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return Buffer.concat([bytes, sum]);
}

function positionIn(file: Buffer): number | undefined {
  const slots = [0, SLOT_DISTANCE].map(at => file.subarray(at, at + SLOT_BYTES));
  const whole = slots.filter(
    bytes => bytes.length === SLOT_BYTES && bytes.readUInt32BE(8) === crc32(bytes.subarray(0, 8)),
  );
  return whole.length === 0 ? undefined : Math.max(...whole.map(bytes => numberAt(bytes, 0)));
}
