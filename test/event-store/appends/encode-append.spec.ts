import { AllStreamPosition, Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import { decodeAppendAnswer } from '../../../src/event-store/eventstoredb/appends/decode-answer';
import { type Append, encodeAppend } from '../../../src/event-store/eventstoredb/appends/encode-append';
import type { NewEvent } from '../../../src/event-store/event-store';
import { Bug } from '../../../src/shared/invariant';

/** Options with an empty deadline. */
const optionsWithDeadline = () => BatchAppendReq.Options.deserializeBinary(Buffer.from([50, 0]));

const ID = '0198e0a4-0000-7000-8000-000000000001';
const TERMS = { correlationId: ID, deadlineSeconds: 1_795_000_000 };

const text = fc.string({ unit: 'grapheme' });
const event: fc.Arbitrary<NewEvent> = fc.record({
  id: fc.uuid(),
  body: fc.record({
    type: fc.string({ unit: 'grapheme', minLength: 1 }),
    data: fc.dictionary(
      text.filter(key => !key.endsWith('Minor')),
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    ),
  }),
  metadata: fc.record({
    $correlationId: text,
    $causationId: text,
    actor: text,
    schemaVersion: fc.nat(),
    occurredAt: text,
  }),
});
const append: fc.Arbitrary<Append> = fc.record({
  streamId: text,
  expected: fc.oneof(fc.constant('no_stream' as const), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
});

/** The request as the client's generated classes make it. */
function requestOfClient({ streamId, expected, events }: Append): BatchAppendReq {
  const options = optionsWithDeadline().setStreamIdentifier(
    new StreamIdentifier().setStreamName(Buffer.from(streamId)),
  );
  options.getDeadline()!.setSeconds(TERMS.deadlineSeconds);
  if (expected === 'no_stream') options.setNoStream(new Empty());
  else options.setStreamPosition(String(expected));
  return new BatchAppendReq()
    .setCorrelationId(new UUID().setString(ID))
    .setOptions(options)
    .setProposedMessagesList(events.map(eventOfClient))
    .setIsFinal(true);
}

function eventOfClient({ id, body, metadata }: NewEvent): BatchAppendReq.ProposedMessage {
  const message = new BatchAppendReq.ProposedMessage()
    .setId(new UUID().setString(id))
    .setData(Buffer.from(JSON.stringify(body.data)))
    .setCustomMetadata(Buffer.from(JSON.stringify(metadata)));
  message.getMetadataMap().set('type', body.type).set('content-type', 'application/json');
  return message;
}

it('a request is read as the one that the generated classes make', () => {
  fc.assert(
    fc.property(append, each => {
      const ours = BatchAppendReq.deserializeBinary(encodeAppend(each, TERMS)!);
      expect(ours.toObject()).toEqual(requestOfClient(each).toObject());
    }),
  );
});

const ORDINARY: NewEvent = {
  id: ID,
  body: { type: 'Tried', data: { amountMinor: 5n } },
  metadata: { $correlationId: 'c', $causationId: 'c', actor: 'saga', schemaVersion: 1, occurredAt: 'now' },
};
const ofData = (data: object): Append => ({
  streamId: 's-1',
  expected: 'no_stream',
  events: [{ ...ORDINARY, body: { type: 'Tried', data } }],
});

it('amounts are written as numbers, and what JSON cannot hold is a bug', () => {
  const request = BatchAppendReq.deserializeBinary(encodeAppend(ofData({ amountMinor: 5n }), TERMS)!);
  const [message] = request.getProposedMessagesList();
  expect(Buffer.from(message!.getData_asU8()).toString()).toBe('{"amountMinor":5}');
  expect(() => encodeAppend(ofData({ amount: 5n }), TERMS)).toThrow(Bug);
});

it('a request that may be too large for one message is left to the client, and the next one is as it should be', () => {
  expect(encodeAppend(ofData({ long: 'x'.repeat(1 << 20) }), TERMS)).toBeUndefined();
  const { events } = ofData({});
  const many = { ...ofData({}), events: Array.from({ length: 3_000 }, () => events[0]!) };
  expect(encodeAppend(many, TERMS)).toBeUndefined();
  const largest = ofData({ long: 'x'.repeat(340_000) });
  const request = BatchAppendReq.deserializeBinary(encodeAppend(largest, TERMS)!);
  expect(request.getProposedMessagesList()[0]!.getData_asU8()).toHaveLength(340_000 + '{"long":""}'.length);
});

const success = (revision: string): BatchAppendResp =>
  new BatchAppendResp()
    .setCorrelationId(new UUID().setString(ID))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('s-1')))
    .setNoStream(new Empty())
    .setSuccess(new BatchAppendResp.Success().setCurrentRevision(revision));
const at = (commit: string, prepare: string) =>
  new AllStreamPosition().setCommitPosition(commit).setPreparePosition(prepare);
const bytesOf = (answer: BatchAppendResp): Buffer => Buffer.from(answer.serializeBinary());

it('an answer of success is decoded, with its position or without one', () => {
  const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(whole, whole, whole, (revision, commit, prepare) => {
      const answer = success(String(revision));
      const known = { correlationId: ID, revision: BigInt(revision) };
      expect(decodeAppendAnswer(bytesOf(answer))).toEqual({ ...known, position: undefined });
      answer.getSuccess()!.setPosition(at(String(commit), String(prepare)));
      const position = { commit: BigInt(commit), prepare: BigInt(prepare) };
      expect(decodeAppendAnswer(bytesOf(answer))).toEqual({ ...known, position });
    }),
  );
});

it('an error, an id in halves, a number above 2^53 and a torn answer are left to the client', () => {
  const refused = success('0').setError(new Status().setMessage('no'));
  const halves = new UUID.Structured().setMostSignificantBits('1').setLeastSignificantBits('2');
  const structured = success('0').setCorrelationId(new UUID().setStructured(halves));
  const wide = success('9223372036854775807');
  const empty = new BatchAppendResp().setCorrelationId(new UUID().setString(ID));
  const odd = success('0');
  odd.getSuccess()!.setNoStream(new Empty());
  for (const answer of [refused, structured, wide, empty, odd])
    expect(decodeAppendAnswer(bytesOf(answer))).toBeUndefined();
  const whole = bytesOf(success('7').setStreamIdentifier(undefined).setNoStream(undefined));
  for (let end = 0; end < whole.length; end += 1)
    expect(decodeAppendAnswer(whole.subarray(0, end))).toBeUndefined();
});
