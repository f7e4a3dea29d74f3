import { createHash } from 'node:crypto';

/** The hashes of RFC 6962, section 2.1, over SHA-256: 32 bytes each. */
export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The root of a tree without leaves. */
export const EMPTY_ROOT = sha256();

export const hashLeaf = (entry: Uint8Array): Buffer => sha256(LEAF, entry);

export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);

export const hashBytes = (bytes: Uint8Array): Buffer => sha256(bytes);
