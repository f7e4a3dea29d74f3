import { statSync } from 'node:fs';

/** The bits with which the group and all other users may read, write or enter. */
const OTHERS = 0o077;

/**
 * Why other users can reach these files and folders, and what to type against it; one line for each. A path that does
 * not exist has no line. Windows has no such modes.
 */
export function opennessOf(paths: readonly string[]): string[] {
  const userId = process.getuid?.();
  if (userId === undefined) return [];
  return paths.flatMap(path => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return [];
    if (found.uid !== userId) {
      return [`${path} belongs to user id ${found.uid}, but this server runs as user id ${userId}.`];
    }
    const mode = found.mode & 0o777;
    if ((mode & OTHERS) === 0) return [];
    const closed = found.isDirectory() ? 700 : 600;
    return [`${path} is open to other users (mode ${mode.toString(8)}): chmod ${closed} '${path}'`];
  });
}

/** @throws {Error} when other users can reach one of the paths; the message has a line for each */
export function requireClosed(paths: readonly string[]): void {
  const faults = opennessOf(paths);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
