import { join } from 'node:path';
import { startEmbeddedEventStore } from 'embedded-eventstore';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../src/shared/clock';
import { eventStoreContract } from './event-store.contract';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';

for (const [name, login] of [
  ['the embedded server', undefined],
  ['the embedded server with a login', 'login'],
] as const) {
  eventStoreContract(name, async () => {
    const folder = temporaryFolder('contract');
    const loginDir = login && join(folder.path, login);
    const server = await startEmbeddedEventStore({ dataDir: join(folder.path, 'eventstore'), loginDir });
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    return {
      store,
      close: async () => {
        await store.dispose();
        await server.stop();
        folder.remove();
      },
    };
  });
}

const elsewhere = process.env['EVENTSTORE_URL'];
if (elsewhere) {
  eventStoreContract('the server in EVENTSTORE_URL', async () => {
    const store = new EventStoreDbStore(elsewhere, {}, systemClock);
    return { store, close: () => store.dispose() };
  });
}
