import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Malformed } from './formats/malformed';
import {
  formatSigningKey,
  parseSigningKey,
  SIGNATURE,
  type COSIGNATURE,
  type SigningKey,
} from './formats/note-keys';
import type { KeyRing } from './keys/key-ring';

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
 * The current signing key in a file. Where there is no file, a key is drawn and is on disk when this returns.
 * @throws {Malformed} the file is no key of this type, or other users can read it
 */
export async function openKeyFile(path: string, { type, name }: NewKey): Promise<SigningKey> {
  const [key] =
    (await readKeyFile(path)) ??
    ([await makeKey(path, formatSigningKey(name(), randomBytes(SEED_BYTES), type))] as const);
  if (key.type !== type) throw new Malformed(`${path} holds a key of another type`);
  return key;
}

/** All keys of a file; undefined: there is no file. @throws {Malformed} also where other users can read it */
export async function readKeyFile(path: string): Promise<KeyRing | undefined> {
  const text = await readOwnFile(path);
  if (text === undefined) return undefined;
  try {
    return parseKeyRing(text);
  } catch (error) {
    if (error instanceof Malformed) throw new Malformed(`${path}: ${error.message}`);
    throw error;
  }
}

/** The text of a file that only its owner can read; undefined: there is none. @throws {Malformed} others can read it */
export async function readOwnFile(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(ifMissing);
  if (!found) return undefined;
  if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0)
    throw new Malformed(`${path} can be read by other users (chmod 600 it)`);
  return readFile(path, 'utf8');
}

/** All keys of a file that was there before. @throws {Malformed} also where it is gone */
export async function requireKeyFile(path: string): Promise<KeyRing> {
  const ring = await readKeyFile(path);
  if (!ring) throw new Malformed(`The key file ${path} is gone`);
  return ring;
}

/** One key on each line, the current one first. @throws {Malformed} */
export function parseKeyRing(text: string): KeyRing {
  const [current = '', ...others] = text.trimEnd().split('\n');
  return [parseSigningKey(current), ...others.map(parseSigningKey)];
}

/**
 * Puts a new key before those of a file, in one step that is on disk when this
 * returns. @throws {Malformed} the file is no longer as it was read
 */
export async function addKey(path: string, name: string, before: KeyRing): Promise<KeyRing> {
  const text = await readFile(path, 'utf8');
  const same =
    parseKeyRing(text)
      .map(({ id }) => id)
      .join() === before.map(({ id }) => id).join();
  if (!same) throw new Malformed(`${path} was changed meanwhile`);
  await replaceFile(path, `${formatSigningKey(name, randomBytes(SEED_BYTES), SIGNATURE)}\n${text}`);
  return parseKeyRing(await readFile(path, 'utf8'));
}

/** Leaves the current key in a file, and takes the others out of it. */
export async function dropOldKeys(path: string): Promise<void> {
  const [current] = (await readFile(path, 'utf8')).split('\n');
  await replaceFile(path, `${current}\n`);
}

async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeDraft(draft, text);
  await rename(draft, path);
  await syncFolder(dirname(path));
}

async function writeDraft(draft: string, text: string): Promise<void> {
  const file = await open(draft, 'w', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function makeKey(path: string, text: string): Promise<SigningKey> {
  return parseKeyRing(await makeOwnFile(path, text))[0];
}

/** Of two processes that make the file at once, one makes it. It appears as a whole. Returns the text that is there then. */
export async function makeOwnFile(path: string, text: string): Promise<string> {
  const draft = `${path}.${process.pid}`;
  await writeDraft(draft, `${text}\n`);
  await link(draft, path).catch(ifThere);
  await rm(draft);
  await syncFolder(dirname(path));
  return readFile(path, 'utf8');
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
