import { statfsSync } from 'node:fs';

/** There is too little room on the disk: nothing of the request took effect, and it may be asked for again. */
export class DiskFullError extends Error {
  override name = 'DiskFullError';
}

/**
 * LevelDB needs room to move data after it was acknowledged and to open the folder again: a few files of 2 MiB and a log.
 * Writes are refused before that room is touched, so a full disk never stops what is stored from being read.
 */
export const KEEP_FREE_BYTES = 64 * 1024 * 1024;

/** @throws {DiskFullError} */
export function requireRoom(directory: string, freeBytes: (directory: string) => number): void {
  const free = freeBytes(directory);
  if (free >= KEEP_FREE_BYTES) return;
  throw new DiskFullError(
    `The disk is full: ${free} bytes are free and ${KEEP_FREE_BYTES} are kept free. Nothing is written until there is room.`,
  );
}

/** What this user may still write to the disk that holds the folder. */
export function freeBytesOf(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
