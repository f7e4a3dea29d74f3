import { status } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { InvalidRequestError } from '../errors';
import { parseFilter, type Filter } from './filter';
import { parseNumber, parseStreamName } from '../parse';

/** `start`, `end`, or a revision (of a stream) or position (in `$all`). */
type From = 'start' | 'end' | number;

export interface ReadRequest {
  /** undefined for `$all`. */
  readonly stream: string | undefined;
  readonly from: From;
  readonly backwards: boolean;
  /** The most events; undefined for a subscription, which does not end. */
  readonly count: number | undefined;
  readonly filter: Filter | undefined;
  readonly resolveLinks: boolean;
  readonly structuredIds: boolean;
  /** True when the reader understands the message with the last revision of the stream. */
  readonly tellsEnd: boolean;
}

const BACKWARDS = 1;
/** Readers with this compatibility or a higher one get the end of the stream. */
const TELLS_END = 1;

/** @throws {InvalidRequestError} when the request is invalid */
export function parseReadRequest(message: ReadReq): ReadRequest {
  const options = message.getOptions();
  if (!options) throw new InvalidRequestError('Options are required.');
  if (!options.hasCount() && !options.hasSubscription()) {
    throw new InvalidRequestError('A read is for a count of events or for a subscription.');
  }
  const filter = options.getFilter();
  const request = {
    ...parseTarget(options),
    backwards: options.getReadDirection() === BACKWARDS,
    count: options.hasSubscription() ? undefined : parseNumber(options.getCount()),
    filter: filter && parseFilter(filter, options.hasSubscription()),
    resolveLinks: options.getResolveLinks(),
    tellsEnd: (options.getControlOption()?.getCompatibility() ?? 0) >= TELLS_END,
    structuredIds: options.getUuidOption()?.hasStructured() ?? false,
  };
  checkCombination(request);
  return request;
}

function checkCombination({ stream, from, backwards, count, filter }: ReadRequest): void {
  if (filter && stream !== undefined) throw new InvalidRequestError('Only reads of $all can be filtered.');
  if (backwards && count === undefined) throw new InvalidRequestError('A subscription goes forwards.');
  const isNothing = count === 0 || (count !== undefined && from === 'end' && !backwards);
  // EventStoreDB refuses to read no events of a stream, but not of `$all`.
  if (isNothing && stream !== undefined) {
    const reason = 'forwards from the end, or no events at all, is nothing to read';
    throw new InvalidRequestError(`Unexpected ReadStreamResult: Error (${reason})`, status.UNKNOWN);
  }
}

function parseTarget(options: ReadReq.Options): { stream: string | undefined; from: From } {
  const stream = options.getStream();
  const all = options.getAll();
  if (stream) return { stream: parseStreamName(stream.getStreamIdentifier()), from: streamFrom(stream) };
  if (all) return { stream: undefined, from: allFrom(all) };
  throw new InvalidRequestError('A read is of a stream or of $all.');
}

function streamFrom(options: ReadReq.Options.StreamOptions): From {
  if (options.hasRevision()) return parseNumber(options.getRevision());
  return options.hasEnd() ? 'end' : 'start';
}

function allFrom(options: ReadReq.Options.AllOptions): From {
  const position = options.getPosition();
  if (position) return positionFrom(position);
  return options.hasEnd() ? 'end' : 'start';
}

/**
 * Parses a position. Both halves of this server's positions are equal.
 * @throws {InvalidRequestError} when no server returns such a position
 */
function positionFrom(position: ReadReq.Options.Position): number {
  const commit = parseNumber(position.getCommitPosition());
  if (parseNumber(position.getPreparePosition()) > commit) {
    throw new InvalidRequestError('The prepare position is after the commit position.', status.UNKNOWN);
  }
  return commit;
}
