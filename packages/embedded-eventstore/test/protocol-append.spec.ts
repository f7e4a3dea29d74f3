import {
  ANY,
  binaryEvent,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type EventData,
} from '@eventstore/db-client';
import { connectToAnyServer, itIfEmbedded } from './servers-under-test';
import { collect, failure, newStream, some } from './protocol-support';

const served = connectToAnyServer();

/** BatchAppend is what the client takes by itself; with credentials it takes Append. */
const PATHS = [
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

/** The events that these letters stand for: a is the first. */
const named = (events: readonly EventData[], letters: string): EventData[] =>
  [...letters].map(letter => events[letter.charCodeAt(0) - 97]!);

describe.each(PATHS)('append by %s', (_path, options) => {
  const append = (stream: string, events: EventData[], expectedRevision: AppendExpectedRevision) =>
    served.client.appendToStream(stream, events, { expectedRevision, ...options });

  it('answers with the revision and the position of the last event', async () => {
    const stream = newStream();
    const first = await append(stream, some(3), NO_STREAM);
    const second = await append(stream, some(1), 2n);
    expect([first.nextExpectedRevision, second.nextExpectedRevision]).toEqual([2n, 3n]);
    expect(second.position!.commit).toBeGreaterThan(first.position!.commit);
    const [last] = await collect(served.client.readAll({ fromPosition: second.position!, maxCount: 1 }));
    expect(last!.event!.streamId).toBe(stream);
    expect(last!.event!.revision).toBe(3n);
  });

  it.each([
    ['NO_STREAM, one there', 2, NO_STREAM, 'no_stream', 1n],
    ['exact, behind', 3, 0n, 0n, 2n],
    ['exact, ahead', 3, 9n, 9n, 2n],
    ['exact, none there', 0, 0n, 0n, 'no_stream'],
    ['STREAM_EXISTS, none there', 0, STREAM_EXISTS, 'stream_exists', 'no_stream'],
  ] as const)(
    'refuses with what was expected and what is there: %s',
    async (_, there, expected, says, actual) => {
      const stream = newStream('ä 🙂 ');
      if (there > 0) await append(stream, some(there), NO_STREAM);
      const error = await failure(append(stream, some(1), expected));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream, expectedVersion: says, actualVersion: actual });
      if (there > 0) expect(await collect(served.client.readStream(stream))).toHaveLength(there);
    },
  );

  it.each([
    ['exact, all of it', -1n, 'ab', 1n],
    ['exact, from the middle', 0n, 'bc', 2n],
    ['exact, its beginning', -1n, 'a', 0n],
    ['exact, partly', -1n, 'ad', undefined],
    ['exact, and more', -1n, 'abcd', undefined],
    ['exact, in another order', -1n, 'ba', undefined],
    ['ANY, all of it', ANY, 'abc', 2n],
    ['ANY, a part', ANY, 'b', 1n],
    ['ANY, known and new', ANY, 'cd', undefined],
    ['STREAM_EXISTS, a part', STREAM_EXISTS, 'bc', 2n],
    ['STREAM_EXISTS, known and new', STREAM_EXISTS, 'ad', undefined],
  ] as const)('recognises a repeat: %s', async (_, expected, names, revision) => {
    const stream = newStream();
    const events = some(4);
    await append(stream, events.slice(0, 3), NO_STREAM);
    await append(stream, some(2), 2n);
    const original = await collect(served.client.readStream(stream));
    const repeat = append(stream, named(events, names), expected === -1n ? NO_STREAM : expected);
    if (revision === undefined) {
      expect(await failure(repeat)).toBeInstanceOf(WrongExpectedVersionError);
    } else {
      const position = original[Number(revision)]!.event!.position;
      expect(await repeat).toEqual({ success: true, nextExpectedRevision: revision, position });
    }
    expect(await collect(served.client.readStream(stream))).toEqual(original);
  });

  it.each([
    ['ANY', ANY],
    ['STREAM_EXISTS', STREAM_EXISTS],
  ] as const)('takes all events as new where the first is new: %s', async (_, expected) => {
    const stream = newStream();
    const events = some(3);
    await append(stream, named(events, 'ab'), NO_STREAM);
    expect((await append(stream, named(events, 'ca'), expected)).nextExpectedRevision).toBe(3n);
    const ids = (await collect(served.client.readStream(stream))).map(item => item.event!.id);
    expect(ids).toEqual(named(events, 'abca').map(({ id }) => id));
  });

  // EventStoreDB may leave this repeat without an answer.
  itIfEmbedded('recognises a repeat of events of which one was known before', async () => {
    const stream = newStream();
    const events = some(3);
    await append(stream, named(events, 'ab'), NO_STREAM);
    await append(stream, named(events, 'ca'), ANY);
    expect((await append(stream, named(events, 'ca'), ANY)).nextExpectedRevision).toBe(3n);
    expect(await collect(served.client.readStream(stream))).toHaveLength(4);
  });

  it('of nothing writes nothing, and still checks what is expected', async () => {
    const stream = newStream();
    const nothing = await append(stream, [], NO_STREAM);
    expect(nothing).toMatchObject({ success: true, position: { commit: expect.any(BigInt) as bigint } });
    expect(await failure(collect(served.client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    await append(stream, some(2), NO_STREAM);
    expect((await append(stream, [], 1n)).nextExpectedRevision).toBe(1n);
    const error = await failure(append(stream, [], 0n));
    expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: 1n });
    expect(await collect(served.client.readStream(stream))).toHaveLength(2);
  });

  it('refuses an event without a type or without an id', async () => {
    const stream = newStream();
    const nobody = jsonEvent({ type: 'T', data: {}, id: '00000000-0000-0000-0000-000000000000' });
    for (const event of [jsonEvent({ type: '', data: {} }), nobody]) {
      await expect(append(stream, [event], ANY)).rejects.toThrow();
    }
    expect(await failure(collect(served.client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  it('takes ANY and STREAM_EXISTS with new events', async () => {
    const stream = newStream();
    expect((await append(stream, some(1), ANY)).nextExpectedRevision).toBe(0n);
    expect((await append(stream, some(2), STREAM_EXISTS)).nextExpectedRevision).toBe(2n);
    expect((await append(stream, some(1), ANY)).nextExpectedRevision).toBe(3n);
  });

  it('refuses more than the maximum size, and keeps nothing of it', async () => {
    const stream = newStream();
    const large = Array.from({ length: 20 }, () =>
      jsonEvent({ type: 'Large', data: { text: 'x'.repeat(60_000) } }),
    );
    const error = await failure(append(stream, large, NO_STREAM));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
    expect(await failure(collect(served.client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  it('keeps binary data, metadata, unicode and emptiness as they are', async () => {
    const stream = newStream();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await append(
      stream,
      [
        binaryEvent({ type: 'Binary', data: bytes, metadata: Uint8Array.from([0xff, 0]) }),
        binaryEvent({ type: 'Empty', data: new Uint8Array() }),
        jsonEvent({ type: 'Ünïcödé 🙂', data: { text: '\u0000 𝄞 çã' }, metadata: { key: 'välue' } }),
      ],
      NO_STREAM,
    );
    const [binary, empty, json] = (await collect(served.client.readStream(stream))).map(item => item.event!);
    expect(Buffer.from(binary!.data as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(binary!.metadata as Uint8Array)).toEqual(Buffer.from([0xff, 0]));
    expect((empty!.data as Uint8Array).length).toBe(0);
    expect(json).toMatchObject({ type: 'Ünïcödé 🙂', isJson: true, data: { text: '\u0000 𝄞 çã' } });
    expect(json!.metadata).toEqual({ key: 'välue' });
    expect(Math.abs(json!.created.getTime() - Date.now())).toBeLessThan(600_000);
  });

  it('refuses a stream that is deleted for ever', async () => {
    const stream = newStream();
    await append(stream, some(1), NO_STREAM);
    await served.client.tombstoneStream(stream);
    for (const expected of [ANY, NO_STREAM, STREAM_EXISTS, 0n] as const) {
      const error = await failure(append(stream, some(1), expected));
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });
});
