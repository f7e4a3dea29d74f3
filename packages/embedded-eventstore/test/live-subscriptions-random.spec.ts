import fc from 'fast-check';
import { join } from 'node:path';
import { EventLog } from '../src/storage/event-log';
import { CHECKPOINT_EVERY, dataOfSize, everythingIn, LogUnderTest } from './live-subscribers';
import type { Recorded, Subscriber, Target } from './live-subscribers';
import { temporaryFolder } from './support';

const folder = temporaryFolder('live-subscriptions-random');
afterAll(() => folder.remove());

let stores = 0;
const newPath = () => join(folder.path, String((stores += 1)));
const KIB = 1024;
const STREAMS = 4;

interface Append {
  readonly stream: number;
  readonly sizes: readonly number[];
  readonly type: string;
}
interface Reader {
  readonly target: Target;
  /** Turns of the event loop before each message is taken, again and again. */
  readonly delays: readonly number[];
  /** The number of live appends before the reader subscribes. */
  readonly joinsAfter: number;
}

const append = fc.record<Append>({
  stream: fc.nat({ max: STREAMS - 1 }),
  sizes: fc.array(fc.nat({ max: 6_000 }), { minLength: 1, maxLength: 5 }),
  type: fc.constantFrom('A', 'B', 'AB'),
});
const after = fc.oneof(fc.constantFrom<Target['after']>('start', 'end'), fc.nat({ max: 20 }));
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({ after }),
  fc.record({ after, typePrefix: fc.constantFrom('A', 'B') }),
  fc.record({ after, stream: fc.nat({ max: STREAMS - 1 }).map(name) }),
);
const reader = fc.record<Reader>({
  target,
  delays: fc.array(fc.constantFrom(0, 0, 1, 3, 25), { minLength: 1, maxLength: 6 }),
  joinsAfter: fc.nat({ max: 60 }),
});
const scenario = fc.record({
  recentBytes: fc.constantFrom(0, 3 * KIB, 20 * KIB, 1024 * KIB),
  atOnce: fc.integer({ min: 1, max: 8 }),
  history: fc.array(append, { maxLength: 15 }),
  live: fc.array(append, { minLength: 20, maxLength: 60 }),
  readers: fc.array(reader, { minLength: 1, maxLength: 6 }),
});

function name(stream: number): string {
  return `stream-${stream}`;
}

/** A running reader, with the range in which its first place was when it subscribed to the end. */
interface Running {
  readonly reader: Reader;
  readonly subscriber: Subscriber;
  readonly joinedAt: number;
}

describe('live subscriptions', () => {
  it('hear every event once and in order, whether they are fast, slow, early or late', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ recentBytes, atOnce, history, live, readers }) => {
        const path = newPath();
        const store = await LogUnderTest.open(path, recentBytes);
        for (const each of history) await write(store, each);
        const running: Running[] = [];
        let next = 0;
        const writer = async () => {
          while (next < live.length) {
            const index = (next += 1) - 1;
            for (const each of readers) if (each.joinsAfter === index) running.push(joinNow(store, each));
            await write(store, live[index]!);
          }
        };
        await Promise.all(Array.from({ length: atOnce }, writer));
        for (const each of readers) if (each.joinsAfter >= live.length) running.push(joinNow(store, each));
        const all = await everythingIn(store.log);
        for (const each of running) await checkHeard(each, all);
        for (const { subscriber } of running) subscriber.end();
        await store.log.close();
        // What was handed out from memory is what the disk has.
        const again = await EventLog.open(path);
        expect(await everythingIn(again)).toEqual(all);
        await again.close();
      }),
      { numRuns: 40 },
    );
  }, 180_000);
});

const write = (store: LogUnderTest, { stream, sizes, type }: Append) =>
  store.append(name(stream), sizes.map(dataOfSize), type);

function joinNow(store: LogUnderTest, reader: Reader): Running {
  let taken = 0;
  const delay = () => reader.delays[(taken += 1) % reader.delays.length]!;
  return { reader, subscriber: store.subscribe(reader.target, delay), joinedAt: store.log.lastPosition };
}

async function checkHeard(
  { reader, subscriber, joinedAt }: Running,
  all: readonly Recorded[],
): Promise<void> {
  const { after: place, stream, typePrefix = '' } = reader.target;
  const wanted = all.filter(
    each => (stream === undefined || each.stream === stream) && each.type.startsWith(typePrefix),
  );
  const isAfter = (each: Recorded): boolean => {
    if (place === 'start') return true;
    if (place === 'end') return each.position > joinedAt;
    return (stream === undefined ? each.position : each.revision) > place;
  };
  const expected = wanted.filter(isAfter).map(({ type: _type, ...heard }) => heard);
  const last = expected.at(-1);
  if (last) await subscriber.until(() => (subscriber.events.at(-1)?.position ?? 0) >= last.position);
  expect(subscriber.events).toEqual(expected);
  if (typePrefix === '') return expect(subscriber.checkpoints).toEqual([]);
  for (const [index, { commit, prepare, after: heardBefore }] of subscriber.checkpoints.entries()) {
    expect(prepare).toBe(commit);
    if (index > 0) expect(commit).toBe(subscriber.checkpoints[index - 1]!.commit + CHECKPOINT_EVERY);
    expect(subscriber.events.findIndex(({ position }) => position > commit)).toBe(
      heardBefore < subscriber.events.length ? heardBefore : -1,
    );
  }
}
