import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Readable and writable by its owner alone. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** Other users can read a file that has a secret in it. */
export class ReadableByOthers extends Error {
  override name = 'ReadableByOthers';
  constructor(path: string) {
    super(`${path} can be read by other users (chmod 600 it)`);
  }
}

/** The text of a file that only its owner can read; undefined: there is none. @throws {ReadableByOthers} */
export async function readOwnFile(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(ifMissing);
  if (!found) return undefined;
  if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0) throw new ReadableByOthers(path);
  return readFile(path, 'utf8');
}

/** Of two processes that make the file at once, one makes it. It appears as a whole. Returns the text that is there then. */
export async function makeOwnFile(path: string, text: string): Promise<string> {
  const draft = `${path}.${process.pid}`;
  await writeOwnFile(draft, `${text}\n`);
  await link(draft, path).catch(ifThere);
  await rm(draft);
  await syncFolder(dirname(path));
  return readFile(path, 'utf8');
}

/** Writes a file that only its owner can read. It is on disk when this returns. */
export async function writeOwnFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A file that was made or renamed in the folder is there after a crash. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Ends a failed call with undefined where the file is not there. */
export function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function ifThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}
