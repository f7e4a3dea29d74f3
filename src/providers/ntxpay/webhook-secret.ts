import { createHash, timingSafeEqual } from 'node:crypto';

/** The header we ask NTX Pay to send with every notification. */
export const WEBHOOK_SECRET_HEADER = 'X-Webhook-Secret';

/** What a header can carry unchanged, and no list: a comma would join two values of a repeated header. */
export const isWebhookSecret = (text: string): boolean => /^[\x21-\x2b\x2d-\x7e]{1,512}$/.test(text);

/**
 * Whether the header is one of the secrets. Digests are compared, all of them, so neither time nor length tells how
 * much of which secret was right. It proves who sent, not what: NTX Pay signs no bytes.
 */
export function isOneOf(secrets: readonly string[], header: string | undefined): boolean {
  if (header === undefined) return false;
  const given = digest(header);
  return secrets.map(secret => timingSafeEqual(digest(secret), given)).includes(true);
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
