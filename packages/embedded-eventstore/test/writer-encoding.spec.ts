import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import * as fc from 'fast-check';
import { numberAt, numberBytes } from '../src/storage/keys';
import {
  encodeRecordedEvent,
  TOMBSTONE_REVISION,
  type ProposedEvent,
  type Recording,
} from '../src/wire/recorded-event';

/** The encoding by the generated classes of the protocol. */
function encodedByTheProtocol(event: ProposedEvent, recording: Recording): Buffer {
  const message = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(recording.stream)))
    .setStreamRevision(recording.revision)
    .setPreparePosition(String(recording.position))
    .setCommitPosition(String(recording.position))
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  message
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', `${recording.at.getTime()}0000`);
  return Buffer.from(message.serializeBinary());
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ minLength: 17_000, maxLength: 17_100 }),
);
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
const place = fc.oneof(fc.nat(300), fc.maxSafeNat());
const event: fc.Arbitrary<ProposedEvent> = fc.record({
  id: fc.uuid(),
  type: text,
  contentType: fc.constantFrom('application/json', 'application/octet-stream'),
  data: bytes,
  metadata: bytes,
});
const recording: fc.Arbitrary<Recording> = fc.record({
  stream: text,
  revision: fc.oneof(place.map(String), fc.constant(TOMBSTONE_REVISION)),
  position: place.filter(position => position > 0),
  at: fc.date({ min: new Date(1), max: new Date('2200-01-01'), noInvalidDate: true }),
});

describe('an event on its way to disk', () => {
  it('is encoded as the protocol encodes it, byte for byte', () => {
    fc.assert(
      fc.property(event, recording, (proposed, where) => {
        const encoded = encodeRecordedEvent(proposed, where);
        expect(encoded.equals(encodedByTheProtocol(proposed, where))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has numbers in its keys that are ordered as their bytes are, and come back as they were', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(numberAt(numberBytes(one), 0)).toBe(one);
        expect(Buffer.compare(numberBytes(one), numberBytes(other))).toBe(Math.sign(one - other));
      }),
    );
  });
});
