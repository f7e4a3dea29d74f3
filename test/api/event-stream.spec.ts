import { EventEmitter } from 'node:events';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { EventPlaces } from '../../src/api/operations/stream/event-places';
import { EventStream } from '../../src/api/operations/stream/event-stream';
import { OpenStreams } from '../../src/api/operations/stream/open-streams';
import { StreamOutput } from '../../src/api/operations/stream/stream-output';
import { STREAM_TOPICS } from '../../src/api/operations/stream/stream-topics';
import type { ApiClient } from '../../src/api/auth/keys/api-keys';
import { newEvents } from '../../src/event-store/new-events';
import { until } from '../projections/postgres';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const CAUSE = { causationId: 'c', correlationId: 'c', actor: 'test' };
const ALL: ApiClient = {
  clientName: 'reader',
  kind: 'service',
  keyId: 'k',
  accounts: '*',
  scopes: ['payouts:read', 'cases:read'],
  scopeNames: [],
};

/** An answer whose reader takes `room` writes, and then nothing until `take`. */
class SlowAnswer extends EventEmitter {
  readonly written: string[] = [];
  destroyed = false;
  writableNeedDrain = false;
  constructor(private room: number) {
    super();
  }
  writeHead(): this {
    return this;
  }
  write(text: string): boolean {
    this.written.push(text);
    this.room -= 1;
    this.writableNeedDrain = this.room <= 0;
    return this.room > 0;
  }
  end(text?: string): this {
    if (text) this.written.push(text);
    return this;
  }
  destroy(): this {
    this.destroyed = true;
    this.emit('close');
    return this;
  }
  take(room: number): void {
    this.room = room;
    this.writableNeedDrain = false;
    this.emit('drain');
  }
}

async function openAccounts(store: InMemoryEventStore, clock: ManualClock, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const stream = `account-shop-${number}`;
    const data = { accountId: `shop-${number}`, name: 'Maria Silva', currency: 'BRL' };
    const body = { type: 'AccountOpened', data };
    await store.append(stream, 'no_stream', newEvents(stream, [body], CAUSE, clock.now()));
  }
}

async function closeAccount(store: InMemoryEventStore, clock: ManualClock, accountId: string): Promise<void> {
  const stream = `account-${accountId}`;
  const body = { type: 'AccountClosed', data: { accountId } };
  await store.append(stream, 0n, newEvents(stream, [body], CAUSE, clock.now()));
}

function streamTo(answer: SlowAnswer, client: () => ApiClient | undefined = () => ALL) {
  const clock = new ManualClock(0);
  const store = new InMemoryEventStore(clock);
  const shutdown = new AbortController();
  const stream = new EventStream(
    {
      ...{ store, clock, client, topics: STREAM_TOPICS, lastsMs: undefined },
      places: new EventPlaces(store),
      output: new StreamOutput(answer as never, clock),
      ending: shutdown.signal,
    },
    { commit: 0n, prepare: 0n },
  );
  return { clock, store, shutdown, over: stream.run() };
}

const eventsIn = (answer: SlowAnswer) => answer.written.filter(text => text.includes('event: accounts'));

describe('a stream to a slow reader', () => {
  it('writes nothing more until the reader has taken what was written', async () => {
    const answer = new SlowAnswer(3);
    const { clock, store, shutdown, over } = streamTo(answer);
    await openAccounts(store, clock, 10);
    await until(async () => answer.written.length === 3);
    clock.advance(9_000);
    expect(answer.written).toHaveLength(3);
    answer.take(100);
    await until(async () => eventsIn(answer).length === 10);
    shutdown.abort();
    await over;
    expect(answer.written.at(-1)).toContain('SHUTDOWN');
  });

  it('is cut off when the reader takes nothing for ten seconds', async () => {
    const answer = new SlowAnswer(3);
    const { clock, store, over } = streamTo(answer);
    await openAccounts(store, clock, 10);
    await until(async () => answer.written.length === 3);
    clock.advance(10_000);
    await over;
    expect([answer.destroyed, answer.written.length]).toEqual([true, 3]);
  });
});

describe('a silent stream', () => {
  it('says every fifteen seconds that it is alive, with its place and without an event', async () => {
    const answer = new SlowAnswer(1_000);
    const { clock, shutdown, over } = streamTo(answer);
    await until(async () => answer.written.length === 1);
    for (let second = 0; second < 31; second += 1) {
      clock.advance(1_000);
      await Promise.resolve();
      await new Promise(setImmediate);
    }
    const beats = answer.written.slice(1);
    expect(beats.length).toBeGreaterThanOrEqual(1);
    for (const beat of beats) expect(beat).toMatch(/^id: \d+\/\d+\n: alive\n\n$/);
    shutdown.abort();
    await over;
  });

  it('ends within a second when its key is not accepted any more', async () => {
    const answer = new SlowAnswer(1_000);
    let client: ApiClient | undefined = ALL;
    const { clock, over } = streamTo(answer, () => client);
    await until(async () => answer.written.length === 1);
    client = undefined;
    clock.advance(1_000);
    await over;
    expect(answer.written.at(-1)).toContain('NOT_ACCEPTED');
  });
});

describe('a change of the client', () => {
  it('takes effect with the next event', async () => {
    const answer = new SlowAnswer(1_000);
    let client: ApiClient = { ...ALL, accounts: ['shop-0'] };
    const { clock, store, shutdown, over } = streamTo(answer, () => client);
    await openAccounts(store, clock, 2);
    await until(async () => eventsIn(answer).length === 1);
    client = { ...ALL, scopes: ['cases:read'] };
    await closeAccount(store, clock, 'shop-0');
    await new Promise(setImmediate);
    client = ALL;
    await closeAccount(store, clock, 'shop-1');
    await until(async () => eventsIn(answer).length === 2);
    shutdown.abort();
    await over;
    expect(eventsIn(answer).map(text => /"id":"([\w-]+)"/.exec(text)?.[1])).toEqual(['shop-0', 'shop-1']);
  });
});

describe('the streams of a process', () => {
  it('are capped by key and in all, and all end with the process', () => {
    const streams = new OpenStreams();
    const of = (keyId: string) => streams.begin({ keyId, clientName: 'client' });
    const eight = Array.from({ length: 8 }, () => of('one'));
    expect([eight.every(Boolean), of('one')]).toEqual([true, undefined]);
    eight[0]!.close();
    expect(of('one')).toBeDefined();
    for (let key = 1; streams.count < 256; key += 1) of(`key-${key}`);
    expect(of('another')).toBeUndefined();
    streams.beforeApplicationShutdown();
    expect(eight[1]!.ending.aborted).toBe(true);
    eight[1]!.close();
    expect(of('late')).toBeUndefined();
  });
});
