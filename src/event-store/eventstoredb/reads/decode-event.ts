import type { ResolvedEvent } from '@eventstore/db-client';

import { MessageCursor, UnusualMessage } from './message-cursor';

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
  metadata: string;
  data: string;
}

const FRESH: Draft = {
  ...{ id: '', streamId: '', type: '', contentType: '', created: '', metadata: '', data: '' },
  ...{ revision: 0, prepare: 0, commit: 0 },
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
export function decodeEvent(message: Buffer): ClientEvent | undefined {
  if (message[0] !== RESPONSE_EVENT) return undefined;
  try {
    const draft = draftOf(new MessageCursor(message));
    return draft && eventOf(draft);
  } catch (error) {
    if (error instanceof UnusualMessage || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function draftOf(cursor: MessageCursor): Draft | undefined {
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
    else if (tag === CUSTOM_METADATA) draft.metadata = cursor.text();
    else if (tag === DATA) draft.data = cursor.text();
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
function eventOf(draft: Draft): ClientEvent | undefined {
  const { id, streamId, type, contentType, created, metadata, data } = draft;
  const isUsual = contentType === 'application/json' && type !== '' && TICKS.test(created);
  if (!isUsual || id === '' || streamId === '') return undefined;
  return {
    streamId,
    id,
    revision: BigInt(draft.revision),
    type,
    data: JSON.parse(data) as object,
    metadata: metadata === '' ? undefined : (JSON.parse(metadata) as object),
    isJson: true,
    created: new Date(Number(created.slice(0, -DIGITS_BELOW_MS))),
    position: { commit: BigInt(draft.commit), prepare: BigInt(draft.prepare) },
  } as ClientEvent;
}
