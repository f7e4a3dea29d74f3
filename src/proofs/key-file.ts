import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Malformed } from './formats/malformed';
import {
  formatSigningKey,
  parseSigningKey,
  type SIGNATURE,
  type COSIGNATURE,
  type SigningKey,
} from './formats/note-keys';

const SEED_BYTES = 32;
/** Readable and writable by its owner alone. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

interface NewKey {
  readonly type: typeof SIGNATURE | typeof COSIGNATURE;
  /** Of the key, where one has to be made. */
  readonly name: () => string;
}

/**
 * The signing key in a file. Where there is no file, a key is drawn and is on disk when this returns.
 * @throws {Malformed} the file is no key of this type, or other users can read it
 */
export async function openKeyFile(path: string, { type, name }: NewKey): Promise<SigningKey> {
  const key =
    (await readKey(path)) ?? (await makeKey(path, formatSigningKey(name(), randomBytes(SEED_BYTES), type)));
  if (key.type !== type) throw new Malformed(`${path} holds a key of another type`);
  return key;
}

async function readKey(path: string): Promise<SigningKey | undefined> {
  const found = await stat(path).catch(ifMissing);
  if (!found) return undefined;
  if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0)
    throw new Malformed(`${path} can be read by other users (chmod 600 it)`);
  try {
    return parseSigningKey(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Malformed) throw new Malformed(`${path}: ${error.message}`);
    throw error;
  }
}

/** Of two processes that make a key at once, one makes it. The file appears as a whole. */
async function makeKey(path: string, text: string): Promise<SigningKey> {
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, 'w', OWNER_ONLY);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(draft, path).catch(ifThere);
  await rm(draft);
  await syncFolder(dirname(path));
  return parseSigningKey(await readFile(path, 'utf8'));
}

function ifThere(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
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
