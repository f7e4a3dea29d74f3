import { ClassicLevel } from 'classic-level';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EventLog } from '../src/storage/event-log';
import { dataOfSize, LogUnderTest, type Target } from './live-subscribers';
import { temporaryFolder } from './support';

const folder = temporaryFolder('live-subscriptions');
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

let stores = 0;
const newPath = () => join(folder.path, String((stores += 1)));
const KIB = 1024;
const STREAMS = 4;

describe('live subscriptions', () => {
  it('open no iterator and read nothing from the disk while they keep up', async () => {
    const store = await LogUnderTest.open(newPath());
    await write(store, 0, [10]);
    const targets: Target[] = [
      { after: 'start' },
      { after: 'end', typePrefix: 'A' },
      { after: 'start', stream: name(0) },
    ];
    const subscribers = targets.map(each => store.subscribe(each));
    await Promise.all(subscribers.map(each => each.caughtUp()));
    const reads = [
      jest.spyOn(ClassicLevel.prototype, 'iterator'),
      jest.spyOn(ClassicLevel.prototype, 'getSync'),
    ];
    const many = jest.spyOn(ClassicLevel.prototype, 'getMany');
    const groups = 50;
    for (let n = 1; n <= groups; n += 1) {
      await store.writer.submit(exactly(name(0), n - 1));
      const heard = subscribers.map(each => each.until(() => each.events.at(-1)?.revision === n));
      await Promise.all(heard);
    }
    for (const read of [...reads, many]) expect(read).not.toHaveBeenCalled();
    await store.log.close();
  });

  it('a reader that lags behind the memory reads from the disk, and joins again', async () => {
    const store = await LogUnderTest.open(newPath(), 20 * KIB);
    let isStopped = false;
    const subscriber = store.subscribe({ after: 'start' }, () => (isStopped ? Infinity : 0));
    await subscriber.caughtUp();
    isStopped = true;
    const iterators = jest.spyOn(ClassicLevel.prototype, 'iterator');
    for (let n = 0; n < 200; n += 1) await write(store, n % STREAMS, [500]);
    isStopped = false;
    subscriber.resume();
    await subscriber.until(() => subscriber.events.length === 200);
    expect(iterators).toHaveBeenCalled();
    iterators.mockClear();
    for (let n = 0; n < 20; n += 1) {
      await write(store, 0, [500]);
      await subscriber.until(() => subscriber.events.length === 201 + n);
    }
    expect(iterators).not.toHaveBeenCalled();
    expect(subscriber.events.map(({ position }) => position)).toEqual(
      Array.from({ length: 220 }, (_, n) => n + 1),
    );
    await store.log.close();
  });

  it('hear nothing of a group before it is on disk, and nothing of a group whose write failed', async () => {
    const store = await LogUnderTest.open(newPath());
    const subscriber = store.subscribe({ after: 'start' });
    await subscriber.caughtUp();
    const held = holdWrites(store.log);
    const first = write(store, 0, [10]);
    await held.begun;
    expect(await whatIsThere(store.log)).toEqual({ last: 0, revision: -1, events: [] });
    expect(subscriber.events).toEqual([]);
    held.release();
    await first;
    await subscriber.until(() => subscriber.events.length === 1);
    held.fail();
    await expect(write(store, 0, [10])).rejects.toThrow('A write failed');
    expect(await whatIsThere(store.log)).toMatchObject({ last: 1, revision: 0, events: [{ position: 1 }] });
    expect(store.commits.version).toBe(1);
    expect(subscriber.events).toHaveLength(1);
    await store.log.close();
  });

  it('events in memory need little more than their limit', async () => {
    const limit = 8 * 1024 * KIB;
    const store = await LogUnderTest.open(newPath(), limit);
    const stalled = Array.from({ length: 20 }, () => store.subscribe({ after: 'start' }, () => Infinity));
    const before = await bytesInUse();
    for (let n = 0; n < 40; n += 1) {
      const appends = Array.from({ length: 100 }, (_, stream) =>
        write(store, stream, [300, 300, 2_000, 300, 300]),
      );
      await Promise.all(appends);
    }
    expect(await bytesInUse()).toBeLessThan(before + 2 * limit);
    for (const each of stalled) each.end();
    await store.log.close();
  }, 60_000);
});

const name = (stream: number) => `stream-${stream}`;

const write = (store: LogUnderTest, stream: number, sizes: readonly number[]) =>
  store.append(name(stream), sizes.map(dataOfSize));

const exactly = (stream: string, revision: number) =>
  ({
    kind: 'append',
    stream,
    expected: { kind: 'exact', revision },
    events: [
      {
        id: `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`,
        type: 'A',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: Buffer.alloc(0),
      },
    ],
  }) as const;

async function whatIsThere(log: EventLog) {
  const { revision } = await log.head(name(0));
  return { last: log.lastPosition, revision, events: await log.readForwards(1, log.lastPosition) };
}

/** Holds the next write of the log back until it is released; after `fail`, writes fail. */
function holdWrites(log: EventLog) {
  const database: Pick<EventLog['database'], 'batch'> = log['database'];
  const batch = database.batch.bind(database);
  let isFailing = false;
  let release: () => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>(resolve => (begin = resolve));
  const released = new Promise<void>(resolve => (release = resolve));
  database.batch = (() => {
    const chained = batch();
    const writeNow = chained.write.bind(chained);
    chained.write = async (options?: object) => {
      begin();
      await released;
      if (isFailing) throw new Error('The disk is broken.');
      await writeNow(options ?? {});
    };
    return chained;
  }) as typeof database.batch;
  return { begun, release, fail: () => void (isFailing = true) };
}

/** The bytes of all objects and buffers that are reachable. */
async function bytesInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await new Promise(resolve => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
