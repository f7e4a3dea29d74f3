import { HASH_BYTES, hashNode } from './hashing';

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Buffer;
  readonly root: Buffer;
  readonly proof: readonly Buffer[];
}

/** Whether the proof shows that the leaf stands at this place of the tree (RFC 9162, section 2.1.3.2). */
export function isIncluded({ index, size, leafHash, root, proof }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leafHash, root, ...proof].every(isHash)) return false;
  const path = new Path(index, size - 1);
  let hash = leafHash;
  for (const sibling of proof) {
    if (path.isAtRoot) return false;
    hash = path.isRightChild ? hashNode(sibling, hash) : hashNode(hash, sibling);
    path.climb();
  }
  return path.isAtRoot && hash.equals(root);
}

export interface ConsistencyClaim {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Buffer;
  readonly toRoot: Buffer;
  readonly proof: readonly Buffer[];
}

/**
 * Whether the proof shows that the larger tree begins with the leaves of the smaller one (RFC 9162, section 2.1.4.2). False
 * for an empty smaller tree: it has no proof.
 */
export function isConsistent({ from, to, fromRoot, toRoot, proof }: ConsistencyClaim): boolean {
  if (!isCount(from) || !isCount(to) || from === 0 || from > to) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  if (![fromRoot, toRoot, ...proof].every(isHash)) return false;
  const path = new Path(from - 1, to - 1);
  path.leaveCompleteSubtree();
  const hashes = path.index === 0 ? [fromRoot, ...proof] : proof;
  const [first, ...rest] = hashes;
  if (!first || proof.length === 0) return false;
  let [smaller, larger] = [first, first];
  for (const hash of rest) {
    if (path.isAtRoot) return false;
    if (path.isRightChild) smaller = hashNode(hash, smaller);
    larger = path.isRightChild ? hashNode(hash, larger) : hashNode(larger, hash);
    path.climb();
  }
  return path.isAtRoot && smaller.equals(fromRoot) && larger.equals(toRoot);
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const isHash = ({ length }: Buffer): boolean => length === HASH_BYTES;

const halfOf = (value: number): number => Math.floor(value / 2);

/** The way from a node to the root. `last` is the last node of the same level. */
class Path {
  constructor(
    public index: number,
    private last: number,
  ) {}

  get isAtRoot(): boolean {
    return this.last === 0;
  }

  /** A last node without a sibling counts too: its sibling stands on the left, some levels higher. */
  get isRightChild(): boolean {
    return this.index % 2 === 1 || this.index === this.last;
  }

  climb(): void {
    if (this.isRightChild) while (this.index % 2 === 0 && this.index !== 0) this.halve();
    this.halve();
  }

  leaveCompleteSubtree(): void {
    while (this.index % 2 === 1) this.halve();
  }

  private halve(): void {
    this.index = halfOf(this.index);
    this.last = halfOf(this.last);
  }
}
