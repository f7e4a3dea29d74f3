import { join } from 'node:path';
import { startEmbeddedEventStore } from 'embedded-eventstore';
import { startEmbeddedPostgres } from './embedded-postgres/supervisor';
import type { Settings } from '../shared/settings/config';
import type { Logger } from '../shared/logging';
import { ShutdownList } from './shutdown-list';
import {
  announcedAddresses,
  DataFolder,
  EVENT_STORE,
  EVENT_STORE_LOGIN,
  type Addresses,
} from './data-folder';

/** The event store and the database, embedded or externalPart. */
export interface Backing extends Addresses {
  stop(): Promise<void>;
}

interface Part {
  readonly url: string;
  stop(): Promise<void>;
}

type BackingSettings = Pick<Settings, 'dataDir' | 'eventStoreUrl' | 'databaseUrl'>;

/**
 * Starts what is not configured externalPart. The data folder is taken in every case: the sandbox keeps its memory there.
 * @throws {FolderNotClosed | DataFolderInUse}
 */
export async function openBacking(settings: BackingSettings, logger: Logger): Promise<Backing> {
  const folder = await DataFolder.open(settings.dataDir);
  const stops = new ShutdownList();
  stops.add(() => folder.close());
  if (folder.wasOpen.length > 0)
    logger.warn(
      { wasOpen: folder.wasOpen.join(', ') },
      'other users of this machine could read the data; it is closed now',
    );
  try {
    // Both take their time: they start together, and one that fails must not leave the other running.
    const [eventStore, database] = await Promise.allSettled([
      openEventStore(settings, logger).then(part => stopWith(part, stops)),
      openDatabase(settings, logger).then(part => stopWith(part, stops)),
    ]);
    const addresses = { eventStoreUrl: valueOf(eventStore).url, databaseUrl: valueOf(database).url };
    await folder.announce(addresses);
    return { ...addresses, stop: () => stops.stop() };
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

/** Another process has the folder. Root may use the parts of another user's service, but not its folder. */
const isUsedByOthers = (error: unknown): boolean =>
  error instanceof Error && ['DataFolderInUse', 'FolderNotClosed'].includes(error.name);

/** What a command beside a running service uses: the service's own parts; started here where none runs. */
export async function attachBacking(settings: BackingSettings, logger: Logger): Promise<Backing> {
  const announced = await announcedAddresses(settings.dataDir);
  try {
    return await openBacking(settings, logger);
  } catch (error) {
    if (!announced || !isUsedByOthers(error)) throw error;
    return { ...announced, stop: () => Promise.resolve() };
  }
}

/** The event store alone: the one of a running service; started here where none runs. @throws {FolderNotClosed} */
export async function attachEventStore(settings: BackingSettings, logger: Logger): Promise<Part> {
  const announced = await announcedAddresses(settings.dataDir);
  const stops = new ShutdownList();
  try {
    const folder = await DataFolder.open(settings.dataDir);
    stops.add(() => folder.close());
    const { url } = await openEventStore(settings, logger).then(part => stopWith(part, stops));
    return { url, stop: () => stops.stop() };
  } catch (error) {
    await stops.stop();
    if (!announced || !isUsedByOthers(error)) throw error;
    return externalPart(announced.eventStoreUrl);
  }
}

async function openEventStore({ eventStoreUrl, dataDir }: BackingSettings, logger: Logger): Promise<Part> {
  if (eventStoreUrl) return externalPart(eventStoreUrl.reveal());
  const onLine = (line: string) => logger.warn({ part: 'event store' }, line);
  const loginDir = join(dataDir, EVENT_STORE_LOGIN);
  return startEmbeddedEventStore({ dataDir: join(dataDir, EVENT_STORE), loginDir, onLine });
}

async function openDatabase({ databaseUrl, dataDir }: BackingSettings, logger: Logger): Promise<Part> {
  if (databaseUrl) return externalPart(databaseUrl.reveal());
  return startEmbeddedPostgres({ dataDir, onLine: line => logger.info({ part: 'database' }, line) });
}

const externalPart = (url: string): Part => ({ url, stop: () => Promise.resolve() });

function stopWith(part: Part, stops: ShutdownList): Part {
  stops.add(() => part.stop());
  return part;
}

function valueOf(result: PromiseSettledResult<Part>): Part {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
