import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';

import { CorruptDataError } from './corrupt-data';
import { checkLevelDbFiles } from './leveldb/check-files';
import { syncDirectory } from './sync-directory';

export type Database = ClassicLevel<Buffer, Buffer>;

export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
  constructor(directory: string) {
    super(`The data folder ${directory} is in use by another process.`);
  }
}

/**
 * Checks the files of the folder, opens or creates the database in it, and takes its lock.
 * @throws {FolderInUseError | CorruptDataError | Error} when another process has the folder, it is damaged, or the disk
 * failed
 */
export async function openDatabase(directory: string): Promise<Database> {
  makeDurableDirectory(resolve(directory));
  try {
    checkLevelDbFiles(directory);
  } catch (error) {
    // Files in use by another process also look damaged, and a file can disappear during the check.
    throw (await isHeld(directory)) ? new FolderInUseError(directory) : error;
  }
  const database = databaseIn(directory);
  try {
    await database.open();
  } catch (error) {
    throw openingError(directory, error);
  }
  return database;
}

/**
 * Returns whether a process has the folder open, without a change: LevelDB takes the lock, sees that the folder exists,
 * and stops.
 */
async function isHeld(directory: string): Promise<boolean> {
  const database = databaseIn(directory);
  try {
    await database.open({ createIfMissing: false, errorIfExists: true });
  } catch (error) {
    return isLocked(error);
  }
  await database.close();
  return false;
}

const databaseIn = (directory: string): Database =>
  new ClassicLevel(directory, { keyEncoding: 'buffer', valueEncoding: 'buffer' });

function openingError(directory: string, error: unknown): unknown {
  if (isLocked(error)) return new FolderInUseError(directory);
  const cause = propertyOf(error, 'cause');
  if (propertyOf(cause, 'code') === 'LEVEL_CORRUPTION') {
    return new CorruptDataError(`The data folder is damaged: ${String(propertyOf(cause, 'message'))}.`);
  }
  return cause instanceof Error
    ? new Error(`The data folder cannot be opened: ${cause.message}`, { cause })
    : error;
}

const isLocked = (error: unknown): boolean =>
  propertyOf(propertyOf(error, 'cause'), 'code') === 'LEVEL_LOCKED';

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** LevelDB syncs the files in its folder. The server must sync the entry of the folder in its parents. */
function makeDurableDirectory(directory: string): void {
  const first = mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let path = directory; ; path = dirname(path)) {
    syncDirectory(dirname(path));
    if (path === first) return;
  }
}
