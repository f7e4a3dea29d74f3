import { Malformed } from '../formats/malformed';
import { formatVerifierKey, parseVerifierKey, type SigningKey, type VerifierKey } from '../formats/note-keys';
import { parseCount, parseHash } from '../formats/scalars';
import { formatNote, parseNote, signText, verifyNote } from '../formats/signed-note';

/** A log goes on with another key, or another log begins. Both keys have signed it (docs/proofs.md). */
export type KeyChange = KeyRotation | NewLog;

interface Keys {
  /** Which has signed until now. */
  readonly from: VerifierKey;
  /** Which signs from now on. */
  readonly to: VerifierKey;
}

interface KeyRotation extends Keys {
  readonly kind: 'key-rotation';
}

export interface NewLog extends Keys {
  readonly kind: 'new-log';
  /** Of the checkpoint that is contradicted. */
  readonly size: number;
  readonly root: Buffer;
  /** In the words of the person who decided it. */
  readonly reason: string;
}

const HEADER = 'holdfast-proof-log/v1';

/** The text that both keys sign. */
export function formatKeyChange(change: KeyChange): string {
  const lines = [
    `${HEADER} ${change.kind}`,
    `old ${formatVerifierKey(change.from)}`,
    `new ${formatVerifierKey(change.to)}`,
    ...(change.kind === 'new-log' ? newLogLines(change) : []),
  ];
  return lines.map(line => `${line}\n`).join('');
}

const newLogLines = ({ size, root, reason }: NewLog): string[] => [
  `contradicted ${size} ${root.toString('base64')}`,
  `reason ${reason}`,
];

/** As a signed note. `from` and `to` of the change are the keys that sign. @throws {Malformed} it is no change */
export function signKeyChange(change: KeyChange & { from: SigningKey; to: SigningKey }): string {
  const text = formatKeyChange(change);
  const note = formatNote(text, [signText(change.to, text), signText(change.from, text)]);
  parseKeyChange(note);
  return note;
}

/** @throws {Malformed} also where one of the two keys has not signed it */
export function parseKeyChange(statement: string): KeyChange {
  const note = parseNote(statement);
  const change = parseText(note.text);
  const isRotation = change.kind === 'key-rotation';
  if (change.from.publicKey.equals(change.to.publicKey)) throw new Malformed('A change of keys has one key');
  if ((change.from.name === change.to.name) !== isRotation)
    throw new Malformed(
      isRotation ? 'A rotated key has another name' : 'A new log has the name of the old one',
    );
  if (verifyNote(note, [change.from, change.to]).length < 2)
    throw new Malformed('A change of keys is not signed by both keys');
  return change;
}

function parseText(text: string): KeyChange {
  const lines = text.slice(0, -1).split('\n');
  const [header, old, next, contradicted, reason, ...more] = lines;
  const keys = () => ({ from: keyIn('old', old), to: keyIn('new', next) });
  if (header === `${HEADER} key-rotation` && lines.length === 3) return { kind: 'key-rotation', ...keys() };
  if (header !== `${HEADER} new-log` || more.length > 0)
    throw new Malformed('A change of keys has another form');
  const [size = '', root = ''] = field('contradicted', contradicted).split(' ');
  return {
    kind: 'new-log',
    ...keys(),
    size: parseCount(size, 'The size of a contradicted checkpoint'),
    root: parseHash(root, 'The root of a contradicted checkpoint'),
    reason: field('reason', reason),
  };
}

const keyIn = (name: string, line: string | undefined): VerifierKey => parseVerifierKey(field(name, line));

function field(name: string, line: string | undefined): string {
  if (!line?.startsWith(`${name} `)) throw new Malformed(`A change of keys has no line ${name}`);
  return line.slice(name.length + 1);
}
