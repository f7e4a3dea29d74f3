import type { SigningKey, VerifierKey } from '../formats/note-keys';
import type { LogHead } from '../log/log-head';

/** The keys of a key file. The first one is the current key; the others have signed before. */
export type KeyRing = readonly [SigningKey, ...SigningKey[]];

/** Reads the key file anew, because a person can have changed it. @throws {Malformed} */
export type KeySource = () => Promise<KeyRing>;

/** This process has not the key that signs for the log. It signs nothing; another process can. */
export class KeyNotInForce extends Error {
  override name = 'KeyNotInForce';
}

/**
 * The key that signs for the log now. Where nothing is on record it is the current key of the ring.
 * @throws {KeyNotInForce} it is not in the ring, or the current key is of another log
 */
export function keyInForce(ring: KeyRing, head: LogHead | undefined): SigningKey {
  const [current] = ring;
  if (!head) return current;
  const { origin, keyId } = head;
  if (current.name !== origin)
    throw new KeyNotInForce(`The log on record is ${origin}; the key here is of ${current.name}`);
  const found = ring.find(({ name, id }) => name === origin && id === keyId);
  if (found) return found;
  throw new KeyNotInForce(
    `The key ${keyId} signs for the log ${origin}; the key file here has ${idsOf(ring)}`,
  );
}

const idsOf = (ring: readonly VerifierKey[]): string => ring.map(({ id }) => id).join(', ');
