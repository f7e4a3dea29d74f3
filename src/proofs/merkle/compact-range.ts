import { EMPTY_ROOT, hashNode } from './hashing';

/**
 * A tree that keeps only what its next roots need: the hash of each complete subtree at its right edge. One leaf costs
 * about one hash; a root costs one hash for each kept subtree.
 */
export class CompactRange {
  private readonly hashes: Buffer[] = [];
  private leaves = 0;

  /** The number of leaves. */
  get size(): number {
    return this.leaves;
  }

  /** `hash`: of a leaf, or of equally large complete subtrees that take the place of leaves. */
  append(hash: Buffer): void {
    let last = hash;
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2)
      last = hashNode(this.hashes.pop()!, last);
    this.hashes.push(last);
    this.leaves += 1;
  }

  root(): Buffer {
    return this.joinedWith(undefined) ?? EMPTY_ROOT;
  }

  /** The root of these leaves and of what stands to their right; undefined where there is neither. */
  joinedWith(right: Buffer | undefined): Buffer | undefined {
    return this.hashes.reduceRight<Buffer | undefined>(
      (root, hash) => (root ? hashNode(hash, root) : hash),
      right,
    );
  }
}
