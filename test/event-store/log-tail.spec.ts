import { join } from 'node:path';
import { startEmbeddedEventStore, type EmbeddedEventStore } from 'embedded-eventstore';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import type { LogEntry } from '../../src/event-store/log/log-tail';
import { systemClock } from '../../src/shared/clock';
import { some, written } from './event-store.contract';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';

describe('the end of $all, read backwards', () => {
  const folder = temporaryFolder('log-tail');
  let server: EmbeddedEventStore;
  let store: EventStoreDbStore;

  beforeAll(async () => {
    server = await startEmbeddedEventStore({ dataDir: join(folder.path, 'eventstore') });
    store = new EventStoreDbStore(server.url, {}, systemClock);
  });
  afterAll(async () => {
    await store.dispose();
    await server.stop();
    folder.remove();
  });

  it('is what a read from the beginning gives, the newest first, in pages without gap or repeat', async () => {
    for (let index = 0; index < 7; index += 1)
      written(await store.append(`tail-${index}`, 'no_stream', some(3)));
    const all: LogEntry[] = [];
    for await (const event of store.readAll()) all.unshift(event);
    const tail: LogEntry[] = [];
    for (let page = await store.readTail(4); page.length > 0;) {
      expect(page.length).toBeLessThanOrEqual(4);
      tail.push(...page);
      page = await store.readTail(4, page.at(-1)!.position);
    }
    const ours = tail.filter(({ streamId }) => streamId.startsWith('tail-'));
    const placeOf = ({ id, streamId, position, recordedAt }: LogEntry) => ({
      id,
      streamId,
      position,
      recordedAt,
    });
    expect(ours).toEqual(all.map(placeOf));
    expect(ours).toHaveLength(21);
  });
});
