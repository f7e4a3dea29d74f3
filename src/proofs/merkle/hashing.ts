import { hash } from 'node:crypto';

/** The hashes of RFC 6962, section 2.1, over SHA-256: 32 bytes each. */
export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
/** The first byte of a node, and room for its two hashes: one digest at a time is made of it. */
const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

/** The root of a tree without leaves. */
export const EMPTY_ROOT = sha256(Buffer.alloc(0));

export const hashLeaf = (entry: Uint8Array): Buffer => sha256(Buffer.concat([LEAF, entry]));

/** The same of an entry that is text in UTF-8. */
export const hashTextLeaf = (entry: string): Buffer => hash('sha256', `\0${entry}`, 'buffer');

/** @throws {RangeError} one of them is no hash */
export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    throw new RangeError('A node is made of two hashes');
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}

export const hashBytes = (bytes: Uint8Array): Buffer => sha256(bytes);

export const hexHashOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');
