import fc from 'fast-check';
import { hashLeaf } from '../../../src/proofs/merkle/hashing';
import { proveConsistency, proveInclusion, rootOf } from '../../../src/proofs/merkle/make-proofs';
import { TileTree } from '../../../src/proofs/merkle/tile-tree';
import { nodesFromTiles } from '../../../src/proofs/merkle/tiles';
import { isConsistent, isIncluded } from '../../../src/proofs/merkle/verify-proofs';
import { auditPath, consistencyProof, treeHash } from './rfc6962';
import { growTree, tileReader } from './tile-store';

const entriesOf = (size: number): Buffer[] =>
  Array.from({ length: size }, (_, at) => Buffer.from(`entry ${at}`));

const MAX_SIZE = 400;
/** The definitions are slow. */
const RUNS = { numRuns: 40 };
const entries = entriesOf(MAX_SIZE);
const { tree, tiles } = growTree(entries);
const readNodes = nodesFromTiles(tileReader(tiles));

/** A tree that reaches two levels of tiles, and places in it. */
const sizes = fc.integer({ min: 1, max: MAX_SIZE });
const sizeAndPart = sizes.chain(size => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

describe('proofs', () => {
  it('are those of RFC 6962 and are verified, for an entry of any tree', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndPart, async ([size, index]) => {
        const proof = await proveInclusion(readNodes, index, size);
        const leaves = entries.slice(0, size);
        expect(proof).toEqual(auditPath(index, leaves));
        const root = treeHash(leaves);
        expect(isIncluded({ index, size, leafHash: hashLeaf(entries[index]!), root, proof })).toBe(true);
      }),
      RUNS,
    );
  });

  it('are those of RFC 6962 and are verified, for any tree and an earlier one', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndPart, async ([to, before]) => {
        const from = before + 1;
        const proof = await proveConsistency(readNodes, from, to);
        expect(proof).toEqual(consistencyProof(from, entries.slice(0, to)));
        const [fromRoot, toRoot] = [treeHash(entries.slice(0, from)), treeHash(entries.slice(0, to))];
        expect(isConsistent({ from, to, fromRoot, toRoot, proof })).toBe(true);
      }),
      RUNS,
    );
  });

  it('do not verify what was changed: an entry, a bit of a hash, a size', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndPart, fc.nat(), async ([size, index], bit) => {
        const proof = await proveInclusion(readNodes, index, size);
        const root = treeHash(entries.slice(0, size));
        const claim = { index, size, leafHash: hashLeaf(entries[index]!), root, proof };
        expect(isIncluded({ ...claim, leafHash: hashLeaf(Buffer.from('another')) })).toBe(false);
        expect(isIncluded({ ...claim, root: flipBit(root, bit) })).toBe(false);
        expect(isIncluded({ ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length === 0) return;
        const at = bit % proof.length;
        const changed = proof.map((hash, place) => (place === at ? flipBit(hash, bit) : hash));
        expect(isIncluded({ ...claim, proof: changed })).toBe(false);
        expect(isIncluded({ ...claim, proof: proof.slice(1) })).toBe(false);
      }),
      RUNS,
    );
  });

  it('do not verify a history that was changed before the earlier tree', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndPart, fc.nat(), async ([to, before], place) => {
        const from = before + 1;
        const rewritten = [...entries];
        rewritten[place % from] = Buffer.from('rewritten');
        const proof = consistencyProof(from, rewritten.slice(0, to));
        const [fromRoot, toRoot] = [treeHash(entries.slice(0, from)), treeHash(rewritten.slice(0, to))];
        expect(isConsistent({ from, to, fromRoot, toRoot, proof })).toBe(false);
      }),
      RUNS,
    );
  });

  it('refuse a leaf or a tree that is not there', async () => {
    await expect(proveInclusion(readNodes, 5, 5)).rejects.toThrow(RangeError);
    await expect(proveConsistency(readNodes, 6, 5)).rejects.toThrow(RangeError);
    await expect(proveInclusion(readNodes, 0, MAX_SIZE + 1)).rejects.toThrow(RangeError);
  });
});

describe('a tree in tiles', () => {
  it('has the roots of RFC 6962 at every size', async () => {
    const growing = new TileTree();
    for (const [at, entry] of entries.slice(0, 260).entries()) {
      growing.append(hashLeaf(entry));
      expect(growing.root()).toEqual(treeHash(entries.slice(0, at + 1)));
    }
    expect(tree.root()).toEqual(treeHash(entries));
    expect(await rootOf(readNodes, 257)).toEqual(treeHash(entries.slice(0, 257)));
  });

  it('goes on from its incomplete tiles', () => {
    fc.assert(
      fc.property(sizeAndPart, ([size, pause]) => {
        const before = new TileTree();
        for (const entry of entries.slice(0, pause)) before.append(hashLeaf(entry));
        const after = new TileTree(before.edgeTiles());
        for (const entry of entries.slice(pause, size)) after.append(hashLeaf(entry));
        expect([after.size, after.root()]).toEqual([size, treeHash(entries.slice(0, size))]);
      }),
      RUNS,
    );
  });

  it('has two complete tiles and an incomplete one of each level after 700 entries', () => {
    const large = growTree(entriesOf(700)).tiles;
    expect([...large.values()].map(({ level, index, hashes }) => [level, index, hashes.length])).toEqual([
      [0, 0, 256],
      [0, 1, 256],
      [0, 2, 188],
      [1, 0, 2],
    ]);
  });
});

function flipBit(hash: Buffer, bit: number): Buffer {
  const changed = Buffer.from(hash);
  changed[(bit >> 3) % hash.length]! ^= 1 << (bit % 8);
  return changed;
}
