import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  comparePositions,
  type AppendResult,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type SubscriptionItem,
} from '../../src/event-store/event-store';
import { Fault } from '../../src/shared/fault';

export interface OpenEventStore {
  readonly store: EventStore;
  close(): Promise<void>;
}

/** The port's semantics, held against any store. Streams are named anew in each run, so the store may be shared. */
export function eventStoreContract(name: string, open: () => Promise<OpenEventStore>): void {
  describe(`event store contract: ${name}`, () => {
    let opened: OpenEventStore;
    let store: EventStore;
    const ending = new AbortController();
    const run = randomUUID().slice(0, 8);
    let streams = 0;

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });

    afterAll(async () => {
      ending.abort();
      await opened.close();
    });

    const newStream = (category = 'contract') => `${category}${run}-${(streams += 1)}`;

    describe('append', () => {
      it('makes a stream whose events read back as they were given', async () => {
        const stream = newStream();
        const events = [
          event({ amountMinor: 5_000n, text: 'çã 🙂' }),
          event({ deep: [{ feeMinor: null, n: 0.5 }] }),
        ];
        const result = written(await store.append(stream, 'no_stream', events));
        expect(result.revision).toBe(1n);
        const read = await all(store.readStream(stream));
        expect(read.map(asGiven)).toEqual(events);
        expect(read.map(item => item.revision)).toEqual([0n, 1n]);
        expect(read.map(item => item.streamId)).toEqual([stream, stream]);
        expect(read[1]!.position).toEqual(result.position);
        expect(read[0]!.recordedAt).toBeInstanceOf(Date);
      });

      it('goes on at the exact revision', async () => {
        const stream = newStream();
        written(await store.append(stream, 'no_stream', some(3)));
        expect(written(await store.append(stream, 2n, some(2))).revision).toBe(4n);
        expect(await all(store.readStream(stream))).toHaveLength(5);
      });

      it.each([
        ['no_stream where there is one', 'no_stream' as const],
        ['a revision behind', 0n],
        ['a revision ahead', 2n],
      ])('is refused with %s, and writes nothing', async (_, expected) => {
        const stream = newStream();
        written(await store.append(stream, 'no_stream', some(2)));
        expect(await store.append(stream, expected, some(1))).toEqual(REFUSED);
        expect(await all(store.readStream(stream))).toHaveLength(2);
      });

      it('is refused with a revision where there is no stream', async () => {
        const stream = newStream();
        expect(await store.append(stream, 0n, some(1))).toEqual(REFUSED);
        expect(await all(store.readStream(stream))).toEqual([]);
      });

      it('repeated succeeds with the first answer and writes nothing, also after others', async () => {
        const stream = newStream();
        const first = some(2);
        const second = some(1);
        const firstResult = written(await store.append(stream, 'no_stream', first));
        const secondResult = written(await store.append(stream, 1n, second));
        expect(await store.append(stream, 'no_stream', first)).toEqual(firstResult);
        written(await store.append(stream, 2n, some(1)));
        expect(await store.append(stream, 1n, second)).toEqual(secondResult);
        expect(await all(store.readStream(stream))).toHaveLength(4);
      });

      it('repeated with more, fewer, other or reordered events', async () => {
        const stream = newStream();
        const [a, b, c] = [event(), event(), event()];
        written(await store.append(stream, 'no_stream', [a, b]));
        expect(await store.append(stream, 'no_stream', [a, b, c])).toEqual(REFUSED);
        expect(await store.append(stream, 'no_stream', [a, c])).toEqual(REFUSED);
        expect(await store.append(stream, 'no_stream', [b, a])).toEqual(REFUSED);
        expect(written(await store.append(stream, 'no_stream', [a])).revision).toBe(0n);
        expect((await all(store.readStream(stream))).map(item => item.id)).toEqual([a.id, b.id]);
      });

      it('of the same ids to another stream is an append of its own', async () => {
        const events = some(2);
        const [left, right] = [newStream(), newStream()];
        written(await store.append(left, 'no_stream', events));
        written(await store.append(right, 'no_stream', events));
        expect(await all(store.readStream(right))).toHaveLength(2);
      });

      it('by many at once with the same expected revision lets exactly one through, whole', async () => {
        const stream = newStream();
        const attempts = Array.from({ length: 25 }, () => some(3));
        const results = await Promise.all(attempts.map(events => store.append(stream, 'no_stream', events)));
        const winners = attempts.filter((_, index) => results[index]!.ok);
        expect(winners).toHaveLength(1);
        const ids = (await all(store.readStream(stream))).map(item => item.id);
        expect(ids).toEqual(winners[0]!.map(item => item.id));
      });

      it('repeated while it is under way happens once', async () => {
        const stream = newStream();
        const events = some(2);
        const first = await Promise.allSettled(
          Array.from({ length: 10 }, () => store.append(stream, 'no_stream', events)),
        );
        // EventStoreDB leaves some of them without an answer; whoever got none asks again.
        const results = await Promise.all(
          first.map(result => {
            if (result.status === 'fulfilled') return result.value;
            expect(result.reason).toBeInstanceOf(Fault);
            return store.append(stream, 'no_stream', events);
          }),
        );
        expect(new Set(results.map(result => String(written(result).position.commit))).size).toBe(1);
        expect(await all(store.readStream(stream))).toHaveLength(2);
      });

      it('by writers that read and try again loses and doubles nothing', async () => {
        const stream = newStream();
        const writers = Array.from({ length: 5 }, () => some(8));
        await Promise.all(writers.map(events => appendOneByOne(store, stream, events)));
        const read = await all(store.readStream(stream));
        expect(read.map(item => item.revision)).toEqual(read.map((_, index) => BigInt(index)));
        expect(read.map(item => item.id).sort()).toEqual(
          writers
            .flat()
            .map(item => item.id)
            .sort(),
        );
        for (const events of writers) {
          const own = new Set(events.map(item => item.id));
          expect(read.filter(item => own.has(item.id)).map(item => item.id)).toEqual(
            events.map(item => item.id),
          );
        }
      });

      it('keeps amounts exact at any depth, up to 2^53 - 1', async () => {
        const amount = fc.bigInt({ min: -MAX_AMOUNT, max: MAX_AMOUNT });
        const data = fc.record({ amountMinor: amount, lines: fc.array(fc.record({ feeMinor: amount })) });
        await fc.assert(
          fc.asyncProperty(fc.array(data, { minLength: 1, maxLength: 5 }), async bodies => {
            const stream = newStream();
            const events = bodies.map(body => event(body));
            written(await store.append(stream, 'no_stream', events));
            expect((await all(store.readStream(stream))).map(asGiven)).toEqual(events);
          }),
          { numRuns: 25 },
        );
      });
    });

    describe('reads', () => {
      it('of a stream that is not there give nothing', async () => {
        expect(await all(store.readStream(newStream()))).toEqual([]);
        expect(await store.readLast(newStream())).toBeUndefined();
      });

      it('of a stream begin at the revision asked for', async () => {
        const stream = newStream();
        written(await store.append(stream, 'no_stream', some(5)));
        expect((await all(store.readStream(stream, 3n))).map(item => item.revision)).toEqual([3n, 4n]);
        expect(await all(store.readStream(stream, 5n))).toEqual([]);
      });

      it('of the last event give the newest', async () => {
        const stream = newStream();
        const events = some(3);
        written(await store.append(stream, 'no_stream', events));
        expect(asGiven((await store.readLast(stream))!)).toEqual(events[2]);
      });

      it('of everything give what was appended, in the order of positions, after the place asked for', async () => {
        const [left, right] = [newStream(), newStream()];
        const before = written(await store.append(left, 'no_stream', some(1))).position;
        written(await store.append(right, 'no_stream', some(2)));
        written(await store.append(left, 0n, some(2)));
        const read = await all(store.readAll(before));
        expectAscending(read.map(item => item.position));
        expect(comparePositions(read[0]!.position, before)).toBe(1);
        const ours = read.filter(item => item.streamId === left || item.streamId === right);
        expect(ours.map(item => [item.streamId, item.revision])).toEqual([
          [right, 0n],
          [right, 1n],
          [left, 1n],
          [left, 2n],
        ]);
        expect((await all(store.readAll())).length).toBeGreaterThan(read.length);
      });

      it('of many events give all of them', async () => {
        const stream = newStream();
        const events = some(700);
        written(await store.append(stream, 'no_stream', events));
        expect((await all(store.readStream(stream))).map(item => item.id)).toEqual(
          events.map(item => item.id),
        );
      });
    });

    describe('subscribe', () => {
      const subscribe = (prefixes: string[], after?: Position, signal = ending.signal) =>
        store.subscribe({ after, streamPrefixes: prefixes, signal });

      it('tells history, then live, without gap or repeat, while others write', async () => {
        const category = `busy${run}`;
        const other = `calm${run}`;
        const names = Array.from({ length: 8 }, (_, index) => `${category}-${index}`);
        const writing = Promise.all(
          [...names, `${other}-1`].map(stream => appendOneByOne(store, stream, some(25))),
        );
        const heard: RecordedEvent[] = [];
        for await (const item of subscribe([`${category}-`])) {
          if (item.kind === 'event') heard.push(item.event);
          if (heard.length === 200) break;
        }
        await writing;
        expectAscending(heard.map(item => item.position));
        for (const name of names) {
          const revisions = heard.filter(item => item.streamId === name).map(item => item.revision);
          expect(revisions).toEqual(Array.from({ length: 25 }, (_, index) => BigInt(index)));
        }
      });

      it('goes on after the position given, for any of its prefixes', async () => {
        const [left, right, other] = [newStream('left'), newStream('right'), newStream('other')];
        written(await store.append(left, 'no_stream', some(2)));
        const [first] = await all(store.readStream(left));
        written(await store.append(other, 'no_stream', some(1)));
        written(await store.append(right, 'no_stream', some(1)));
        const heard = await eventsOf(subscribe([left, right], first!.position), 2);
        expect(heard.map(item => [item.streamId, item.revision])).toEqual([
          [left, 1n],
          [right, 0n],
        ]);
      });

      it('says when history has ended, and tells what comes afterwards', async () => {
        const stream = newStream();
        written(await store.append(stream, 'no_stream', some(1)));
        const kinds: string[] = [];
        for await (const item of subscribe([stream])) {
          if (item.kind === 'checkpoint') continue;
          kinds.push(item.kind);
          if (item.kind === 'caught_up') written(await store.append(stream, 0n, some(1)));
          if (kinds.length === 3) break;
        }
        expect(kinds).toEqual(['event', 'caught_up', 'event']);
      });

      it('tells how far it has looked while nothing matches, never past what it has yet to tell', async () => {
        const [quiet, loud] = [newStream('quiet'), newStream('loud')];
        const start = written(await store.append(quiet, 'no_stream', some(1))).position;
        written(await store.append(loud, 'no_stream', some(300)));
        const last = written(await store.append(quiet, 0n, some(1))).position;
        const places: Position[] = [];
        let checkpoints = 0;
        for await (const item of subscribe([quiet], start)) {
          if (item.kind === 'checkpoint') places.push(item.position);
          if (item.kind === 'checkpoint' && comparePositions(item.position, last) < 0) checkpoints += 1;
          if (item.kind !== 'event') continue;
          places.push(item.event.position);
          break;
        }
        expect(checkpoints).toBeGreaterThan(0);
        expect(places.at(-1)).toEqual(last);
        expectAscending(places);
      });

      it('ends with its signal, whether it waits or is in the middle', async () => {
        const stream = newStream();
        written(await store.append(stream, 'no_stream', some(10)));
        const stop = new AbortController();
        const items: SubscriptionItem[] = [];
        for await (const item of subscribe([stream], undefined, stop.signal)) {
          items.push(item);
          if (item.kind === 'caught_up') setImmediate(() => stop.abort());
        }
        expect(items.filter(item => item.kind === 'event')).toHaveLength(10);
        const aborted = AbortSignal.abort();
        for await (const item of subscribe([stream], undefined, aborted))
          throw new Error(`heard ${item.kind}`);
      });
    });
  });
}

const MAX_AMOUNT = BigInt(Number.MAX_SAFE_INTEGER);
const REFUSED: AppendResult = { ok: false, refusal: 'WRONG_EXPECTED_REVISION' };

function event(data: object = { amountMinor: 1n }): NewEvent {
  const id = randomUUID();
  return {
    id,
    body: { type: 'SomethingHappened', data },
    metadata: {
      $correlationId: `correlation-${id}`,
      $causationId: `causation-${id}`,
      actor: 'client:contract',
      schemaVersion: 1,
      occurredAt: '2026-01-02T03:04:05.678Z',
    },
  };
}

export const some = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => event({ amountMinor: BigInt(index) }));

const asGiven = ({ id, body, metadata }: RecordedEvent): NewEvent => ({ id, body, metadata });

export function written(result: AppendResult) {
  if (!result.ok) throw new Error(`The append was refused: ${result.refusal}`);
  return result;
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function eventsOf(items: AsyncIterable<SubscriptionItem>, count: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const item of items) {
    if (item.kind === 'event') events.push(item.event);
    if (events.length === count) break;
  }
  return events;
}

/** A writer among others: it appends at the end it reads, and reads again when somebody was faster. */
async function appendOneByOne(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  for (const item of events) {
    for (;;) {
      const last = await store.readLast(stream);
      if ((await store.append(stream, last?.revision ?? 'no_stream', [item])).ok) break;
    }
  }
}

function expectAscending(positions: readonly Position[]): void {
  positions.slice(1).forEach((position, index) => {
    expect(comparePositions(positions[index]!, position)).toBe(-1);
  });
}
