import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import { decodeBytes, decodeEvent } from '../../../src/event-store/eventstoredb/reads/decode-event';
import { bytesOf as bytesByClient } from '../../../src/event-store/eventstoredb/reads/read-bytes';

// The client's own way: what must come out.
const { convertGrpcEvent } = jest.requireActual<{
  convertGrpcEvent: (event: ReadResp.ReadEvent) => { event?: object };
}>('@eventstore/db-client/dist/utils');

interface Given {
  readonly id: string;
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly type: string;
  readonly contentType: string;
  readonly created: string;
  readonly data: string;
  readonly metadata: string;
}

function recorded(given: Given): ReadResp.ReadEvent.RecordedEvent {
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(given.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(given.stream)))
    .setStreamRevision(given.revision)
    .setPreparePosition(given.position)
    .setCommitPosition(given.position)
    .setData(Buffer.from(given.data))
    .setCustomMetadata(Buffer.from(given.metadata));
  event.getMetadataMap().set('type', given.type).set('content-type', given.contentType);
  event.getMetadataMap().set('created', given.created);
  return event;
}

const answer = (event: ReadResp.ReadEvent.RecordedEvent): ReadResp =>
  new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(event).setNoPosition(new Empty()));

const bytesOf = (response: ReadResp): Buffer => Buffer.from(response.serializeBinary());

const expected = (response: ReadResp) =>
  convertGrpcEvent(ReadResp.deserializeBinary(response.serializeBinary()).getEvent()!).event;

const ORDINARY: Given = {
  id: '0198e0a4-0000-7000-8000-000000000001',
  stream: 'payout-ação',
  revision: '7',
  position: '9007199254740991',
  type: 'PayoutRequested',
  contentType: 'application/json',
  created: '17643990001239999',
  data: '{"amountMinor":5,"personal":{"name":"João"},"__proto__":{"a":1}}',
  metadata: '{"actor":"saga"}',
};

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER }).map(String);
const parts = {
  id: fc.uuid(),
  stream: text,
  revision: whole,
  position: whole,
  type: text,
  contentType: fc.constant('application/json'),
  created: fc.bigInt({ min: 10_000n, max: 86_400_000_000_000_000n }).map(String),
  data: fc.object().map(value => JSON.stringify(value)),
  metadata: fc.option(fc.json(), { nil: '' }),
};
const given: fc.Arbitrary<Given> = fc.record(parts);

it('an event of JSON is decoded to what the client makes of it', () => {
  fc.assert(
    fc.property(given, each => {
      const response = answer(recorded(each));
      expect(decodeEvent(bytesOf(response))).toEqual(expected(response));
    }),
  );
});

it('an ordinary event is decoded here, and one with a field of a later version too', () => {
  const response = answer(recorded(ORDINARY));
  expect(decodeEvent(bytesOf(response))).toEqual(expected(response));
  const event = recorded(ORDINARY).serializeBinary();
  // Field 15: a text, and a number.
  const later = Buffer.concat([event, Buffer.from([122, 2, 104, 105]), Buffer.from([120, 200, 1])]);
  const length = Buffer.from([(later.length & 127) | 128, later.length >> 7]);
  const inner = Buffer.concat([Buffer.from([10]), length, later]);
  const outer = Buffer.from([(inner.length & 127) | 128, inner.length >> 7]);
  const message = Buffer.concat([Buffer.from([10]), outer, inner]);
  expect(decodeEvent(message)).toEqual(expected(ReadResp.deserializeBinary(message)));
});

it.each([
  ['data that is no JSON', { data: 'no {' }],
  ['metadata that is no JSON', { metadata: 'no {' }],
  ['another content type', { contentType: 'application/octet-stream' }],
  ['no type', { type: '' }],
  ['a time that is no count', { created: 'yesterday' }],
  ['a revision above 2^53', { revision: '9223372036854775807' }],
])('an event with %s is left to the client', (_, odd) => {
  expect(decodeEvent(bytesOf(answer(recorded({ ...ORDINARY, ...odd }))))).toBeUndefined();
});

it('an id in halves, a link, an answer that is no event and a torn message are left to the client', () => {
  const halves = new UUID.Structured().setMostSignificantBits('1').setLeastSignificantBits('2');
  const structured = recorded(ORDINARY).setId(new UUID().setStructured(halves));
  expect(decodeEvent(bytesOf(answer(structured)))).toBeUndefined();
  const linked = answer(recorded(ORDINARY));
  linked.getEvent()!.setLink(recorded(ORDINARY));
  expect(decodeEvent(bytesOf(linked))).toBeUndefined();
  expect(decodeEvent(bytesOf(new ReadResp().setCaughtUp(new ReadResp.CaughtUp())))).toBeUndefined();
  const whole = bytesOf(answer(recorded(ORDINARY)));
  for (let end = 0; end < whole.length; end += 1) expect(decodeEvent(whole.subarray(0, end))).toBeUndefined();
});

/** The bytes as text, so that a view and a copy of them compare. */
const inHex = (event: ReturnType<typeof decodeBytes>) =>
  event && { ...event, data: hexOf(event.data), metadata: hexOf(event.metadata) };
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('the bytes of an event are those that the generated classes give, JSON or not', () => {
  const anything = fc.record({ ...parts, contentType: text, data: fc.string(), metadata: fc.string() });
  fc.assert(
    fc.property(anything, each => {
      const response = answer(recorded(each));
      const message = bytesOf(response);
      expect(inHex(decodeBytes(message))).toEqual(inHex(bytesByClient(ReadResp.deserializeBinary(message))));
      expect(decodeBytes(message)).toBeDefined();
    }),
  );
  expect(decodeBytes(bytesOf(new ReadResp().setCaughtUp(new ReadResp.CaughtUp())))).toBeUndefined();
});
