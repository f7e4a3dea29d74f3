import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header of a notification, in lower case. */
export const SIGNATURE_HEADER = 'x-connect-signature';

/**
 * The `DigitalSignature` header: hex HMAC-SHA256 of the access token. It covers the token and not the body, so it
 * changes with each token and only then.
 */
export function digitalSignature(cryptoToken: string, accessToken: string): string {
  return createHmac('sha256', cryptoToken).update(accessToken).digest('hex');
}

/**
 * Whether `X-Connect-Signature` is the hex HMAC-SHA256 of exactly these bytes under one of the crypto tokens; all are
 * tried, in constant time. The bytes must be the ones that arrived: a body parsed and written again turns `50.00` into
 * `50` and no longer matches.
 */
export function isSignedByOneOf(
  cryptoTokens: readonly string[],
  rawBody: Buffer,
  signature: string | undefined,
): boolean {
  if (signature === undefined || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  return cryptoTokens.map(cryptoToken => timingSafeEqual(hmac(cryptoToken, rawBody), given)).includes(true);
}

const hmac = (key: string, bytes: Buffer): Buffer => createHmac('sha256', key).update(bytes).digest();
