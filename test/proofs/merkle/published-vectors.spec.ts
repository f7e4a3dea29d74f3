import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactRange } from '../../../src/proofs/merkle/compact-range';
import { EMPTY_ROOT, hashLeaf } from '../../../src/proofs/merkle/hashing';
import { isConsistent, isIncluded } from '../../../src/proofs/merkle/verify-proofs';

interface InclusionVector {
  readonly name: string;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface ConsistencyVector {
  readonly name: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

const vectors = <Vector>(kind: string): readonly Vector[] => {
  const file = join(__dirname, '..', 'vectors', `${kind}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: Vector[] }).cases;
};

const bytes = (text: string | null): Buffer => Buffer.from(text ?? '', 'base64');

/** The eight entries of the tests of Certificate Transparency, in hex, and the roots of two of the trees over them. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = new Map([
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]);

describe('published vectors', () => {
  const inclusion = vectors<InclusionVector>('inclusion');
  const consistency = vectors<ConsistencyVector>('consistency');

  it('are all there', () => {
    expect([inclusion.length, consistency.length]).toEqual([98, 98]);
  });

  it.each(inclusion.map(vector => [vector.name, vector] as const))('%s', (_name, vector) => {
    const { leafIdx: index, treeSize: size, wantErr } = vector;
    const [leafHash, root] = [bytes(vector.leafHash), bytes(vector.root)];
    const proof = (vector.proof ?? []).map(bytes);
    expect(isIncluded({ index, size, leafHash, root, proof })).toBe(!wantErr);
  });

  it.each(consistency.map(vector => [vector.name, vector] as const))('%s', (_name, vector) => {
    const { size1: from, size2: to, wantErr } = vector;
    const proof = (vector.proof ?? []).map(bytes);
    const claim = { from, to, fromRoot: bytes(vector.root1), toRoot: bytes(vector.root2), proof };
    expect(isConsistent(claim)).toBe(!wantErr);
  });

  it('give the roots of Certificate Transparency', () => {
    const tree = new CompactRange();
    for (const entry of ENTRIES) {
      tree.append(hashLeaf(Buffer.from(entry, 'hex')));
      const root = ROOTS.get(tree.size);
      if (root !== undefined) expect(tree.root().toString('hex')).toBe(root);
    }
    expect(EMPTY_ROOT.toString('base64')).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });
});
