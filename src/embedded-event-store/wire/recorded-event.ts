import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';

import { fieldsOf } from './protobuf';

/** An event as it arrives: not yet in a stream. */
export interface ProposedEvent {
  /** A UUID in lower-case text. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Where and when it was recorded. `revision` is text because a tombstone's is 2^63 − 1. */
export interface Recording {
  readonly stream: string;
  readonly revision: string;
  readonly position: number;
  readonly at: Date;
}

/** `created` counts in units of 100 ns since 1970. */
const TICKS_PER_MS = 10_000n;

export function encodeRecordedEvent(event: ProposedEvent, recording: Recording): Uint8Array {
  const position = String(recording.position);
  const message = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(recording.stream)))
    .setStreamRevision(recording.revision)
    .setPreparePosition(position)
    .setCommitPosition(position)
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  message
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(BigInt(recording.at.getTime()) * TICKS_PER_MS));
  return message.serializeBinary();
}

/** What filters and idempotence need to know of a stored event, found without decoding it whole. */
export interface EventSummary {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
}

// Field numbers of RecordedEvent and its parts.
const ID = 1;
const STREAM_IDENTIFIER = 2;
const REVISION = 3;
const METADATA_ENTRY = 6;
const DATA = 8;
const UUID_STRING = 2;
const STREAM_NAME = 3;

export function summaryOf(recordedEvent: Buffer): EventSummary {
  const summary = { id: '', stream: '', type: '', revision: 0 };
  for (const { number, bytes, value } of fieldsOf(recordedEvent)) {
    if (number === ID && bytes) summary.id = textField(bytes, UUID_STRING);
    else if (number === STREAM_IDENTIFIER && bytes) summary.stream = textField(bytes, STREAM_NAME);
    else if (number === REVISION) summary.revision = value ?? 0;
    else if (number === METADATA_ENTRY && bytes && textField(bytes, 1) === 'type')
      summary.type = textField(bytes, 2);
  }
  return summary;
}

export function dataOf(recordedEvent: Buffer): Buffer {
  for (const { number, bytes } of fieldsOf(recordedEvent)) if (number === DATA && bytes) return bytes;
  return Buffer.alloc(0);
}

/** When it was recorded, in milliseconds since 1970. */
export function createdMsOf(recordedEvent: Buffer): number {
  for (const { number, bytes } of fieldsOf(recordedEvent)) {
    if (number === METADATA_ENTRY && bytes && textField(bytes, 1) === 'created') {
      return Number(BigInt(textField(bytes, 2)) / TICKS_PER_MS);
    }
  }
  return 0;
}

function textField(message: Buffer, wanted: number): string {
  for (const { number, bytes } of fieldsOf(message)) if (number === wanted && bytes) return bytes.toString();
  return '';
}

/** The same event with its id in two 64-bit halves, for clients that ask for it so. */
export function withStructuredId(recordedEvent: Buffer): Buffer {
  const message = ReadResp.ReadEvent.RecordedEvent.deserializeBinary(recordedEvent);
  const id = Buffer.from((message.getId()?.getString() ?? '').replaceAll('-', ''), 'hex');
  const halves = new UUID.Structured()
    .setMostSignificantBits(String(id.readBigInt64BE(0)))
    .setLeastSignificantBits(String(id.readBigInt64BE(8)));
  message.setId(new UUID().setStructured(halves));
  return Buffer.from(message.serializeBinary());
}
