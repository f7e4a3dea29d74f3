import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';

import { fieldBytes, MAX_FIELD_OVERHEAD_BYTES, MessageWriter } from './message-writer';
import { fieldsOf } from './protobuf';

/** An event of a request. It is in no stream yet. */
export interface ProposedEvent {
  /** A UUID in lower-case text. */
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** The place and time of the recording. `revision` is text because the revision of a tombstone is 2^63 − 1. */
export interface Recording {
  readonly stream: string;
  readonly revision: string;
  readonly position: number;
  readonly at: Date;
}

/** `created` counts units of 100 ns since 1970. */
const TICKS_PER_MS = 10_000n;
/** The revision of the event that ends a stream for ever. */
export const TOMBSTONE_REVISION = '9223372036854775807';
/** The bytes of the three metadata keys, and of the tags and lengths of all 19 fields. */
const FIXED_BYTES = 32 + 19 * MAX_FIELD_OVERHEAD_BYTES;

/**
 * The event as the protocol's RecordedEvent, byte for byte as the generated classes encode it. Those classes would
 * create a dozen objects for each event.
 */
export function encodeRecordedEvent(event: ProposedEvent, recording: Recording): Buffer {
  const { data, metadata } = event;
  const created = String(BigInt(recording.at.getTime()) * TICKS_PER_MS);
  const streamBytes = Buffer.byteLength(recording.stream);
  const texts = 3 * (event.id.length + event.type.length + event.contentType.length + created.length);
  const writer = new MessageWriter(data.length + metadata.length + streamBytes + texts + FIXED_BYTES);
  writer.begin(ID, fieldBytes(event.id.length));
  writer.text(UUID_STRING, event.id, event.id.length);
  writer.begin(STREAM_IDENTIFIER, fieldBytes(streamBytes));
  writer.text(STREAM_NAME, recording.stream, streamBytes);
  if (recording.revision === TOMBSTONE_REVISION) writer.varint64(REVISION, BigInt(TOMBSTONE_REVISION));
  else writer.varint(REVISION, Number(recording.revision));
  writer.varint(PREPARE_POSITION, recording.position);
  writer.varint(COMMIT_POSITION, recording.position);
  writeEntry(writer, 'content-type', event.contentType);
  writeEntry(writer, 'created', created);
  writeEntry(writer, 'type', event.type);
  writer.bytes(CUSTOM_METADATA, metadata);
  writer.bytes(DATA, data);
  return writer.finish();
}

/** Writes an entry of the system metadata. The entries are sorted by their keys. */
function writeEntry(writer: MessageWriter, key: string, value: string): void {
  const valueBytes = Buffer.byteLength(value);
  writer.begin(METADATA_ENTRY, fieldBytes(key.length) + fieldBytes(valueBytes));
  writer.text(ENTRY_KEY, key, key.length);
  writer.text(ENTRY_VALUE, value, valueBytes);
}

/** The fields of a stored event that filters and idempotent appends need, read without decoding the event. */
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
const PREPARE_POSITION = 4;
const COMMIT_POSITION = 5;
const METADATA_ENTRY = 6;
const CUSTOM_METADATA = 7;
const DATA = 8;
const ENTRY_KEY = 1;
const ENTRY_VALUE = 2;
const UUID_STRING = 2;
const STREAM_NAME = 3;

export function summaryOf(recordedEvent: Buffer): EventSummary {
  const summary = { id: '', stream: '', type: '', revision: 0 };
  for (const { number, bytes, value } of fieldsOf(recordedEvent)) {
    if (number === ID && bytes) summary.id = textField(bytes, UUID_STRING);
    else if (number === STREAM_IDENTIFIER && bytes) summary.stream = textField(bytes, STREAM_NAME);
    else if (number === REVISION) summary.revision = value ?? 0;
    else if (number === METADATA_ENTRY && bytes && textField(bytes, ENTRY_KEY) === 'type')
      summary.type = textField(bytes, ENTRY_VALUE);
  }
  return summary;
}

/** The place in `$all`; 0 where the event has none. */
export function positionOf(recordedEvent: Buffer): number {
  for (const { number, value } of fieldsOf(recordedEvent)) if (number === PREPARE_POSITION) return value ?? 0;
  return 0;
}

export function dataOf(recordedEvent: Buffer): Buffer {
  for (const { number, bytes } of fieldsOf(recordedEvent)) if (number === DATA && bytes) return bytes;
  return Buffer.alloc(0);
}

/** The time of the recording, in milliseconds since 1970. */
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

/** The same event with its id in two 64-bit halves. Some clients ask for this form. */
export function withStructuredId(recordedEvent: Buffer): Buffer {
  const message = ReadResp.ReadEvent.RecordedEvent.deserializeBinary(recordedEvent);
  const id = Buffer.from((message.getId()?.getString() ?? '').replaceAll('-', ''), 'hex');
  const halves = new UUID.Structured()
    .setMostSignificantBits(String(id.readBigInt64BE(0)))
    .setLeastSignificantBits(String(id.readBigInt64BE(8)));
  message.setId(new UUID().setStructured(halves));
  return Buffer.from(message.serializeBinary());
}
