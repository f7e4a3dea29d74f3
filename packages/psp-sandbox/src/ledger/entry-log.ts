import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A simulator's entries, in order. */
export interface EntryLog<Entry> {
  /** The entries of earlier runs. */
  readonly past: readonly Entry[];
  /** Resolves when this entry and all earlier ones are on disk. After one failure of the disk, every call rejects. */
  append(entry: Entry): Promise<void>;
  /** Resolves when all appended entries are on disk. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** An entry log in memory: it ends with the process. */
export function memoryEntryLog<Entry>(): EntryLog<Entry> {
  const done = () => Promise.resolve();
  return { past: [], append: done, flushed: done, close: done };
}

/** An entry log of JSON lines, each synced before `append` resolves. Only one process may use a file; nothing checks this. */
export async function fileEntryLog<Entry>(path: string): Promise<EntryLog<Entry>> {
  const past = await readEntryLog<Entry>(path);
  // The simulator never answered for a line that a kill interrupted. Remove it, so that the next entry starts a new line.
  await truncate(path, past.bytes).catch(ignoreMissing);
  const file = await open(path, 'a');
  await syncFolder(dirname(path));
  return new FileEntryLog(past.entries, file);
}

/** The name of a new file is on disk only after a sync of its folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Reads the complete lines of a journal file, also during a write. Returns no entries when there is no such file. */
export async function readEntryLog<Entry>(path: string): Promise<{ entries: Entry[]; bytes: number }> {
  const text = await readFile(path).catch(ignoreMissing);
  if (!text) return { entries: [], bytes: 0 };
  const bytes = text.lastIndexOf('\n') + 1;
  const lines = text.subarray(0, bytes).toString('utf8').split('\n').slice(0, -1);
  return { entries: lines.map(line => JSON.parse(line) as Entry), bytes };
}

class FileEntryLog<Entry> implements EntryLog<Entry> {
  private waiting: string[] = [];
  private lastWrite: Promise<void> = Promise.resolve();

  constructor(
    readonly past: readonly Entry[],
    private readonly file: FileHandle,
  ) {}

  append(entry: Entry): Promise<void> {
    this.waiting.push(`${JSON.stringify(entry)}\n`);
    if (this.waiting.length === 1) {
      // Entries that arrive before this write begins share it, and its sync.
      this.lastWrite = this.lastWrite.then(() => this.write());
      this.lastWrite.catch(() => undefined);
    }
    return this.lastWrite;
  }

  flushed(): Promise<void> {
    return this.lastWrite;
  }

  async close(): Promise<void> {
    await this.lastWrite.catch(() => undefined);
    await this.file.close();
  }

  private async write(): Promise<void> {
    const lines = this.waiting;
    this.waiting = [];
    await this.file.appendFile(lines.join(''));
    await this.file.datasync();
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
