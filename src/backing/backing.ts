import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedEventStore } from '../../packages/embedded-eventstore/src/server/supervisor';
import { startEmbeddedPostgres } from './embedded-postgres/supervisor';
import type { Settings } from '../shared/settings/config';
import type { Logger } from '../shared/logging';
import { Stops } from './shutdown-list';
import { announcedAddresses, DataFolder, type Addresses } from './data-folder';

/** The event store and the database, embedded or elsewhere. */
export interface Backing extends Addresses {
  stop(): Promise<void>;
}

interface Part {
  readonly url: string;
  stop(): Promise<void>;
}

type BackingSettings = Pick<Settings, 'dataDir' | 'eventStoreUrl' | 'databaseUrl'>;

/**
 * Starts what is not configured elsewhere. The data folder is taken in every case: the sandbox keeps its memory there.
 * @throws {DataFolderInUse}
 */
export async function openBacking(settings: BackingSettings, logger: Logger): Promise<Backing> {
  const folder = await DataFolder.open(settings.dataDir);
  const stops = new Stops();
  stops.add(() => folder.close());
  try {
    // Both take their time: they start together, and one that fails must not leave the other running.
    const [eventStore, database] = await Promise.allSettled([
      openEventStore(settings, logger).then(part => kept(part, stops)),
      openDatabase(settings, logger).then(part => kept(part, stops)),
    ]);
    const addresses = { eventStoreUrl: started(eventStore).url, databaseUrl: started(database).url };
    await folder.announce(addresses);
    return { ...addresses, stop: () => stops.run() };
  } catch (error) {
    await stops.run();
    throw error;
  }
}

/** What a command beside a running service uses: the service's own parts; started here where none runs. */
export async function joinBacking(settings: BackingSettings, logger: Logger): Promise<Backing> {
  const announced = await announcedAddresses(settings.dataDir);
  try {
    return await openBacking(settings, logger);
  } catch (error) {
    if (!announced || !(error instanceof Error && error.name === 'DataFolderInUse')) throw error;
    return { ...announced, stop: () => Promise.resolve() };
  }
}

async function openEventStore({ eventStoreUrl, dataDir }: BackingSettings, logger: Logger): Promise<Part> {
  if (eventStoreUrl) return elsewhere(eventStoreUrl.reveal());
  const onLine = (line: string) => logger.warn({ part: 'event store' }, line);
  const folder = join(dataDir, 'eventstore');
  await mkdir(folder, { recursive: true });
  return startEmbeddedEventStore({ dataDir: folder, onLine });
}

async function openDatabase({ databaseUrl, dataDir }: BackingSettings, logger: Logger): Promise<Part> {
  if (databaseUrl) return elsewhere(databaseUrl.reveal());
  return startEmbeddedPostgres({ dataDir, onLine: line => logger.info({ part: 'database' }, line) });
}

const elsewhere = (url: string): Part => ({ url, stop: () => Promise.resolve() });

function kept(part: Part, stops: Stops): Part {
  stops.add(() => part.stop());
  return part;
}

function started(result: PromiseSettledResult<Part>): Part {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
