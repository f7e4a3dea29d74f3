import { EventStoreDBClient, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';
import { join } from 'node:path';
import { EventLog, type Group } from '../src/storage/event-log';
import { EMPTY_HEAD, type StreamHead } from '../src/storage/heads/stream-head';
import { StreamHeads } from '../src/storage/heads/stream-heads';
import { encodeRecordedEvent } from '../src/wire/recorded-event';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';

/** The number of created streams; all of them take about a minute. */
const READS = Number(process.env['EVENTSTORE_READS'] ?? 2_000);
const AT_ONCE = 8;

const folder = temporaryFolder('begun-streams');
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});

describe('a stream that is begun while it is looked for', () => {
  it.each(['s', '$$s'])(
    'is not there yet, and then it is: the first event of %s is not taken for damage',
    async begun => {
      const log = await EventLog.open(join(folder.path, `log-${begun}`));
      await log.commit(firstEventOf(begun));
      const heads = new StreamHeads(missesOnce(log['database']));
      expect(await heads.readHeads(['s'])).toEqual([
        begun === 's' ? { revision: 0, position: 1 } : METADATA_ALONE,
      ]);
      await log.close();
    },
  );

  it('is damage all the same where the head is lost', async () => {
    const log = await EventLog.open(join(folder.path, 'log-lost'));
    await log.commit({ ...firstEventOf('s'), heads: new Map() });
    for (const streams of [['s'], ['s', ...OTHERS]]) {
      await expect(new StreamHeads(log['database']).readHeads(streams)).rejects.toThrow(
        "The head of stream 's' is missing",
      );
    }
    await log.close();
  });

  it('is not remembered as it was before, when it is begun while many are looked for', async () => {
    const log = await EventLog.open(join(folder.path, 'log-many'));
    afterItsRead(log, () => log.commit(firstEventOf('s')));
    expect(await log.heads(['s', ...OTHERS])).toEqual(['s', ...OTHERS].map(() => EMPTY_HEAD));
    expect(await log.head('s')).toEqual({ revision: 0, position: 1 });
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

/** So many that their heads are read at once. */
const OTHERS = Array.from({ length: 40 }, (_, n) => `other-${n}`);

/** The database, as it is when the group with the first event is written right after the first read of a key. */
function missesOnce(database: EventLog['database']): EventLog['database'] {
  let reads = 0;
  const getSync = database.getSync.bind(database);
  return Object.assign(Object.create(database) as EventLog['database'], {
    getSync: (key: Buffer) => ((reads += 1) === 1 ? undefined : getSync(key)),
  });
}

/** Lets something happen after the log's next read of its database, and before the log has its values. */
function afterItsRead(log: EventLog, happens: () => Promise<void>): void {
  const database: Pick<EventLog['database'], 'getMany'> = log['database'];
  const getMany = database.getMany.bind(database);
  database.getMany = async (keys: Buffer[]) => {
    database.getMany = getMany;
    const values = await getMany(keys);
    await happens();
    return values;
  };
}

const METADATA_ALONE: StreamHead = { revision: -1, position: 0, metadata: { maxCount: 3 } };

/** The group with the first event of a stream. */
function firstEventOf(stream: string): Group {
  const event = {
    id: '0190a000-0000-7000-8000-000000000001',
    type: stream === 's' ? 'Begun' : '$metadata',
    contentType: 'application/json',
    data: Buffer.from('{"$maxCount":3}'),
    metadata: Buffer.alloc(0),
  };
  const recording = { stream, revision: '0', position: 1, at: new Date(0) };
  const bytes = encodeRecordedEvent(event, recording);
  const heads = new Map<string, StreamHead>([[stream, { revision: 0, position: 1 }]]);
  if (stream !== 's') heads.set('s', METADATA_ALONE);
  return { events: [{ id: event.id, stream, revision: 0, position: 1, bytes }], heads };
}
