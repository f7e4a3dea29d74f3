import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Secret } from '../shared/settings/secret';

const FILE = 'admin.key';
const MIN_LENGTH = 32;

/** Keeps the first key where its owner alone reads it. Returns the path of the file. @throws when it cannot be written */
export async function keepFirstKey(dataDir: string, key: string): Promise<string> {
  const path = resolve(join(dataDir, FILE));
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return path;
}

/** Whether a secret that people have chosen can be guessed sooner than one that is drawn. */
export const isShort = (secret: Secret | null): boolean =>
  secret !== null && secret.reveal().length < MIN_LENGTH;
