import { EMPTY_ROOT, hashNode } from './hashing';
import {
  consistencyRanges,
  inclusionRanges,
  nodesOf,
  outsideRanges,
  type LeafRange,
  type Node,
} from './ranges';

/** Gives the hashes of complete subtrees, in the order asked. */
export type ReadNodes = (nodes: readonly Node[]) => Promise<readonly Buffer[]>;

/** From the leaf's sibling up. @throws {RangeError} there is no such leaf. @throws what `readNodes` throws */
export async function proveInclusion(readNodes: ReadNodes, index: number, size: number): Promise<Buffer[]> {
  return hashesOf(readNodes, inclusionRanges(index, size));
}

/** Nothing where `from` is zero or equals `to`. @throws {RangeError} `from > to`. @throws what `readNodes` throws */
export async function proveConsistency(readNodes: ReadNodes, from: number, to: number): Promise<Buffer[]> {
  return from === 0 ? [] : hashesOf(readNodes, consistencyRanges(from, to));
}

/**
 * What the leaves of a range need beside them to give the root, from left to right.
 * @throws {RangeError} there are no such leaves. @throws what `readNodes` throws
 */
export async function proveRange(readNodes: ReadNodes, range: LeafRange, size: number): Promise<Buffer[]> {
  return hashesOf(readNodes, outsideRanges(range, size));
}

/** The root of the tree's first leaves. @throws what `readNodes` throws */
export async function rootOf(readNodes: ReadNodes, size: number): Promise<Buffer> {
  const [root = EMPTY_ROOT] = size === 0 ? [] : await hashesOf(readNodes, [{ start: 0, end: size }]);
  return root;
}

async function hashesOf(readNodes: ReadNodes, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const parts = ranges.map(nodesOf);
  const hashes = await readNodes(parts.flat());
  let at = 0;
  return parts.map(({ length }) =>
    hashes.slice(at, (at += length)).reduceRight((right, left) => hashNode(left, right)),
  );
}
