import { hash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../../shared/random';

const SECRET_BYTES = 32;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const KEY = new RegExp(`^hf_(${UUID})_([A-Za-z0-9_-]{43})$`);

/** A key as its holder has it: `hf_<id>_<secret>`. The id is public and finds the key; the secret proves it. */
export interface KeyText {
  readonly keyId: string;
  readonly secret: string;
}

/** Draws a key. The secret is 256 bits of chance. */
export function drawKey(random: Random): KeyText {
  const bytes = Uint8Array.from({ length: SECRET_BYTES }, () => random.below(256));
  return { keyId: random.uuid(), secret: Buffer.from(bytes).toString('base64url') };
}

export const formatKey = (key: KeyText): string => `hf_${key.keyId}_${key.secret}`;

export function parseKey(text: string): KeyText | undefined {
  const match = KEY.exec(text);
  return match ? { keyId: match[1]!, secret: match[2]! } : undefined;
}

/**
 * A fast hash is right here, unlike for passwords. A thief of the hashes cannot guess 256 random bits at any speed. For the
 * same reason a salt would add nothing.
 */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'hex');

/** Compares without telling by its duration where the texts differ. */
export function sameHash(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
