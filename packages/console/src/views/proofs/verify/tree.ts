/** The tree of RFC 6962 with SHA-256, as a browser verifies it. It shares no code with the service. */

type Hash = Uint8Array<ArrayBuffer>;

export async function sha256(...parts: readonly Uint8Array[]): Promise<Hash> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

export const leafHash = (entry: Uint8Array): Promise<Hash> => sha256(Uint8Array.of(0), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Hash> =>
  sha256(Uint8Array.of(1), left, right);

export const isSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, at) => byte === right[at]);

const half = (place: number): number => Math.floor(place / 2);
const isOdd = (place: number): boolean => place % 2 === 1;

interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether an entry stands at its place under the root (RFC 9162, section 2.1.3.2). */
export async function isIncluded({ index, size, root, leaf, proof }: Inclusion): Promise<boolean> {
  if (index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    const isRight = isOdd(place) || place === last;
    hash = isRight ? await nodeHash(sibling, hash) : await nodeHash(hash, sibling);
    if (isRight) while (place !== 0 && !isOdd(place)) [place, last] = [half(place), half(last)];
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSame(hash, root);
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the larger tree begins with the smaller one (RFC 9162, section 2.1.4.2). */
export async function isExtended(before: Head, after: Head, proof: readonly Uint8Array[]): Promise<boolean> {
  if (before.size === 0 || before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && isSame(before.root, after.root);
  let [place, last] = [before.size - 1, after.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  // A complete smaller tree is a node of the larger one, and the proof leaves it out.
  const hashes = place === 0 ? [before.root, ...proof] : [...proof];
  const first = hashes.shift();
  if (!first) return false;
  let [old, current]: [Uint8Array, Uint8Array] = [first, first];
  for (const hash of hashes) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      [old, current] = [await nodeHash(hash, old), await nodeHash(hash, current)];
      while (place !== 0 && !isOdd(place)) [place, last] = [half(place), half(last)];
    } else current = await nodeHash(current, hash);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSame(old, before.root) && isSame(current, after.root);
}
