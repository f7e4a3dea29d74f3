import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromJson, toJson } from '../../src/event-store/codec/event-codec';
import { EventRegistry } from '../../src/event-store/codec/event-registry';
import { AppendCall } from '../../src/event-store/eventstoredb/appends/append-call';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { startEmbeddedEventStore, type EmbeddedEventStore } from 'embedded-eventstore';
import { systemClock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import { Bug } from '../../src/shared/invariant';
import type { AppendResult, NewEvent, RecordedEvent } from '../../src/event-store/event-store';
import { all, some, written } from './event-store.contract';
import { temporaryFolder, until } from '../../packages/embedded-eventstore/test/support';
import { killProcess } from '../support/processes';

describe('the adapter when the server goes away', () => {
  const folder = temporaryFolder('adapter');
  let server: EmbeddedEventStore;
  let store: EventStoreDbStore;
  const interruptions: Fault[] = [];

  beforeAll(async () => {
    server = await startEmbeddedEventStore({ dataDir: join(folder.path, 'eventstore') });
    store = new EventStoreDbStore(
      server.url,
      { onInterrupted: fault => interruptions.push(fault) },
      systemClock,
    );
  });

  afterAll(async () => {
    await store.dispose();
    await server.stop();
    folder.remove();
  });

  const kill = () => killProcess(server.pid!);

  it('says that it is away, and works again by itself when it is back on the same port', async () => {
    for (let round = 0; round < 3; round += 1) {
      const stream = `back-${round}`;
      written(await store.append(stream, 'no_stream', some(1)));
      kill();
      const events = some(2);
      const { result, faults } = await insist(store, stream, events);
      expect(result.revision).toBe(2n);
      expect(faults.every(fault => fault instanceof Fault && fault.part === 'event store')).toBe(true);
      expect(await all(store.readStream(stream))).toHaveLength(3);
      await store.ping();
    }
  });

  it('goes on with a subscription where it was, without gap or repeat, through several deaths', async () => {
    const heard: RecordedEvent[] = [];
    const stop = new AbortController();
    const listening = listen(store, 'through-', heard, stop.signal);
    for (let round = 0; round < 4; round += 1) {
      for (let index = 0; index < 10; index += 1)
        await insistNew(store, `through-${round}-${index}`, some(2));
      await until(() => heard.length >= round * 20 + 5, 'the subscription has heard of this round');
      kill();
    }
    await insistNew(store, 'through-end', some(1));
    await until(() => heard.at(-1)?.streamId === 'through-end', 'the subscription has heard the last event');
    stop.abort();
    await listening;
    const stored = (await all(store.readAll())).filter(item => item.streamId.startsWith('through-'));
    expect(heard.map(item => item.id)).toEqual(stored.map(item => item.id));
    expect(heard).toHaveLength(81);
    expect(interruptions.length).toBeGreaterThanOrEqual(1);
  });

  it('sends the same append once while it is in progress, and again afterwards', async () => {
    const sent = jest.spyOn(AppendCall.prototype, 'append');
    const events = some(2);
    const append = () => store.append('same', 'no_stream', events);
    const [first, second] = await Promise.all([append(), append()]);
    expect(second).toEqual(first);
    expect(sent).toHaveBeenCalledTimes(1);
    expect(await append()).toEqual(first);
    expect(sent).toHaveBeenCalledTimes(2);
    sent.mockRestore();
    expect(await all(store.readStream('same'))).toHaveLength(2);
  });

  it('survives the death of the server under many appends at once, and each ends one way or the other', async () => {
    const attempts = Array.from({ length: 400 }, (_, index) => ({
      stream: `many-${index}`,
      events: some(2),
    }));
    const outcomes = attempts.map(({ stream, events }, index) => {
      if (index === 100) setImmediate(kill);
      return store.append(stream, 'no_stream', events).catch((error: unknown) => error);
    });
    for (const outcome of await Promise.all(outcomes)) {
      expect(outcome instanceof Fault || (outcome as AppendResult).ok).toBe(true);
    }
    for (const { stream, events } of attempts) await insistNew(store, stream, events);
    for (const { stream, events } of attempts) {
      expect((await all(store.readStream(stream))).map(item => item.id)).toEqual(events.map(item => item.id));
    }
  });
});

describe('the adapter where nothing answers', () => {
  let silent: Server;
  const sockets = new Set<Socket>();
  let url: string;

  beforeAll(async () => {
    silent = createServer(socket => void sockets.add(socket));
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    url = `esdb://127.0.0.1:${address.port}?tls=false`;
  });

  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => silent.close(resolve));
  });

  it('gives up after its limits with a fault', async () => {
    const store = new EventStoreDbStore(url, { appendTimeoutMs: 600, readTimeoutMs: 300 }, systemClock);
    await expect(store.append('s-1', 'no_stream', some(1))).rejects.toThrow(Fault);
    await expect(store.ping()).rejects.toThrow(Fault);
    await expect(all(store.readStream('s-1'))).rejects.toThrow(Fault);
    await expect(store.readLast('s-1')).rejects.toThrow(Fault);
    await store.dispose();
    await expect(store.ping()).rejects.toThrow(Fault);
  });

  it('keeps a waiting append from being sent after its caller was told that it failed', async () => {
    const store = new EventStoreDbStore(url, { appendTimeoutMs: 500 }, systemClock);
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => store.append(`s-${index}`, 'no_stream', some(1))),
    );
    expect(results.every(result => result.status === 'rejected')).toBe(true);
    await store.dispose();
  });
});

describe('the codec', () => {
  const amount = fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n });
  const leaf = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.integer());
  const { tree } = fc.letrec<{ tree: unknown; object: object }>(tie => ({
    tree: fc.oneof({ depthSize: 'small' }, leaf, tie('object'), fc.array(tie('tree'), { maxLength: 3 })),
    object: fc
      .tuple(
        fc.dictionary(
          fc.string().filter(key => !key.endsWith('Minor')),
          tie('tree'),
          { maxKeys: 3 },
        ),
        fc.dictionary(
          fc.string().map(key => `${key}Minor`),
          fc.oneof(amount, fc.constant(null)),
          { maxKeys: 3 },
        ),
      )
      .map(([others, amounts]) => ({ ...others, ...amounts })),
  }));

  it('reads back what it wrote, through JSON text', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter(key => !key.endsWith('Minor')),
          tree,
        ),
        data => {
          const text = JSON.stringify(toJson(data));
          expect(fromJson(JSON.parse(text) as Record<string, unknown>)).toEqual({ ...data });
        },
      ),
    );
  });

  it.each([
    ['an amount above 2^53 - 1', { amountMinor: 2n ** 53n }],
    ['an amount below -(2^53 - 1)', { deep: [{ amountMinor: -(2n ** 53n) }] }],
    ['an amount that is a number', { amountMinor: 5 }],
    ['an amount that is text', { amountMinor: '5' }],
    ['a bigint that is no amount', { amount: 5n }],
    ['a bigint in an array', { list: [5n] }],
    ['what JSON cannot hold', { when: new Date(0) }],
    ['a number JSON cannot hold', { ratio: Number.NaN }],
  ])('refuses to write %s', (_, data) => {
    expect(() => toJson(data)).toThrow(Bug);
  });

  it.each([[2 ** 53], [0.5], ['5']])('refuses to read the amount %p', value => {
    expect(() => fromJson({ amountMinor: value })).toThrow(Bug);
  });
});

describe('the registry', () => {
  const registry = new EventRegistry({
    Renamed: {
      version: 3,
      upcasters: { 1: ({ a, ...rest }) => ({ ...rest, b: a }), 2: data => ({ ...data, c: 'new' }) },
    },
  });

  it('lifts old data step by step', () => {
    expect(registry.upcast('Renamed', 1, { a: 1, z: 0 })).toEqual({ b: 1, c: 'new', z: 0 });
    expect(registry.upcast('Renamed', 2, { b: 1 })).toEqual({ b: 1, c: 'new' });
    expect(registry.upcast('Renamed', 3, { b: 1 })).toEqual({ b: 1 });
  });

  it('passes an unknown type through, and refuses a version it does not know', () => {
    expect(registry.upcast('Foreign', 9, { x: 1 })).toEqual({ x: 1 });
    expect(() => registry.upcast('Renamed', 4, {})).toThrow(Bug);
    expect(() => new EventRegistry({ Gap: { version: 2, upcasters: {} } })).toThrow(Bug);
  });
});

/** What every caller does: the same events again until the store answers. */
async function insist(store: EventStoreDbStore, stream: string, events: readonly NewEvent[], expected = 0n) {
  const faults: unknown[] = [];
  for (;;) {
    try {
      return {
        result: written(await store.append(stream, expected < 0n ? 'no_stream' : expected, events)),
        faults,
      };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
      await systemClock.wait(50);
    }
  }
}

async function insistNew(store: EventStoreDbStore, stream: string, events: NewEvent[]) {
  await insist(store, stream, events, -1n);
}

async function listen(store: EventStoreDbStore, prefix: string, heard: RecordedEvent[], signal: AbortSignal) {
  for await (const item of store.subscribe({ after: undefined, streamPrefixes: [prefix], signal })) {
    if (item.kind === 'event') heard.push(item.event);
  }
}
