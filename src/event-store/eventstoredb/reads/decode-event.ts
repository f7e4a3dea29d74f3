import type { ResolvedEvent } from '@eventstore/db-client';

import type { Position } from '../../event-store';
import type { RecordedBytes } from '../../log/log-bytes';
import { MessageCursor, type Span, UnusualMessage } from './message-cursor';

type ClientEvent = NonNullable<ResolvedEvent['event']>;

/** An event in the course of being decoded. The fields that a message leaves out have these values. */
interface Draft {
  id: string;
  streamId: string;
  revision: number;
  prepare: number;
  commit: number;
  type: string;
  contentType: string;
  created: string;
  /** Where the custom metadata and the data stand in the message. */
  metadata: Span;
  data: Span;
}

const NOTHING: Span = { start: 0, end: 0 };
const FRESH: Draft = {
  id: '',
  streamId: '',
  revision: 0,
  prepare: 0,
  commit: 0,
  type: '',
  contentType: '',
  created: '',
  metadata: NOTHING,
  data: NOTHING,
};

const varintTag = (field: number): number => field << 3;
const messageTag = (field: number): number => (field << 3) | 2;

// Fields of ReadResp and ReadEvent.
const RESPONSE_EVENT = messageTag(1);
const EVENT_RECORDED = messageTag(1);
const EVENT_LINK = messageTag(2);
// Fields of RecordedEvent and its parts.
const ID = messageTag(1);
const ID_TEXT = messageTag(2);
const STREAM = messageTag(2);
const STREAM_NAME = messageTag(3);
const REVISION = varintTag(3);
const PREPARE_POSITION = varintTag(4);
const COMMIT_POSITION = varintTag(5);
const SYSTEM_METADATA = messageTag(6);
const CUSTOM_METADATA = messageTag(7);
const DATA = messageTag(8);
const ENTRY_KEY = messageTag(1);
const ENTRY_VALUE = messageTag(2);

/**
 * Decodes an answer to a read that carries one event of JSON. The event is the one that the client's generated classes
 * make, in a fraction of their time. Returns undefined for everything else: the generated classes then decode it.
 * Source: `streams.proto` of EventStoreDB.
 */
export const decodeEvent = (message: Buffer): ClientEvent | undefined => decoded(message, eventOf);

/** The same with the bytes of its data and metadata as they came, whatever their type of content is. */
export const decodeBytes = (message: Buffer): RecordedBytes | undefined => decoded(message, bytesOf);

function decoded<Event>(
  message: Buffer,
  finish: (draft: Draft, message: Buffer) => Event | undefined,
): Event | undefined {
  if (message[0] !== RESPONSE_EVENT) return undefined;
  try {
    const draft = draftOf(message);
    return draft && finish(draft, message);
  } catch (error) {
    if (error instanceof UnusualMessage || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function draftOf(message: Buffer): Draft | undefined {
  const cursor = new MessageCursor(message);
  const draft = { ...FRESH };
  cursor.varint();
  const end = cursor.end();
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === EVENT_LINK) return undefined;
    if (tag === EVENT_RECORDED) readRecorded(cursor, draft);
    else cursor.skip(tag);
  }
  return draft;
}

function readRecorded(cursor: MessageCursor, draft: Draft): void {
  const end = cursor.end();
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === ID) draft.id = textIn(cursor, ID_TEXT);
    else if (tag === STREAM) draft.streamId = textIn(cursor, STREAM_NAME);
    else if (tag === REVISION) draft.revision = cursor.varint();
    else if (tag === PREPARE_POSITION) draft.prepare = cursor.varint();
    else if (tag === COMMIT_POSITION) draft.commit = cursor.varint();
    else if (tag === SYSTEM_METADATA) readSystemMetadata(cursor, draft);
    else if (tag === CUSTOM_METADATA) draft.metadata = cursor.span();
    else if (tag === DATA) draft.data = cursor.span();
    else cursor.skip(tag);
  }
}

/** The text of one field of a message; empty where the message does not have it. */
function textIn(cursor: MessageCursor, wanted: number): string {
  const end = cursor.end();
  let text = '';
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === wanted) text = cursor.text();
    else cursor.skip(tag);
  }
  return text;
}

function readSystemMetadata(cursor: MessageCursor, draft: Draft): void {
  const end = cursor.end();
  let key = '';
  let value = '';
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === ENTRY_KEY) key = cursor.text();
    else if (tag === ENTRY_VALUE) value = cursor.text();
    else cursor.skip(tag);
  }
  if (key === 'type') draft.type = value;
  else if (key === 'content-type') draft.contentType = value;
  else if (key === 'created') draft.created = value;
}

/** Units of 100 ns since 1970, more than one millisecond of them. */
const TICKS = /^[1-9]\d{4,18}$/;
const DIGITS_BELOW_MS = 4;

/** @throws {SyntaxError} the data or the metadata is not JSON */
function eventOf(draft: Draft, message: Buffer): ClientEvent | undefined {
  const { streamId, id, type, contentType, revision } = draft;
  if (contentType !== 'application/json' || !isUsual(draft)) return undefined;
  // Field by field, as below: what is added to a copy of an object costs a hundred times as much.
  return {
    streamId,
    id,
    type,
    isJson: true,
    revision: BigInt(revision),
    position: positionOf(draft),
    data: jsonAt(message, draft.data),
    metadata: draft.metadata.start === draft.metadata.end ? undefined : jsonAt(message, draft.metadata),
    created: timeOf(draft),
  } as ClientEvent;
}

function bytesOf(draft: Draft, message: Buffer): RecordedBytes | undefined {
  if (!isUsual(draft)) return undefined;
  const { streamId, id, type, data, metadata, revision } = draft;
  return {
    streamId,
    id,
    type,
    revision: BigInt(revision),
    position: positionOf(draft),
    data: message.subarray(data.start, data.end),
    metadata: message.subarray(metadata.start, metadata.end),
    recordedAt: timeOf(draft),
  };
}

const isUsual = ({ id, streamId, type, created }: Draft): boolean =>
  type !== '' && TICKS.test(created) && id !== '' && streamId !== '';

const positionOf = ({ commit, prepare }: Draft): Position => ({
  commit: BigInt(commit),
  prepare: BigInt(prepare),
});

const timeOf = ({ created }: Draft): Date => new Date(Number(created.slice(0, -DIGITS_BELOW_MS)));

const jsonAt = (message: Buffer, { start, end }: Span): object =>
  JSON.parse(message.toString('utf8', start, end)) as object;
