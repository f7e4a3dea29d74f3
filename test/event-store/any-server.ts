import { EventStoreDBClient } from '@eventstore/db-client';
import { join } from 'node:path';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

/** The official client to the server in `EVENTSTORE_URL`; where none is named, to a built one of its own. */
export function connectToAnyServer(): { client: EventStoreDBClient } {
  const connected = {} as { client: EventStoreDBClient };
  const folder = temporaryFolder('any-server');
  let own: ServerUnderTest | undefined;
  beforeAll(async () => {
    const given = process.env['EVENTSTORE_URL'];
    own = given ? undefined : await ServerUnderTest.start(join(folder.path, 'eventstore'));
    connected.client = EventStoreDBClient.connectionString(given ?? own!.url);
  });
  afterAll(async () => {
    await connected.client.dispose();
    await own?.stop();
    ServerUnderTest.killAll();
    folder.remove();
  });
  return connected;
}
