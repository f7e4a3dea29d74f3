import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';

import { CorruptDataError } from './corrupt-data';
import { checkLevelDbFiles } from './leveldb/check-files';

export type Database = ClassicLevel<Buffer, Buffer>;

export class FolderInUseError extends Error {
  override name = 'FolderInUseError';
  constructor(directory: string) {
    super(`The data folder ${directory} is in use by another process.`);
  }
}

/**
 * Opens or creates the database in the folder and takes its lock, after its files were looked through.
 * @throws {FolderInUseError | CorruptDataError | Error} held by another process; damaged; the disk failed
 */
export async function openDatabase(directory: string): Promise<Database> {
  makeDurableDirectory(resolve(directory));
  try {
    checkLevelDbFiles(directory);
  } catch (error) {
    // Files that somebody is writing make no sense either, and a file may have gone while it was looked for.
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

/** Whether a process has the folder open. Changes nothing: LevelDB takes the lock, sees that the folder exists, and gives up. */
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

/** LevelDB syncs what is inside its folder; the folder's own entry in its parents is ours to sync. */
function makeDurableDirectory(directory: string): void {
  const first = mkdirSync(directory, { recursive: true });
  // Windows cannot open a directory to sync it; NTFS journals the entry.
  if (first === undefined || process.platform === 'win32') return;
  for (let path = directory; ; path = dirname(path)) {
    syncDirectory(dirname(path));
    if (path === first) return;
  }
}

function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
