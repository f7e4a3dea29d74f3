import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  makeOwnFile,
  ReadableByOthers,
  readOwnFile,
  syncFolder,
  writeOwnFile,
} from '../shared/system/own-file';
import { Malformed } from './formats/malformed';
import {
  formatSigningKey,
  parseSigningKey,
  SIGNATURE,
  type COSIGNATURE,
  type SigningKey,
  type VerifierKey,
} from './formats/note-keys';
import type { KeyRing } from './keys/key-ring';

const SEED_BYTES = 32;

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
  try {
    const text = await readOwnFile(path);
    return text === undefined ? undefined : parseKeyRing(text);
  } catch (error) {
    if (error instanceof ReadableByOthers) throw new Malformed(error.message);
    if (error instanceof Malformed) throw new Malformed(`${path}: ${error.message}`);
    throw error;
  }
}

/** All keys of a file that was there before. @throws {Malformed} also where it is gone */
export async function requireKeyFile(path: string): Promise<KeyRing> {
  const ring = await readKeyFile(path);
  if (!ring) throw new Malformed(`The key file ${path} is gone`);
  return ring;
}

/** The log's own key, where this user can read it. */
export async function readOwnKey(path: string): Promise<VerifierKey | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return parseKeyRing(text)[0];
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
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
  await writeOwnFile(draft, text);
  await rename(draft, path);
  await syncFolder(dirname(path));
}

async function makeKey(path: string, text: string): Promise<SigningKey> {
  return parseKeyRing(await makeOwnFile(path, text))[0];
}
