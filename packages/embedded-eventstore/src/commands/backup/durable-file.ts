import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import { syncDirectory } from '../../storage/sync-directory';

/** The ending of a file that is being written. It means nothing yet. */
export const UNFINISHED = '.part';

/** Writes a file that appears under its name when it is whole and on disk. */
export function writeDurably(path: string, content: Uint8Array): void {
  const draft = `${path}${UNFINISHED}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    for (let at = 0; at < content.length;) at += writeSync(file, content, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncDirectory(dirname(path));
}
