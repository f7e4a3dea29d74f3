import { join } from 'node:path';
import { signCheckpoint } from '../../src/proofs/formats/checkpoint';
import { formatVerifierKey } from '../../src/proofs/formats/note-keys';
import { logKey, otherKey } from '../proofs/bundle/bundle-world';
import { auditPath, consistencyProof, treeHash } from '../proofs/merkle/rfc6962';

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}
interface Tree {
  leafHash(entry: Uint8Array): Promise<Uint8Array>;
  isIncluded(
    claim: Head & {
      readonly index: number;
      readonly leaf: Uint8Array;
      readonly proof: readonly Uint8Array[];
    },
  ): Promise<boolean>;
  isExtended(before: Head, after: Head, proof: readonly Uint8Array[]): Promise<boolean>;
}
interface Note {
  parseCheckpoint(note: string): (Head & { readonly origin: string }) | undefined;
  signedBy(checkpoint: Head, key: string): Promise<string>;
}

/** Modules of the browser, which another compiler reads. */
const VERIFY = join(__dirname, '../../packages/console/src/views/proofs/verify');
const { isExtended, isIncluded, leafHash } = jest.requireActual<Tree>(join(VERIFY, 'tree.ts'));
const { parseCheckpoint, signedBy } = jest.requireActual<Note>(join(VERIFY, 'note.ts'));

const MAX_SIZE = 40;
const entries = Array.from({ length: MAX_SIZE }, (_, at) => Buffer.from(`entry ${at}`));
const roots = Array.from({ length: MAX_SIZE + 1 }, (_, size) => treeHash(entries.slice(0, size)));
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const flipped = (hash: Uint8Array): Uint8Array =>
  Uint8Array.from(hash, (byte, at) => (at === 7 ? byte ^ 1 : byte));

describe('what the browser verifies', () => {
  it('is the place of every entry of every tree, by the definitions of RFC 6962', async () => {
    for (const size of numbers(1, MAX_SIZE + 1))
      for (const index of numbers(0, size)) {
        const proof = auditPath(index, entries.slice(0, size));
        const claim = { index, size, root: roots[size]!, leaf: await leafHash(entries[index]!), proof };
        expect(await isIncluded(claim)).toBe(true);
        expect(await isIncluded({ ...claim, root: flipped(claim.root) })).toBe(false);
        expect(await isIncluded({ ...claim, leaf: flipped(claim.leaf) })).toBe(false);
        expect(await isIncluded({ ...claim, proof: [...proof, roots[size]!] })).toBe(false);
        if (proof.length > 0) expect(await isIncluded({ ...claim, proof: proof.slice(1) })).toBe(false);
      }
  });

  it('is that every tree extends every earlier one, and no other', async () => {
    for (const to of numbers(1, MAX_SIZE + 1))
      for (const from of numbers(1, to + 1)) {
        const proof = consistencyProof(from, entries.slice(0, to));
        const [before, after] = [
          { size: from, root: roots[from]! },
          { size: to, root: roots[to]! },
        ];
        expect(await isExtended(before, after, proof)).toBe(true);
        expect(await isExtended({ ...before, root: flipped(before.root) }, after, proof)).toBe(false);
        expect(await isExtended(before, { ...after, root: flipped(after.root) }, proof)).toBe(false);
        if (proof.length > 0) expect(await isExtended(before, after, proof.slice(1))).toBe(false);
      }
  });

  it('is the signature of the key that the person gives, and of no other key', async () => {
    const head = { origin: logKey.name, size: 7, root: roots[7]! };
    const note = signCheckpoint(logKey, head);
    const checkpoint = parseCheckpoint(note)!;
    expect([checkpoint.origin, checkpoint.size, Buffer.from(checkpoint.root)]).toEqual(Object.values(head));
    expect(await signedBy(checkpoint, formatVerifierKey(logKey))).toBe('SIGNED');
    expect(await signedBy(checkpoint, formatVerifierKey(otherKey))).toBe('NOT_SIGNED');
    expect(await signedBy(checkpoint, 'a text')).toBe('NO_KEY');
    const larger = parseCheckpoint(note.replace('\n7\n', '\n8\n'))!;
    expect(await signedBy(larger, formatVerifierKey(logKey))).toBe('NOT_SIGNED');
    expect(parseCheckpoint('no note')).toBeUndefined();
  });
});
