import { join } from 'node:path';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { newEvents } from '../../src/event-store/new-events';
import { systemClock } from '../../src/shared/clock';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';

const CAUSE = { causationId: 'cause', correlationId: 'correlation', actor: 'client:test' };

it('a read that is cut off fails: it never passes for a stream that is shorter or not there', async () => {
  const folder = temporaryFolder('interrupted-reads');
  const server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
  const store = new EventStoreDbStore(server.url, { readTimeoutMs: 2_000 }, systemClock);
  const body = { type: 'AccountOpened', data: { accountId: '1', name: 'One', currency: 'BRL' } };
  await store.append('account-1', 'no_stream', newEvents('account-1', [body], CAUSE, new Date()));
  const read = async () => {
    let count = 0;
    for await (const _event of store.readStream('account-1')) count += 1;
    return count;
  };
  await read();

  server.child.kill('SIGSTOP');
  const outcomes: Promise<number | string>[] = [];
  // One after another: the first one's patience ends while the others wait, and takes the client away from them.
  for (let index = 0; index < 8; index += 1) {
    outcomes.push(read().catch(() => 'failed'));
    await systemClock.wait(30);
  }
  const came = await Promise.all(outcomes);
  server.child.kill('SIGCONT');
  const again = await read();
  await store.dispose();
  await server.stop();
  folder.remove();
  expect(came).toEqual(outcomes.map(() => 'failed'));
  expect(again).toBe(1);
});
