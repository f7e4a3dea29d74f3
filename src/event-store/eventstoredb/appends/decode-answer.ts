import type { Position } from '../../event-store';
import { MessageCursor, UnusualMessage } from '../reads/message-cursor';

/** What the server says of an append that it has taken. */
export interface Appended {
  readonly revision: bigint;
  /** Undefined where the server names none, as some do for a repeat. */
  readonly position: Position | undefined;
}

export interface AppendAnswer extends Appended {
  readonly correlationId: string;
}

const varintTag = (field: number): number => field << 3;
const messageTag = (field: number): number => (field << 3) | 2;

// Fields of BatchAppendResp and its parts.
const CORRELATION_ID = messageTag(1);
const ERROR = messageTag(2);
const SUCCESS = messageTag(3);
const ID_TEXT = messageTag(2);
const REVISION = varintTag(1);
const NO_STREAM = messageTag(2);
const POSITION = messageTag(3);
const COMMIT = varintTag(1);
const PREPARE = varintTag(2);

/** An answer in the course of being decoded. */
interface Draft {
  correlationId: string;
  revision: number;
  position: { commit: number; prepare: number } | undefined;
  hasSuccess: boolean;
}

/**
 * Decodes the answer to an append that succeeded. Returns undefined for everything else: the client's generated classes
 * then decode it. Source: `streams.proto` of EventStoreDB.
 */
export function decodeAppendAnswer(message: Buffer): AppendAnswer | undefined {
  try {
    const draft = draftOf(message);
    if (!draft?.hasSuccess || draft.correlationId === '') return undefined;
    const { correlationId, revision, position } = draft;
    return { correlationId, revision: BigInt(revision), position: position && positionOf(position) };
  } catch (error) {
    if (error instanceof UnusualMessage) return undefined;
    throw error;
  }
}

const positionOf = ({ commit, prepare }: NonNullable<Draft['position']>): Position => ({
  commit: BigInt(commit),
  prepare: BigInt(prepare),
});

function draftOf(message: Buffer): Draft | undefined {
  const cursor = new MessageCursor(message);
  const draft: Draft = { correlationId: '', revision: 0, position: undefined, hasSuccess: false };
  while (cursor.isBefore(message.length)) {
    const tag = cursor.varint();
    if (tag === ERROR) return undefined;
    if (tag === CORRELATION_ID) readId(cursor, draft);
    else if (tag === SUCCESS) readSuccess(cursor, draft);
    else cursor.skip(tag);
  }
  return draft;
}

function readId(cursor: MessageCursor, draft: Draft): void {
  const end = cursor.end();
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === ID_TEXT) draft.correlationId = cursor.text();
    else cursor.skip(tag);
  }
}

function readSuccess(cursor: MessageCursor, draft: Draft): void {
  const end = cursor.end();
  draft.hasSuccess = true;
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === NO_STREAM) throw new UnusualMessage();
    if (tag === REVISION) draft.revision = cursor.varint();
    else if (tag === POSITION) draft.position = readPosition(cursor);
    else cursor.skip(tag);
  }
}

function readPosition(cursor: MessageCursor): { commit: number; prepare: number } {
  const end = cursor.end();
  const position = { commit: 0, prepare: 0 };
  while (cursor.isBefore(end)) {
    const tag = cursor.varint();
    if (tag === COMMIT) position.commit = cursor.varint();
    else if (tag === PREPARE) position.prepare = cursor.varint();
    else cursor.skip(tag);
  }
  return position;
}
