import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Other users of the machine could read or change the data, and only a person can end that. */
export class FolderNotClosed extends Error {
  override name = 'FolderNotClosed';
}

/** The bits with which the group and all other users may read, write or enter. */
const OTHERS = 0o077;

/** How modes are changed; a test gives a file system that has none. */
type ChangeMode = (path: string, mode: number) => Promise<void>;

interface Entry {
  readonly path: string;
  readonly userId: number;
  readonly mode: number;
}

/**
 * Makes the folder if there is none, and closes it and the named entries in it to all other users of the machine.
 * @returns what was open until now: a line for each, with its former mode
 * @throws {FolderNotClosed} something belongs to another user, or stays open; the message has a line for each
 */
export async function closeFolder(
  folder: string,
  names: readonly string[],
  changeMode: ChangeMode = chmod,
): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const userId = process.getuid?.();
  // Windows has no such modes: a folder is as open as its parent folder says.
  if (userId === undefined) return [];
  const paths = [folder, ...names.map(name => join(folder, name))];
  const entries = await entriesAt(paths);
  refuse(folder, userId, entries.filter(entry => entry.userId !== userId).map(foreignText));
  const open = entries.filter(isOpen);
  for (const { path, mode } of open) await changeMode(path, mode & ~OTHERS);
  refuse(folder, userId, (await entriesAt(paths)).filter(isOpen).map(openText));
  return open.map(({ path, mode }) => `${path} (mode ${mode.toString(8)})`);
}

async function entriesAt(paths: readonly string[]): Promise<Entry[]> {
  const found = await Promise.all(paths.map(entryAt));
  return found.filter(entry => entry !== undefined);
}

async function entryAt(path: string): Promise<Entry | undefined> {
  try {
    const { uid, mode } = await stat(path);
    return { path, userId: uid, mode: mode & 0o777 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const isOpen = ({ mode }: Entry): boolean => (mode & OTHERS) !== 0;
const foreignText = ({ path, userId }: Entry): string => `${path} belongs to user id ${userId}`;
const openText = ({ path, mode }: Entry): string =>
  `${path} stays open to other users (mode ${mode.toString(8)}): its file system keeps no modes`;

function refuse(folder: string, userId: number, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new FolderNotClosed(
    [
      `The data folder must be closed to other users of this machine, and Holdfast runs as user id ${userId}:`,
      ...faults,
      `If it is yours: sudo chown -R ${userId} '${folder}' && chmod 700 '${folder}'`,
      'If not, or if it stays open: set DATA_DIR to a folder that Holdfast makes, on a file system with modes',
    ].join('\n'),
  );
}
