import { crc32 } from 'node:zlib';

import { CorruptDataError } from './corrupt-data';

const CHECKSUM_BYTES = 4;

/**
 * A value on disk: the CRC-32 of key and payload (4 bytes, big endian), then the payload. The checksum also covers the
 * key, so the server notices a value under a wrong key.
 */
export function seal(key: Buffer, payload: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(CHECKSUM_BYTES + payload.length);
  sealed.writeUInt32BE(checksum(key, payload), 0);
  sealed.set(payload, CHECKSUM_BYTES);
  return sealed;
}

/**
 * The payload of a sealed value. `what` names the value in the error.
 * @throws {CorruptDataError} when the checksum is wrong
 */
export function unseal(key: Buffer, sealed: Buffer, what: string): Buffer {
  const payload = sealed.subarray(CHECKSUM_BYTES);
  if (sealed.length < CHECKSUM_BYTES || sealed.readUInt32BE(0) !== checksum(key, payload)) {
    throw new CorruptDataError(`The checksum of ${what} does not fit: the data on disk is damaged.`);
  }
  return payload;
}

const checksum = (key: Buffer, payload: Uint8Array): number => crc32(payload, crc32(key));
