import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Settings } from '../../shared/settings/config';
import { makeOwnFile, readOwnFile, syncFolder, writeOwnFile } from '../../shared/system/own-file';

/** The files that a backup of the streams does not hold, and that no other file can be made from. */
const keyFilesOf = ({ masterKeyFile, proofKeyFile }: KeyFiles): string[] => [masterKeyFile, proofKeyFile];

type KeyFiles = Pick<Settings, 'masterKeyFile' | 'proofKeyFile'>;

/** Copies the keys to a folder of their own. Returns the names that were copied. @throws {ReadableByOthers} */
export async function keepKeys(settings: KeyFiles, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept: string[] = [];
  for (const path of keyFilesOf(settings)) {
    const text = await readOwnFile(path);
    if (text === undefined) continue;
    await writeOwnFile(join(folder, basename(path)), text);
    kept.push(basename(path));
  }
  await syncFolder(folder);
  return kept;
}

/** What is in the way of `bringKeys`, a sentence each. */
export async function keyFaults(settings: KeyFiles, folder: string): Promise<string[]> {
  const faults: string[] = [];
  for (const path of keyFilesOf(settings)) {
    const kept = await readOwnFile(join(folder, basename(path)));
    const present = await readOwnFile(path);
    if (kept === undefined) faults.push(`${basename(path)} is not in ${folder}`);
    else if (present !== undefined && present !== kept)
      faults.push(`${path} is another key than the one in ${folder}: take it away first`);
  }
  return faults;
}

/** Puts the keys in their places. A key that is there is never replaced. */
export async function bringKeys(settings: KeyFiles, folder: string): Promise<void> {
  for (const path of keyFilesOf(settings)) {
    const text = await readOwnFile(join(folder, basename(path)));
    if (text !== undefined) await makeOwnFile(path, text.trimEnd());
  }
}
