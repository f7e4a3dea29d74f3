import { status } from '@grpc/grpc-js';

import type { EventLog } from '../../storage/event-log';
import { MAX_READ_EVENTS, type StoredEvent } from '../../storage/events/stored-event';
import {
  firstVisible,
  isMetastream,
  isSoftDeleted,
  streamOfMetastream,
} from '../../storage/heads/stream-head';
import { createdMsOf, summaryOf } from '../../wire/recorded-event';
import { InvalidRequestError, StreamDeletedError } from '../errors';
import type { ReadRequest } from './read-request';

/** A stream that has never had an event, or is soft-deleted. */
export class StreamNotFoundError extends Error {
  override name = 'StreamNotFoundError';
}

/**
 * The events of a read, in the pieces that the disk returns, as they were when the read began. For a stream, the first
 * piece reports its end: the revision of its last event.
 * @throws {StreamNotFoundError | StreamDeletedError | CorruptDataError} when the stream does not exist, is deleted or
 * is damaged
 */
export async function* readHistory(
  log: EventLog,
  request: ReadRequest,
  now: Date,
  tellEnd: (revision: number) => void,
): AsyncGenerator<StoredEvent[]> {
  let left = request.count ?? 0;
  for await (const piece of piecesOf(log, request, now, tellEnd)) {
    const wanted = request.filter
      ? piece.filter(event => request.filter!.matches(summaryOf(event.bytes)))
      : piece;
    yield wanted.slice(0, left);
    left -= wanted.length;
    if (left <= 0) return;
  }
}

function piecesOf(
  log: EventLog,
  request: ReadRequest,
  now: Date,
  tellEnd: (revision: number) => void,
): AsyncGenerator<StoredEvent[]> {
  if (request.stream !== undefined) return streamPieces(log, request.stream, request, now, tellEnd);
  return request.backwards ? allBackwards(log, request) : allForwards(log, request);
}

/** The number of events for one piece. With a filter, the number that is needed is unknown. */
const pieceLimit = ({ count = 0, filter }: ReadRequest): number =>
  filter ? MAX_READ_EVENTS : Math.max(1, Math.min(count, MAX_READ_EVENTS));

async function* allForwards(log: EventLog, request: ReadRequest): AsyncGenerator<StoredEvent[]> {
  const { from } = request;
  const last = log.lastPosition;
  let next = from === 'start' ? 1 : from === 'end' ? last + 1 : Math.max(1, from);
  while (next <= last) {
    const piece = await log.readForwards(next, last, pieceLimit(request));
    yield piece;
    next += piece.length;
  }
}

/**
 * A backward read from a position begins with the event before it, because EventStoreDB reads its log from that byte.
 */
async function* allBackwards(log: EventLog, request: ReadRequest): AsyncGenerator<StoredEvent[]> {
  const { from } = request;
  const last = log.lastPosition;
  if (typeof from === 'number' && from > last + 1) {
    throw new InvalidRequestError(
      `Unexpected ReadAllResult: Error (the log ends at position ${last})`,
      status.UNKNOWN,
    );
  }
  let next = from === 'start' ? 0 : from === 'end' ? last : from - 1;
  while (next >= 1) {
    const piece = await log.readBackwards(next, pieceLimit(request));
    yield piece;
    next -= piece.length;
  }
}

async function* streamPieces(
  log: EventLog,
  stream: string,
  request: ReadRequest,
  now: Date,
  tellEnd: (revision: number) => void,
): AsyncGenerator<StoredEvent[]> {
  const range = await visibleRange(log, stream);
  if (!range) throw new StreamNotFoundError();
  tellEnd(range.last);
  // The server knows the age of an event only after reading it.
  const limit = range.maxAgeSeconds === undefined ? pieceLimit(request) : MAX_READ_EVENTS;
  const pieces = request.backwards
    ? streamBackwards(log, stream, startBackwards(request, range.last), range.first, limit)
    : streamForwards(log, stream, startForwards(request, range), range.last, limit);
  for await (const piece of pieces) yield piece.filter(event => isYoungEnough(event, range, now));
}

async function* streamForwards(log: EventLog, stream: string, from: number, to: number, limit: number) {
  let next = from;
  while (next <= to) {
    const piece = await log.readStreamForwards(stream, next, to, limit);
    yield piece;
    next += piece.length;
  }
}

async function* streamBackwards(log: EventLog, stream: string, from: number, to: number, limit: number) {
  let next = from;
  while (next >= to) {
    const piece = await log.readStreamBackwards(stream, next, to, limit);
    yield piece;
    next -= piece.length;
  }
}

export interface VisibleRange {
  readonly first: number;
  readonly last: number;
  /** `$maxAge`: older events of the range are hidden too. */
  readonly maxAgeSeconds: number | undefined;
}

/** Returns whether `$maxAge` still shows the event. A clock can go back, so each event is checked by its own age. */
export const isYoungEnough = (event: StoredEvent, { maxAgeSeconds }: VisibleRange, now: Date): boolean =>
  maxAgeSeconds === undefined || createdMsOf(event.bytes) >= now.getTime() - maxAgeSeconds * 1000;

/**
 * The visible revisions of a stream. Returns undefined when no stream is visible.
 * @throws {StreamDeletedError} when the stream is deleted for ever
 */
export async function visibleRange(log: EventLog, stream: string): Promise<VisibleRange | undefined> {
  const head = await log.head(stream);
  // The metadata of a stream that is deleted for ever is deleted too.
  const described = isMetastream(stream) ? await log.head(streamOfMetastream(stream)) : undefined;
  if (head.tombstoned || described?.tombstoned) throw new StreamDeletedError(stream);
  if (head.revision < 0 || isSoftDeleted(head)) return undefined;
  const maxAgeSeconds = isMetastream(stream) ? undefined : head.metadata?.maxAgeSeconds;
  return { first: firstVisible(stream, head), last: head.revision, maxAgeSeconds };
}

function startForwards({ from }: ReadRequest, { first, last }: VisibleRange): number {
  if (from === 'end') return last + 1;
  return from === 'start' ? first : Math.max(first, from);
}

function startBackwards({ from }: ReadRequest, last: number): number {
  if (from === 'end') return last;
  return from === 'start' ? 0 : Math.min(last, from);
}
