/**
 * The layout on disk, format 1. All values are sealed (checksum.ts). Numbers in keys are 8 bytes, big endian, so that
 * LevelDB's byte order is their order.
 *
 * - v                            the format
 * - p                            the last position
 * - e/<position>                 the event, encoded as the protobuf RecordedEvent that reads pass through
 * - s/<stream>\0<revision>       position
 * - m/<stream>                   head of the stream: revision, position, metadata in force, deletion
 * - i/<event id><stream>         revision, position
 */
export const FORMAT = '1';
export const FORMAT_KEY = Buffer.from('v');
export const LAST_POSITION_KEY = Buffer.from('p');

const EVENT = Buffer.from('e/');
const STREAM = Buffer.from('s/');
const HEAD = Buffer.from('m/');
const EVENT_ID = Buffer.from('i/');
const SEPARATOR = Buffer.from([0]);

/** The largest number that can stand in a key: one that JavaScript holds exactly. */
export const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

export const eventKey = (position: number): Buffer => Buffer.concat([EVENT, numberBytes(position)]);

export const streamKey = (stream: string, revision: number): Buffer =>
  Buffer.concat([STREAM, Buffer.from(stream), SEPARATOR, numberBytes(revision)]);

export const headKey = (stream: string): Buffer => Buffer.concat([HEAD, Buffer.from(stream)]);

/** `eventId` is a UUID in text. */
export const eventIdKey = (eventId: string, stream: string): Buffer =>
  Buffer.concat([EVENT_ID, Buffer.from(eventId.replaceAll('-', ''), 'hex'), Buffer.from(stream)]);

export const positionOfKey = (key: Buffer): number => Number(key.readBigUInt64BE(EVENT.length));

export const revisionOfKey = (key: Buffer): number => Number(key.readBigUInt64BE(key.length - 8));

export function numberBytes(...numbers: number[]): Buffer {
  const bytes = Buffer.allocUnsafe(8 * numbers.length);
  numbers.forEach((number, index) => {
    bytes.writeUInt32BE(Math.floor(number / 2 ** 32), 8 * index);
    bytes.writeUInt32BE(number % 2 ** 32, 8 * index + 4);
  });
  return bytes;
}

export const numberAt = (bytes: Buffer, index: number): number => Number(bytes.readBigUInt64BE(8 * index));
