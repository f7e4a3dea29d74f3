import { Malformed } from './malformed';
import { COSIGNATURE, isKeyName, isSignedBy, type SigningKey, type VerifierKey } from './note-keys';
import { fromBase64 } from './scalars';

/** A text and the lines of its signers (c2sp.org/signed-note). Nothing of it is verified yet. */
export interface SignedNote {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  /** 4 bytes, in hex. */
  readonly keyId: string;
  readonly bytes: Buffer;
  /** As it stands in the note, without its newline. */
  readonly line: string;
}

/** The one signature of a known key, and when it was made, where it says so. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly line: string;
  /** In seconds since 1970; undefined: this is no cosignature. */
  readonly cosignedSeconds: bigint | undefined;
}

const MAX_SIGNATURES = 100;
const MAX_BYTES = 1_000_000;
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;

/** @throws {Malformed} */
export function parseNote(note: string | Uint8Array): SignedNote {
  const all = typeof note === 'string' ? note : decode(note);
  // eslint-disable-next-line no-control-regex
  if (all.length > MAX_BYTES || /[\x00-\x09\x0b-\x1f]/.test(all))
    throw new Malformed('A note has control characters or is too long');
  const end = all.lastIndexOf('\n\n');
  const lines = all.slice(end + 2).split('\n');
  if (end < 0 || lines.pop() !== '')
    throw new Malformed('A note has no text, or no signature lines after it');
  if (lines.length === 0 || lines.length > MAX_SIGNATURES)
    throw new Malformed(`A note does not have 1 to ${MAX_SIGNATURES} signatures`);
  return { text: all.slice(0, end + 1), signatures: lines.map(parseSignatureLine) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed('A note is not UTF-8');
  }
}

function parseSignatureLine(line: string): NoteSignature {
  const [dash, name = '', encoded = '', ...more] = line.split(' ');
  if (dash !== '—' || !isKeyName(name) || more.length > 0) throw new Malformed('A signature line is not one');
  const bytes = fromBase64(encoded, 'A signature');
  if (bytes.length <= KEY_ID_BYTES) throw new Malformed('A signature is too short');
  return { name, keyId: bytes.toString('hex', 0, KEY_ID_BYTES), bytes: bytes.subarray(KEY_ID_BYTES), line };
}

/**
 * The signatures of these keys, one for each key. Signatures of other keys are left out.
 * @throws {Malformed} a signature in the name of one of the keys is not its signature
 */
export function verifyNote(
  { text, signatures }: SignedNote,
  keys: readonly VerifierKey[],
): VerifiedSignature[] {
  const verified = new Map<VerifierKey, VerifiedSignature>();
  for (const signature of signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.keyId);
    if (!key) continue;
    const cosignedSeconds = requireSignature(key, text, signature);
    if (!verified.has(key)) verified.set(key, { key, line: signature.line, cosignedSeconds });
  }
  return [...verified.values()];
}

/** The time of a cosignature, in seconds. @throws {Malformed} */
function requireSignature(
  key: VerifierKey,
  text: string,
  { bytes, name }: NoteSignature,
): bigint | undefined {
  const isTimed = key.type === COSIGNATURE;
  if (isTimed && bytes.length <= TIME_BYTES) throw new Malformed(`The cosignature of ${name} is too short`);
  const seconds = isTimed ? bytes.readBigUInt64BE() : undefined;
  const message = seconds === undefined ? Buffer.from(text) : cosignedMessage(seconds, text);
  if (!isSignedBy(key, message, isTimed ? bytes.subarray(TIME_BYTES) : bytes))
    throw new Malformed(`The signature of ${name} is not a signature of this text`);
  return seconds;
}

/** What a cosigner signs (c2sp.org/tlog-cosignature, Ed25519). */
const cosignedMessage = (seconds: bigint, text: string): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** A signature line for a text, without its newline. */
export const signText = (key: SigningKey, text: string): string =>
  signatureLine(key, key.sign(Buffer.from(text)));

/** The line of a cosigner, without its newline. `seconds`: since 1970. */
export function cosignText(key: SigningKey, text: string, seconds: bigint): string {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(seconds);
  return signatureLine(key, Buffer.concat([time, key.sign(cosignedMessage(seconds, text))]));
}

const signatureLine = ({ name, id }: VerifierKey, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}`;

/** `lines`: of signatures, without their newlines. */
export const formatNote = (text: string, lines: readonly string[]): string =>
  `${text}\n${lines.map(line => `${line}\n`).join('')}`;

/** One note with the signatures of all, which have the same text. Of one key's signatures the last one stays. */
export function mergeNotes(notes: readonly [SignedNote, ...SignedNote[]]): string {
  const lines = new Map<string, string>();
  for (const { signatures } of notes)
    for (const { name, keyId, line } of signatures) lines.set(`${name} ${keyId}`, line);
  return formatNote(notes[0].text, [...lines.values()]);
}
