import { createHash, timingSafeEqual } from 'node:crypto';

/** The header we ask NTX Pay to send with every notification. */
export const WEBHOOK_SECRET_HEADER = 'X-Webhook-Secret';

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
