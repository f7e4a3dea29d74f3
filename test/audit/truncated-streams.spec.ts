import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describeDifference } from '../../src/audit/difference';
import { auditStreams } from '../../src/audit/verify-books';
import { problemOf } from '../../src/api/problems/problem-of';
import { startEmbeddedEventStore, type EmbeddedEventStore } from 'embedded-eventstore';
import { fromJson } from '../../src/event-store/codec/event-codec';
import type { EventJson } from '../../src/event-store/codec/event-registry';
import { StreamTombstoned } from '../../src/event-store/event-store';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../src/shared/clock';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';
import { storeOf } from '../support/history';
import { decidedHistory } from './returns-and-decisions-history';

/** As this file's own objects, for the codec takes no others. */
const plain = (data: object): object =>
  fromJson(
    JSON.parse(
      JSON.stringify(data, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    ) as EventJson,
  );

/** Whoever may write to the event store can make it leave events out, and nothing of it shows in `$all`. */
describe('a stream that the event store was told to leave out of', () => {
  const folder = temporaryFolder('cut-streams');
  let server: EmbeddedEventStore;
  let store: EventStoreDbStore;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    server = await startEmbeddedEventStore({ dataDir: join(folder.path, 'eventstore') });
    store = new EventStoreDbStore(server.url, {}, systemClock);
    client = EventStoreDBClient.connectionString(server.url);
    for (const { id, streamId, revision, body, metadata } of storeOf(decidedHistory()).log) {
      const event = { id, body: { type: body.type, data: plain(body.data) }, metadata: { ...metadata } };
      await store.append(streamId, revision === 0n ? 'no_stream' : revision - 1n, [event]);
    }
  });
  afterAll(async () => {
    await client.dispose();
    await store.dispose();
    await server.stop();
    folder.remove();
  });

  const found = async () => (await auditStreams(store)).differences.map(describeDifference);

  it('is a finding: by its metadata, until that is taken back, by a deletion and by a tombstone', async () => {
    expect(await found()).toEqual([]);
    await client.setStreamMetadata('payout-payout-1', { maxCount: 1, truncateBefore: 2 } as never);
    expect(await found()).toEqual([
      expect.stringMatching(/^I10 payout-payout-1: the stream is cut by its metadata: .*\$maxCount 1/),
    ]);
    await client.setStreamMetadata('payout-payout-1', {});
    expect(await found()).toEqual([]);
    await client.deleteStream('case-case-1');
    expect(await found()).toEqual([expect.stringMatching(/^I10 case-case-1: the stream is cut/)]);
    await client.tombstoneStream('case-case-2');
    expect(await found()).toContain('I10 case-case-2: the stream is deleted for ever (tombstone)');
  });

  it('is told as such to its reader, and not as a store that is away', async () => {
    const read = async () => {
      for await (const event of store.readStream('case-case-2')) return event;
      return undefined;
    };
    await expect(read()).rejects.toBeInstanceOf(StreamTombstoned);
    expect(problemOf(await read().catch((error: unknown) => error)).problem).toMatchObject({
      status: 410,
      code: 'STREAM_DELETED',
    });
  });
});
