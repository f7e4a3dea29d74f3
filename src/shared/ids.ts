import { hash } from 'node:crypto';

/** The root of every derived id of Holdfast: fixed for ever, for ids on disk depend on it. */
const NAMESPACE = Buffer.from('6f1d3c5e0b5b4c0e9a53d1f1a7c8e210', 'hex');

/**
 * A version 5 UUID (RFC 9562) of the parts, the same for the same parts everywhere and always.
 * The parts are length-prefixed, so ('a', 'bc') and ('ab', 'c') differ.
 */
export function derivedId(...parts: string[]): string {
  const text = withLengths(parts);
  const most = NAMESPACE.length + text.length * MOST_BYTES_OF_A_UNIT;
  const bytes = most > scratch.length ? spaceFor(most) : scratch;
  const length = NAMESPACE.length + bytes.write(text, NAMESPACE.length);
  return uuidOf(hash('sha1', bytes.subarray(0, length), 'hex'));
}

/** The most bytes that one UTF-16 unit takes in UTF-8. */
const MOST_BYTES_OF_A_UNIT = 3;

function spaceFor(bytes: number): Buffer {
  const space = Buffer.allocUnsafe(bytes);
  NAMESPACE.copy(space);
  return space;
}

/** One space for all ids: they are many, and nothing of one is needed when the next one is made. */
const scratch = spaceFor(2_048);

/** A SHA-256 over the length-prefixed parts, in hex. */
export const fingerprint = (...parts: string[]): string => hash('sha256', withLengths(parts), 'hex');

/** The SHA-256 of a text in UTF-8, in hex, as any other program computes it. */
export const sha256Of = (text: string): string => hash('sha256', text, 'hex');

function withLengths(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
  return text;
}

/** The two bits of the variant, and two of the digest. */
const VARIANT = '89ab';

/** The first 128 bits of a digest with the version and the variant of RFC 9562 in their places. */
function uuidOf(digest: string): string {
  const variant = VARIANT[Number.parseInt(digest[16]!, 16) & 3]!;
  const low = `${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${low}`;
}
