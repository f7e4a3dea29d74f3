import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the entries of a folder durable. Windows cannot open a folder for it; NTFS writes its entries to a journal. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
