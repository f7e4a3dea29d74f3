import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const SECRET_BYTES = 32;
const NONCE_BYTES = 12;
const CIPHER = 'aes-256-gcm';
const FORMAT = 'v1';
/** The form of Standard Webhooks. */
const SECRET_PREFIX = 'whsec_';

/**
 * Makes secrets, and keeps them sealed: the event store has no secret in clear text. The key is derived from the
 * installation's master key. A sealed text belongs to one endpoint and opens for no other.
 */
export class EndpointSecrets {
  private readonly key: Buffer;

  constructor(masterKey: Buffer) {
    this.key = Buffer.from(hkdfSync('sha256', masterKey, '', 'holdfast webhook secret', KEY_BYTES));
  }

  /** A new secret, as its client gets it. */
  draw(): string {
    return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
  }

  seal(endpointId: string, secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(endpointId));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const parts = [nonce, sealed, cipher.getAuthTag()];
    return [FORMAT, ...parts.map(part => part.toString('base64url'))].join('.');
  }

  /** undefined: it was sealed under another master key, or was changed. */
  open(endpointId: string, text: string): string | undefined {
    const [format, ...parts] = text.split('.');
    const [nonce, sealed, tag] = parts.map(part => Buffer.from(part, 'base64url'));
    if (format !== FORMAT || !nonce || !sealed || !tag) return undefined;
    try {
      const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(endpointId)).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
