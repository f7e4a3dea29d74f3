import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that are gathered before they are written. */
const PENDING_BYTES = 1 << 20;
const SCRATCH_BYTES = 1 << 16;

/** No character takes more in UTF-8. */
const BYTES_PER_UNIT = 3;

/**
 * Texts that a process writes once and reads again, in a file that no other user can open. The file has no name any more when
 * the first byte is in it, so nothing stays behind after a crash. There is no file before there is much to write. The folder
 * is the system's own for such files (`TMPDIR`).
 */
export class SpillFile {
  private file: number | undefined;
  private pending = Buffer.alloc(0);
  /** Where the first pending byte belongs. */
  private written = 0;
  private used = 0;
  private readonly scratch = Buffer.allocUnsafe(SCRATCH_BYTES);

  /** Returns where the text begins, and its bytes. No half of a surrogate pair comes back. @throws {Error} the disk is full or fails */
  put(text: string): { readonly at: number; readonly length: number } {
    const most = text.length * BYTES_PER_UNIT;
    if (this.used + most > this.pending.length) this.makeRoom(most);
    const at = this.written + this.used;
    const length = this.pending.write(text, this.used);
    this.used += length;
    return { at, length };
  }

  /** The text that was put at this place. @throws {Error} the disk fails */
  read(at: number, length: number): string {
    const from = at - this.written;
    if (from >= 0) return this.pending.toString('utf8', from, from + length);
    const bytes = length > SCRATCH_BYTES ? Buffer.allocUnsafe(length) : this.scratch;
    for (let done = 0; done < length;) {
      const count = readSync(this.file!, bytes, done, length - done, at + done);
      if (count === 0) throw new Error('The temporary file of the audit has become shorter');
      done += count;
    }
    return bytes.toString('utf8', 0, length);
  }

  /** Everything is given back to the system. Nothing can be read afterwards. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private makeRoom(length: number): void {
    this.flush();
    if (this.pending.length < length) this.pending = Buffer.allocUnsafe(Math.max(PENDING_BYTES, length));
  }

  private flush(): void {
    if (this.used === 0) return;
    this.file ??= openWithoutName();
    for (let done = 0; done < this.used;)
      done += writeSync(this.file, this.pending, done, this.used - done, this.written + done);
    this.written += this.used;
    this.used = 0;
  }
}

function openWithoutName(): number {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-audit-'));
  try {
    return openSync(join(folder, 'records'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
