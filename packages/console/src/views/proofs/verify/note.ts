import { isSame, sha256 } from './tree';

/** A checkpoint as c2sp.org/tlog-checkpoint writes it, in a signed note. */
export interface Checkpoint {
  readonly note: string;
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array<ArrayBuffer>;
  /** What the signatures are over. */
  readonly text: string;
  readonly signatures: readonly Signature[];
}

interface Signature {
  readonly name: string;
  /** Four bytes that name the key, then the signature. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Cosignature {
  readonly witness: string;
  /** RFC 3339 UTC, by the witness's clock. */
  readonly at: string;
}

const [ID_BYTES, TIME_BYTES, SIGNATURE_BYTES, SIGNATURE_TYPE] = [4, 8, 64, 1];
const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The bytes of a base64 text; undefined: it is none. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), char => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** undefined: the text is no checkpoint. */
export function parseCheckpoint(note: string): Checkpoint | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return undefined;
  const [origin = '', size = '', root = ''] = note.slice(0, end).split('\n');
  const rootBytes = bytesOf(root);
  const lines = note
    .slice(end + 2)
    .trimEnd()
    .split('\n');
  const signatures = lines.map(parseSignature).filter(each => each !== undefined);
  if (!/^\d{1,15}$/.test(size) || rootBytes?.length !== 32) return undefined;
  return { note, origin, size: Number(size), root: rootBytes, text: note.slice(0, end + 1), signatures };
}

function parseSignature(line: string): Signature | undefined {
  const [, name, base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = bytesOf(base64);
  return name !== undefined && bytes && bytes.length > ID_BYTES ? { name, bytes } : undefined;
}

/** What the witnesses say of themselves. No signature is verified for it. */
export const cosignaturesOf = ({ origin, signatures }: Checkpoint): Cosignature[] =>
  signatures
    .filter(({ name, bytes }) => name !== origin && bytes.length === ID_BYTES + TIME_BYTES + SIGNATURE_BYTES)
    .map(({ name, bytes }) => ({ witness: name, at: timeIn(bytes) }));

const timeIn = (bytes: Uint8Array<ArrayBuffer>): string =>
  new Date(Number(new DataView(bytes.buffer).getBigUint64(ID_BYTES)) * 1_000).toISOString();

export type Signed = 'SIGNED' | 'NOT_SIGNED' | 'NO_KEY' | 'NOT_POSSIBLE';

/** Whether the key, `<name>+<id>+<base64>`, has signed the checkpoint. `NOT_POSSIBLE`: this browser has no Ed25519. */
export async function signedBy({ origin, text, signatures }: Checkpoint, key: string): Promise<Signed> {
  const [, name = '', , base64 = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(key.trim()) ?? [];
  const bytes = bytesOf(base64);
  if (bytes?.length !== 33 || bytes[0] !== SIGNATURE_TYPE) return 'NO_KEY';
  const id = (await sha256(encoded(`${name}\n`), bytes)).slice(0, ID_BYTES);
  const own = signatures.find(each => each.name === name && isSame(each.bytes.slice(0, ID_BYTES), id));
  if (name !== origin || !own) return 'NOT_SIGNED';
  try {
    const imported = await crypto.subtle.importKey('raw', bytes.slice(1), 'Ed25519', false, ['verify']);
    const isGood = await crypto.subtle.verify('Ed25519', imported, own.bytes.slice(ID_BYTES), encoded(text));
    return isGood ? 'SIGNED' : 'NOT_SIGNED';
  } catch {
    return 'NOT_POSSIBLE';
  }
}
