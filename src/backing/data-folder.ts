import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { closeFolder } from './closed-folder';

/** The names in the folder. What PostgreSQL has runs as another user where Holdfast runs as root. */
export const EVENT_STORE = 'eventstore';
export const EVENT_STORE_LOGIN = 'eventstore-login';
const ADDRESSES = 'addresses.json';
const LOCK = 'lock';
const CLOSED = [EVENT_STORE, EVENT_STORE_LOGIN, 'sandbox', 'postgres-password', ADDRESSES, LOCK];

/** Where a running service's own parts listen, for the command line beside it. */
export interface Addresses {
  readonly eventStoreUrl: string;
  readonly databaseUrl: string;
}

class DataFolderInUse extends Error {
  override name = 'DataFolderInUse';
}

/**
 * The folder of everything embedded, held by one process. The lock is an empty LevelDB's: the operating system lets go
 * of it when the process dies, however it dies.
 */
export class DataFolder {
  private constructor(
    readonly path: string,
    /** What other users could read until now; a line for each. */
    readonly wasOpen: readonly string[],
    private readonly lock: ClassicLevel,
  ) {}

  /**
   * Makes the folder if there is none, and closes it to other users of the machine.
   * @throws {FolderNotClosed} it is another user's, or cannot be closed
   * @throws {DataFolderInUse} another process holds it
   */
  static async open(path: string): Promise<DataFolder> {
    const wasOpen = await closeFolder(path, CLOSED);
    await mkdir(join(path, LOCK), { recursive: true, mode: 0o700 });
    const lock = new ClassicLevel(join(path, LOCK));
    try {
      await lock.open();
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code !== 'LEVEL_LOCKED') throw error;
      throw new DataFolderInUse(`The data folder ${path} is in use by another process`);
    }
    return new DataFolder(path, wasOpen, lock);
  }

  /** Told to the command line while the service runs; readable by its own user only: an address may carry a password. */
  async announce(addresses: Addresses): Promise<void> {
    const file = addressesFile(this.path);
    // Another process can read the file at this time, so it appears as a whole.
    await writeFile(`${file}.new`, JSON.stringify(addresses), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  async close(): Promise<void> {
    await rm(addressesFile(this.path), { force: true });
    await this.lock.close();
  }
}

/** The addresses of the service that runs on the folder, if one does. */
export async function announcedAddresses(path: string): Promise<Addresses | undefined> {
  const text = await readFile(addressesFile(path), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Addresses);
}

const addressesFile = (path: string): string => join(path, ADDRESSES);
