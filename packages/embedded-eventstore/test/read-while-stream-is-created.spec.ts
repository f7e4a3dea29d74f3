import { EventStoreDBClient, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';
import { join } from 'node:path';
import { EventLog } from '../src/storage/event-log';
import { encodeHead } from '../src/storage/heads/stream-head';
import { eventKey, headKey, numberBytes, streamKey } from '../src/storage/keys';
import { encodeRecordedEvent } from '../src/wire/recorded-event';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

/** Of streams being begun; the whole count takes about a minute. */
const READS = Number(process.env['EVENTSTORE_READS'] ?? 2_000);
const AT_ONCE = 8;

const folder = temporaryFolder('begun-streams');
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});

describe('a stream that is begun while it is looked for', () => {
  it.each(['s', '$$s'])(
    'is there, or not yet: the first event of %s is not taken for damage',
    async begun => {
      const log = await EventLog.open(join(folder.path, `log-${begun}`));
      betweenItsReads(log, () => log.commit(firstEventOf(begun), 1));
      expect(await log.head('s')).toEqual(begun === 's' ? { revision: 0, position: 1 } : METADATA_ALONE);
      await log.close();
    },
  );

  it('is damage all the same where the head is lost', async () => {
    const log = await EventLog.open(join(folder.path, 'log-lost'));
    const [event, index] = firstEventOf('s');
    await log.commit([event!, index!], 1);
    await expect(log.head('s')).rejects.toThrow("The head of stream 's' is missing");
    await log.close();
  });
});

it(`is read ${READS} times at its very beginning without an error`, async () => {
  const server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
  const writing = EventStoreDBClient.connectionString(server.url);
  const reading = EventStoreDBClient.connectionString(server.url);
  const errors: unknown[] = [];
  let reads = 0;
  let streams = 0;
  /** Begins one stream after the other, and reads each again and again until it is there. */
  const beginAndRead = async () => {
    while (reads < READS) {
      const name = `begun-${(streams += 1)}`;
      const begun = writing.appendToStream(name, jsonEvent({ type: 'Begun', data: {} }));
      while (!(await isThere(reading, name, errors))) reads += 1;
      reads += 1;
      await begun;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, beginAndRead));
  await Promise.all([writing.dispose(), reading.dispose()]);
  await server.stop();
  expect(errors).toEqual([]);
}, 600_000);

/** Errors other than that it is not there are noted. */
async function isThere(client: EventStoreDBClient, stream: string, errors: unknown[]): Promise<boolean> {
  try {
    let events = 0;
    for await (const _event of client.readStream(stream)) events += 1;
    return events > 0;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) errors.push(error);
    return false;
  }
}

/** Lets something happen after the log's next read of its database, and before the one after it. */
function betweenItsReads(log: EventLog, happens: () => Promise<void>): void {
  const database: Pick<EventLog['database'], 'getMany'> = log['database'];
  const getMany = database.getMany.bind(database);
  database.getMany = async (keys: Buffer[]) => {
    database.getMany = getMany;
    const values = await getMany(keys);
    await happens();
    return values;
  };
}

const METADATA_ALONE = { revision: -1, position: 0, metadata: { maxCount: 3 } };

/** What one group puts on disk for the first event of a stream. */
function firstEventOf(stream: string) {
  const event = {
    id: '0190a000-0000-7000-8000-000000000001',
    type: stream === 's' ? 'Begun' : '$metadata',
    contentType: 'application/json',
    data: Buffer.from('{"$maxCount":3}'),
    metadata: Buffer.alloc(0),
  };
  const recording = { stream, revision: '0', position: 1, at: new Date(0) };
  return [
    { key: eventKey(1), payload: encodeRecordedEvent(event, recording) },
    { key: streamKey(stream, 0), payload: numberBytes(1) },
    { key: headKey(stream), payload: encodeHead({ revision: 0, position: 1 }) },
    ...(stream === 's' ? [] : [{ key: headKey('s'), payload: encodeHead(METADATA_ALONE) }]),
  ];
}
