/** The leaves from `start` to before `end`, which form one subtree of the tree of RFC 6962. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: the leaves from `index * 2^level` on, `2^level` of them. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two below a number that is at least 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The complete subtrees of which a subtree consists, from left to right. */
export function nodesOf({ start, end }: LeafRange): Node[] {
  const nodes: Node[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/**
 * The subtrees whose hashes prove that a leaf is in the tree, from the leaf's sibling up (RFC 6962, section 2.1.1).
 * @throws {RangeError} there is no such leaf
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`There is no leaf ${index} in a tree of ${size}`);
  const path: LeafRange[] = [];
  for (let start = 0, end = size; end - start > 1;) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * The subtrees whose hashes prove that a tree extends another one (RFC 6962, section 2.1.2). None where both have the same
 * size. @throws {RangeError} unless 0 < from <= to
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  if (!(from > 0 && from <= to)) throw new RangeError(`A tree of ${to} does not extend one of ${from}`);
  const path: LeafRange[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  if (start > 0) path.push({ start, end });
  return path.reverse();
}

/**
 * The largest subtrees outside of a range of leaves, from left to right: with their hashes the range's leaves give the root.
 * @throws {RangeError} unless 0 <= start < end <= size
 */
export function outsideRanges({ start, end }: LeafRange, size: number): LeafRange[] {
  if (!(start >= 0 && start < end && end <= size))
    throw new RangeError(`There are no leaves ${start} to ${end} in a tree of ${size}`);
  const partsOf = (part: LeafRange): LeafRange[] => {
    if (part.end <= start || part.start >= end) return [part];
    if (part.start >= start && part.end <= end) return [];
    const middle = part.start + splitOf(part.end - part.start);
    return [...partsOf({ start: part.start, end: middle }), ...partsOf({ start: middle, end: part.end })];
  };
  return partsOf({ start: 0, end: size });
}
