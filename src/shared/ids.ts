import { hash } from 'node:crypto';

/** The root of every derived id of Holdfast: fixed for ever, for ids on disk depend on it. */
const NAMESPACE = Buffer.from('6f1d3c5e0b5b4c0e9a53d1f1a7c8e210', 'hex');

/**
 * A version 5 UUID (RFC 9562) of the parts, the same for the same parts everywhere and always.
 * The parts are length-prefixed, so ('a', 'bc') and ('ab', 'c') differ.
 */
export function derivedId(...parts: string[]): string {
  const digest = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(withLengths(parts))]), 'buffer');
  const bytes = digest.subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return formatUuid(bytes.toString('hex'));
}

/** A SHA-256 over the length-prefixed parts, in hex. */
export const fingerprint = (...parts: string[]): string => hash('sha256', withLengths(parts), 'hex');

/** The SHA-256 of a text in UTF-8, in hex, as any other program computes it. */
export const sha256Of = (text: string): string => hash('sha256', text, 'hex');

const withLengths = (parts: readonly string[]): string =>
  parts.map(part => `${Buffer.byteLength(part)}:${part}`).join('');

function formatUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
