import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a simulator remembers, in order. */
export interface Journal<Entry> {
  /** What was written before this start. */
  readonly past: readonly Entry[];
  /** Resolves once the entry, and every one before it, is on disk. Rejects for good after the disk failed once. */
  append(entry: Entry): Promise<void>;
  /** Resolves once all that was appended is on disk. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** Forgets everything with the process. */
export function memoryJournal<Entry>(): Journal<Entry> {
  const done = () => Promise.resolve();
  return { past: [], append: done, flushed: done, close: done };
}

/** JSON lines, synced before they count. One process per file: nothing guards against a second. */
export async function fileJournal<Entry>(path: string): Promise<Journal<Entry>> {
  const past = await readJournal<Entry>(path);
  // A line cut by a kill was never answered for: it goes, so that the next line starts on its own.
  await truncate(path, past.bytes).catch(ignoreMissing);
  const file = await open(path, 'a');
  await syncFolder(dirname(path));
  return new FileJournal(past.entries, file);
}

/** A new file's name is on disk only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** The whole lines of a journal file, also while it is being written; none if there is no such file. */
export async function readJournal<Entry>(path: string): Promise<{ entries: Entry[]; bytes: number }> {
  const text = await readFile(path).catch(ignoreMissing);
  if (!text) return { entries: [], bytes: 0 };
  const bytes = text.lastIndexOf('\n') + 1;
  const lines = text.subarray(0, bytes).toString('utf8').split('\n').slice(0, -1);
  return { entries: lines.map(line => JSON.parse(line) as Entry), bytes };
}

class FileJournal<Entry> implements Journal<Entry> {
  private waiting: string[] = [];
  private lastWrite: Promise<void> = Promise.resolve();

  constructor(
    readonly past: readonly Entry[],
    private readonly file: FileHandle,
  ) {}

  append(entry: Entry): Promise<void> {
    this.waiting.push(`${JSON.stringify(entry)}\n`);
    if (this.waiting.length === 1) {
      // Whatever else comes before this write begins goes out with it, under one sync.
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
