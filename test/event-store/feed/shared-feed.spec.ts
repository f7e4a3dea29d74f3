import { join } from 'node:path';
import { EventRegistry } from '../../../src/event-store/codec/event-registry';
import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import type { NewEvent, Position, SubscriptionItem } from '../../../src/event-store/event-store';
import { systemClock } from '../../../src/shared/clock';
import { Bug } from '../../../src/shared/invariant';
import { ServerUnderTest } from '../../../packages/embedded-eventstore/test/server-under-test';
import { temporaryFolder, until } from '../../../packages/embedded-eventstore/test/support';
import { some, written } from '../event-store.contract';
import { FrameCounter } from '../frame-counter';

const folder = temporaryFolder('shared-feed');
let server: ServerUnderTest;
let counter: FrameCounter;
let store: EventStoreDbStore;
let writer: EventStoreDbStore;
let leaving: AbortController;

/** So few that a consumer that pauses falls behind. */
const LIMITS = { maxEntries: 100, maxBytes: 1_000_000 };
/** The types of `some` are of version 1. One that is newer than the program is not readable. */
const registry = new EventRegistry({ SomethingHappened: { version: 1, upcasters: {} } });

beforeAll(async () => {
  server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
});

beforeEach(async () => {
  counter = await FrameCounter.before(server.port);
  store = new EventStoreDbStore(counter.url, { registry, feedLimits: LIMITS }, systemClock);
  writer = new EventStoreDbStore(server.url, {}, systemClock);
  leaving = new AbortController();
});

afterEach(async () => {
  leaving.abort();
  await Promise.all([store.dispose(), writer.dispose()]);
  counter.close();
});

afterAll(async () => {
  await server.stop();
  ServerUnderTest.killAll();
  folder.remove();
});

interface Heard {
  readonly items: SubscriptionItem[];
  readonly ended: Promise<unknown>;
  events(): string[];
  isLive(): boolean;
  /** While it is set, the consumer takes nothing. */
  pausedBy: Promise<void> | undefined;
}

function listen(streamPrefixes: string[], after?: Position, signal = leaving.signal): Heard {
  const items: SubscriptionItem[] = [];
  const follow = async () => {
    for await (const item of store.subscribe({ after, streamPrefixes, signal })) {
      items.push(item);
      await heard.pausedBy;
    }
  };
  const heard: Heard = {
    items,
    ended: Promise.resolve(),
    pausedBy: undefined,
    events: () => items.flatMap(item => (item.kind === 'event' ? [item.event.id] : [])),
    isLive: () => items.some(({ kind }) => kind === 'caught_up'),
  };
  return Object.assign(heard, { ended: follow().catch((error: unknown) => error) });
}

let streams = 0;
async function append(category: string, events: NewEvent[]): Promise<Position> {
  return written(await writer.append(`${category}${(streams += 1)}`, 'no_stream', events)).position;
}

const ids = (events: readonly NewEvent[]) => events.map(({ id }) => id);
const allLive = (heard: readonly Heard[]) => until(() => heard.every(each => each.isLive()), 'all are live');
const oneCall = () => until(() => counter.openCalls === 1, 'one call is open');

it('all live consumers of a process hold one subscription at the server', async () => {
  const history = { a: some(40), b: some(3) };
  await append('one-a-', history.a);
  const middle = await append('one-c-', some(200));
  await append('one-b-', history.b);
  const consumers = [
    listen(['one-a-', 'one-b-']),
    listen(['one-b-'], middle),
    listen(['one-a-'], middle),
    listen(['one-keys']),
    listen(['one-c-', 'one-b-'], middle),
    listen(['one-a-', 'one-b-', 'one-c-']),
  ];
  await allLive(consumers);
  await oneCall();
  const resets = counter.resets;
  const [a, b, c] = [some(5), some(6), some(70)];
  await append('one-a-', a);
  await append('one-c-', c);
  await append('one-b-', b);
  const last = some(1);
  await append('one-keys', last);
  await until(() => consumers[3]!.events().length === 1, 'the last event was told');
  await until(() => consumers[5]!.events().length === 40 + 200 + 3 + 81, 'all was told');
  expect(consumers[0]!.events()).toEqual(ids([...history.a, ...history.b, ...a, ...b]));
  expect(consumers[1]!.events()).toEqual(ids([...history.b, ...b]));
  expect(consumers[2]!.events()).toEqual(ids(a));
  expect(consumers[3]!.events()).toEqual(ids(last));
  expect(consumers[4]!.events()).toEqual(ids([...history.b, ...c, ...b]));
  expect(counter.openCalls).toBe(1);
  expect(counter.resets).toBe(resets);
  for (const { items } of consumers) expect(items.filter(({ kind }) => kind === 'caught_up')).toHaveLength(1);
});

it('a consumer that pauses stops no other, reads what it missed by itself, and comes back', async () => {
  const [slow, quick] = [listen(['slow-']), listen(['slow-'])];
  await allLive([slow, quick]);
  await oneCall();
  let goOn: () => void = () => undefined;
  slow.pausedBy = new Promise(resolve => (goOn = resolve));
  const written: string[] = [];
  for (let run = 0; run < 12; run += 1) {
    const events = some(40);
    await append('slow-', events);
    written.push(...ids(events));
  }
  await until(() => quick.events().length === written.length, 'the quick one has heard all');
  expect(slow.events().length).toBeLessThan(2);
  slow.pausedBy = undefined;
  goOn();
  await until(() => slow.events().length === written.length, 'the slow one has heard all');
  await oneCall();
  const late = some(1);
  await append('slow-', late);
  await until(() => slow.events().length === written.length + 1, 'the slow one is live again');
  expect(slow.events()).toEqual([...written, ...ids(late)]);
  expect(quick.events()).toEqual(slow.events());
});

it('the position of a consumer moves on while nothing is for it', async () => {
  const [quiet, loud] = [listen(['quiet-']), listen(['loud-'])];
  await allLive([quiet, loud]);
  await oneCall();
  const last = await append('loud-', some(90));
  const ending = await append('loud-', some(40));
  const places = () =>
    quiet.items.flatMap(item => (item.kind === 'checkpoint' ? [item.position.commit] : []));
  await until(() => (places().at(-1) ?? 0n) >= last.commit, 'it was told how far the feed has come');
  expect(places().at(-1)!).toBeLessThanOrEqual(ending.commit);
  expect(quiet.events()).toEqual([]);
});

it('consumers of other streams that come later cost no one an event', async () => {
  const early = listen(['wide-a-']);
  await allLive([early]);
  const [before, after] = [some(10), some(10)];
  await append('wide-a-', before);
  const history = some(7);
  await append('wide-b-', history);
  const late = listen(['wide-b-']);
  await allLive([late]);
  await oneCall();
  await append('wide-b-', after);
  await append('wide-a-', after);
  await until(() => early.events().length === 20 && late.events().length === 17, 'all was told');
  expect(early.events()).toEqual(ids([...before, ...after]));
  expect(late.events()).toEqual(ids([...history, ...after]));
  expect(early.items.filter(({ kind }) => kind === 'caught_up')).toHaveLength(1);
});

it('an event that cannot be read stops the consumers that want it, and no other', async () => {
  const [wanting, other] = [listen(['bad-a-']), listen(['bad-b-'])];
  await allLive([wanting, other]);
  await oneCall();
  const [unreadable] = some(1);
  const good = some(1);
  await append('bad-a-', [{ ...unreadable!, metadata: { ...unreadable!.metadata, schemaVersion: 9 } }]);
  await append('bad-b-', good);
  expect(await wanting.ended).toBeInstanceOf(Bug);
  await until(() => other.events().length === 1, 'the other consumer goes on');
  expect(other.events()).toEqual(ids(good));
});

it('the last consumer that leaves ends the subscription, and the next one begins another', async () => {
  const own = new AbortController();
  const first = listen(['leave-'], undefined, own.signal);
  await allLive([first]);
  own.abort();
  await first.ended;
  await until(() => counter.openCalls === 0, 'no call is open');
  const events = some(2);
  await append('leave-', events);
  const second = listen(['leave-']);
  await until(() => second.events().length === 2, 'all was told');
  expect(second.events()).toEqual(ids(events));
});
