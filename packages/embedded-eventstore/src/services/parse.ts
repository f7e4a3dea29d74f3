import { status } from '@grpc/grpc-js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';

import { isMetastream, streamOfMetastream } from '../storage/heads/stream-head';
import { MAX_NUMBER } from '../storage/keys';
import type { ProposedEvent } from '../wire/recorded-event';
import type { Expected } from '../write/requests';
import { InvalidRequestError, MissingMetadataError } from './errors';

const MAX_STREAM_NAME_BYTES = 1024;
const UUID_SHAPE = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/;

/** @throws {InvalidRequestError} when the name is missing, no UTF-8, longer than 1,024 bytes, or has a NUL */
export function parseStreamName(identifier: StreamIdentifier | undefined): string {
  const bytes = identifier?.getStreamName_asU8() ?? new Uint8Array();
  if (bytes.length === 0) throw new InvalidRequestError('A stream name is required.', status.UNKNOWN);
  if (bytes.length > MAX_STREAM_NAME_BYTES) {
    throw new InvalidRequestError(`A stream name has at most ${MAX_STREAM_NAME_BYTES} bytes.`);
  }
  const name = decodeUtf8(bytes);
  if (name === undefined || name.includes('\0')) {
    throw new InvalidRequestError('A stream name is UTF-8 text without NUL.');
  }
  return name;
}

/**
 * The name of a stream for writes.
 * @throws {InvalidRequestError} when the name is invalid or clients may not write to it
 */
export function parseWritableStreamName(identifier: StreamIdentifier | undefined): string {
  const name = parseStreamName(identifier);
  const reserved =
    name === '$all' || name === '$$' || (isMetastream(name) && isMetastream(streamOfMetastream(name)));
  if (reserved) throw new InvalidRequestError(`The stream '${name}' cannot be written to.`);
  return name;
}

/**
 * The id in lower-case text.
 * @throws {InvalidRequestError} when the id is invalid
 */
export function parseUuid(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (structured) {
    const halves = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()];
    return formatUuid(halves.map(half => hex64(half)).join(''));
  }
  const text = uuid?.getString().toLowerCase() ?? '';
  if (!UUID_SHAPE.test(text)) throw new InvalidRequestError('An id is required and has to be a UUID.');
  return formatUuid(text.replaceAll('-', ''));
}

const JSON_CONTENT = 'application/json';
const NO_ID = '00000000-0000-0000-0000-000000000000';

function parseEventId(uuid: UUID | undefined): string {
  const id = parseUuid(uuid);
  if (id === NO_ID)
    throw new InvalidRequestError('An event needs an id that is not all zeros.', status.UNKNOWN);
  return id;
}

interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/**
 * @throws {InvalidRequestError | MissingMetadataError} when the event is invalid, or its type or content type is
 * missing
 */
export function parseProposedEvent(message: ProposedMessage): ProposedEvent {
  const type = message.getMetadataMap().get('type');
  const contentType = message.getMetadataMap().get('content-type');
  if (type === undefined) throw new MissingMetadataError('type');
  if (contentType === undefined) throw new MissingMetadataError('content-type');
  if (type === '') throw new InvalidRequestError('An event needs a type.', status.UNKNOWN);
  return {
    id: parseEventId(message.getId()),
    type,
    // EventStoreDB knows two content types, JSON and bytes.
    contentType: contentType === JSON_CONTENT ? JSON_CONTENT : 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** The bytes that count for the maximum size of an append: the data alone, like at EventStoreDB. */
export const dataSizeOf = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, { data }) => sum + data.length, 0);

/** The bytes of an event in memory. */
export const sizeOf = (event: ProposedEvent): number =>
  event.data.length + event.metadata.length + Buffer.byteLength(event.type);

interface ExpectationOptions {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/**
 * `exactly` is the text of the revision when the request has an exact one.
 * @throws {InvalidRequestError} when the expectation is missing or invalid
 */
export function parseExpected(options: ExpectationOptions, exactly: string | undefined): Expected {
  if (exactly !== undefined) {
    const revision = parseNumber(exactly);
    return { kind: 'exact', revision, ...(String(revision) !== exactly && { given: exactly }) };
  }
  if (options.hasNoStream()) return { kind: 'no_stream' };
  if (options.hasStreamExists()) return { kind: 'stream_exists' };
  if (options.hasAny()) return { kind: 'any' };
  throw new InvalidRequestError('An expected revision is required.');
}

/** Parses the text of an unsigned 64-bit number. A number that is too large to be stored means "beyond everything". */
export function parseNumber(text: string): number {
  if (!/^\d{1,20}$/.test(text))
    throw new InvalidRequestError(`'${text.slice(0, 40)}' is not a valid number.`);
  return Math.min(Number(text), MAX_NUMBER - 1);
}

const hex64 = (half: string): string => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0');

const formatUuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
