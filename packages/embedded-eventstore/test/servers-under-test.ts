import { EventStoreDBClient } from '@eventstore/db-client';
import { join } from 'node:path';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

const GIVEN = process.env['EVENTSTORE_URL'];

export interface ConnectedClient {
  client: EventStoreDBClient;
  /** The host and port of the server. */
  target: string;
}

/** Tests of this server only: how it treats its process, and where it differs from EventStoreDB on purpose. */
export const itIfEmbedded = GIVEN ? it.skip : it;

/** The official client to the server in `EVENTSTORE_URL`; where none is named, to a built one of its own. */
export function connectToAnyServer(): ConnectedClient {
  const connected = {} as ConnectedClient;
  const folder = temporaryFolder('any-server');
  let own: ServerUnderTest | undefined;
  beforeAll(async () => {
    own = GIVEN ? undefined : await ServerUnderTest.start(join(folder.path, 'eventstore'));
    const url = GIVEN ?? own!.url;
    connected.target = new URL(url.replace(/^esdb/, 'http')).host;
    connected.client = EventStoreDBClient.connectionString(url);
  });
  afterAll(async () => {
    await connected.client.dispose();
    await own?.stop();
    ServerUnderTest.killAll();
    folder.remove();
  });
  return connected;
}
