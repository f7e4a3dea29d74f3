import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseDictionary } from 'structured-headers';
import { type FieldFault, invalid } from '../../problems/problem';

/** The algorithms of RFC 9530 that are secure, by the names that Node has for them. */
const ALGORITHMS: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' };

const FAULT: FieldFault = {
  field: 'Content-Digest',
  message: 'is not the digest of this body',
  wanted: 'sha-256 or sha-512 of the bytes of the body, as RFC 9530 writes it',
  example: 'sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:',
};

const proved = new WeakSet<IncomingMessage>();

/** Whether the body of the request was compared with its Content-Digest. */
export const hasProvedDigest = (request: IncomingMessage): boolean => proved.has(request);

/**
 * Compares a body with the Content-Digest of its request. Does nothing where the header is absent or has only algorithms
 * that are not known, as RFC 9530 wants it. @throws {ProblemError} 400 when the body is another one
 */
export function proveDigest(request: IncomingMessage, bytes: Uint8Array): void {
  const header = request.headers['content-digest'];
  if (header === undefined) return;
  const digests = [...digestsIn(String(header))].filter(([name]) => Object.hasOwn(ALGORITHMS, name));
  if (!digests.every(([name, digest]) => isDigestOf(bytes, ALGORITHMS[name]!, digest))) throw invalid(FAULT);
  if (digests.length > 0) proved.add(request);
}

/** @throws {ProblemError} 400 for a header that is no dictionary of byte sequences */
function digestsIn(header: string): ReadonlyMap<string, Uint8Array> {
  try {
    const entries = [...parseDictionary(header)].map(([name, [value]]): [string, Uint8Array] => {
      if (!(value instanceof ArrayBuffer)) throw invalid(FAULT);
      return [name, new Uint8Array(value)];
    });
    return new Map(entries);
  } catch {
    throw invalid({ ...FAULT, message: 'cannot be read' });
  }
}

function isDigestOf(bytes: Uint8Array, algorithm: string, digest: Uint8Array): boolean {
  const own = createHash(algorithm).update(bytes).digest();
  return own.length === digest.length && timingSafeEqual(own, digest);
}
