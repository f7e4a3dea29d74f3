import { createPublicKey, type KeyObject } from 'node:crypto';
import { invariant } from '../../../shared/invariant';

/** A public key as `openssl pkey -pubout` writes it. A private key has another label, and is not wanted here. */
const PUBLIC_PEM = /^-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]{1,200}-----END PUBLIC KEY-----\s*$/;

/** Reads an Ed25519 public key in PEM. Returns undefined for another text. */
export function signingKeyIn(text: unknown): KeyObject | undefined {
  if (typeof text !== 'string' || !PUBLIC_PEM.test(text)) return undefined;
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The one PEM text of an Ed25519 public key, however its lines were broken. */
export function pemIn(text: string): string {
  const key = signingKeyIn(text);
  invariant(key, 'A signing key is checked before it is kept');
  return String(key.export({ type: 'spki', format: 'pem' }));
}
