import { statfsSync } from 'node:fs';

/** The disk has too little room. Nothing of the request took effect, and the client may repeat it. */
export class DiskFullError extends Error {
  override name = 'DiskFullError';
}

/**
 * LevelDB needs room to move data and to open the folder again: a few files of 2 MiB and a log. The server refuses
 * writes before it uses that room, so a full disk never stops reads.
 */
export const KEEP_FREE_BYTES = 64 * 1024 * 1024;

/** @throws {DiskFullError} when the room is too small */
export function requireRoom(directory: string, freeBytes: (directory: string) => number): void {
  const free = freeBytes(directory);
  if (free >= KEEP_FREE_BYTES) return;
  throw new DiskFullError(
    `The disk is full: ${free} bytes are free and ${KEEP_FREE_BYTES} are kept free. Nothing is written until there is room.`,
  );
}

/** The bytes that this user can still write to the disk of the folder. */
export function freeBytesOf(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
