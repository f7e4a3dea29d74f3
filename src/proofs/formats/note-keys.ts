import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { Malformed } from './malformed';
import { fromBase64 } from './scalars';

/** The types of signature that are known here (c2sp.org/signed-note): both are made with Ed25519. */
export const SIGNATURE = 0x01;
export const COSIGNATURE = 0x04;
type SignatureType = typeof SIGNATURE | typeof COSIGNATURE;

/** Who signs, as other programs know it. */
export interface VerifierKey {
  readonly name: string;
  /** 4 bytes, in hex. */
  readonly id: string;
  readonly type: SignatureType;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

export interface SigningKey extends VerifierKey {
  /** The signature of Ed25519, 64 bytes. */
  sign(message: Buffer): Buffer;
}

const SEED_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_PREFIX = 'PRIVATE+KEY+';

/** The first four bytes of a hash over the name, the type and the key, in hex. */
function keyId(name: string, type: number, publicKey: Uint8Array): string {
  const hash = createHash('sha256').update(name).update('\n').update(Buffer.of(type)).update(publicKey);
  return hash.digest('hex').slice(0, 8);
}

/** Non-empty, without Unicode spaces, control characters and plus. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Cc}+]+$/u.test(name);

/** A signing key out of its 32 secret bytes. @throws {Malformed} the name is not one */
export function signingKey(name: string, seed: Uint8Array, type: SignatureType): SigningKey {
  if (!isKeyName(name)) throw new Malformed('The name of a key is empty or has spaces or a plus');
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(secret)
    .export({ format: 'der', type: 'spki' })
    .subarray(SPKI_PREFIX.length);
  const id = keyId(name, type, publicKey);
  return { name, id, type, publicKey, sign: message => sign(null, message, secret) };
}

/** Whether the bytes are the key's Ed25519 signature of the message. */
export const isSignedBy = ({ publicKey }: VerifierKey, message: Buffer, signature: Uint8Array): boolean =>
  signature.length === 64 && verify(null, message, toKeyObject(publicKey), signature);

const toKeyObject = (publicKey: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });

/** `<name>+<id>+<base64 of type and key>`: how a public key is written (c2sp.org/signed-note). */
export const formatVerifierKey = ({ name, id, type, publicKey }: VerifierKey): string =>
  `${name}+${id}+${encodedKey(type, publicKey)}`;

/** The text of a key file: the form of golang.org/x/mod/sumdb/note. It is a secret. */
export const formatSigningKey = (name: string, seed: Uint8Array, type: SignatureType): string =>
  `${PRIVATE_PREFIX}${name}+${signingKey(name, seed, type).id}+${encodedKey(type, seed)}`;

const encodedKey = (type: SignatureType, key: Uint8Array): string =>
  Buffer.concat([Buffer.of(type), key]).toString('base64');

/** @throws {Malformed} */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, id, type, key } = partsOf(text, 'A public key');
  if (keyId(name, type, key) !== id) throw new Malformed('A public key has the id of another key');
  return { name, id, type, publicKey: key };
}

/** The key in a key file. The fault never repeats its text. @throws {Malformed} */
export function parseSigningKey(text: string): SigningKey {
  if (!text.startsWith(PRIVATE_PREFIX)) throw new Malformed(`A signing key begins with ${PRIVATE_PREFIX}`);
  const { name, id, type, key } = partsOf(text.slice(PRIVATE_PREFIX.length).trimEnd(), 'A signing key');
  const parsed = signingKey(name, key, type);
  if (parsed.id !== id) throw new Malformed('A signing key has the id of another key');
  return parsed;
}

function partsOf(text: string, what: string): { name: string; id: string; type: SignatureType; key: Buffer } {
  const [, name = '', id = '', encoded = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/.exec(text) ?? [];
  if (!isKeyName(name)) throw new Malformed(`${what} does not have the form name+id+key`);
  const [type, ...key] = fromBase64(encoded, what);
  if (type !== SIGNATURE && type !== COSIGNATURE) throw new Malformed(`${what} is of an unknown type`);
  if (key.length !== SEED_BYTES) throw new Malformed(`${what} does not have ${SEED_BYTES} bytes`);
  return { name, id, type, key: Buffer.from(key) };
}
