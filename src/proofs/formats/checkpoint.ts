import { Malformed } from './malformed';
import { COSIGNATURE, SIGNATURE, type SigningKey, type VerifierKey } from './note-keys';
import { parseCount, parseHash } from './scalars';
import { formatNote, parseNote, signText, verifyNote, type SignedNote } from './signed-note';

/** What a log says of itself at one size (c2sp.org/tlog-checkpoint). */
export interface TreeHead {
  /** The name of the log. */
  readonly origin: string;
  /** How many entries it has. */
  readonly size: number;
  readonly root: Buffer;
}

export interface Checkpoint extends TreeHead {
  readonly note: SignedNote;
}

/** The text that is signed. */
export const formatTreeHead = ({ origin, size, root }: TreeHead): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Reads a checkpoint and verifies nothing of it. @throws {Malformed} */
export function parseCheckpoint(text: string | Uint8Array): Checkpoint {
  const note = parseNote(text);
  const [origin = '', size = '', root = '', ...extension] = note.text.slice(0, -1).split('\n');
  if (origin === '' || extension.includes('')) throw new Malformed('A line of a checkpoint is empty');
  return {
    origin,
    size: parseCount(size, 'The size of a checkpoint'),
    root: parseHash(root, 'The root of a checkpoint'),
    note,
  };
}

/** A checkpoint with the log's own signatures, in the order of the keys. @throws {Malformed} a key is not the log's */
export function signCheckpoint(key: SigningKey, head: TreeHead, others: readonly SigningKey[] = []): string {
  const keys = [key, ...others];
  if (keys.some(({ name, type }) => name !== head.origin || type !== SIGNATURE))
    throw new Malformed('This key does not sign for this log');
  const text = formatTreeHead(head);
  return formatNote(
    text,
    keys.map(each => signText(each, text)),
  );
}

/**
 * Whether one of the keys has signed, as the log of that name.
 * @throws {Malformed} a signature in the name of one of the keys is not its signature
 */
export function isSignedByLog({ origin, note }: Checkpoint, keys: readonly VerifierKey[]): boolean {
  const own = keys.filter(({ name, type }) => name === origin && type !== COSIGNATURE);
  return verifyNote(note, own).length > 0;
}
