import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The `DigitalSignature` header: hex HMAC-SHA256 of the access token. It covers the token and not the body, so it
 * changes with each token and only then.
 */
export function digitalSignature(cryptoToken: string, accessToken: string): string {
  return createHmac('sha256', cryptoToken).update(accessToken).digest('hex');
}

/**
 * Whether `X-Connect-Signature` is the hex HMAC-SHA256 of exactly these bytes, in constant time. The bytes must be the
 * ones that arrived: a body parsed and written again turns `50.00` into `50` and no longer matches.
 */
export function isSignedBy(
  cryptoToken: string,
  rawBody: Buffer,
  signature: string | string[] | undefined,
): boolean {
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const expected = createHmac('sha256', cryptoToken).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
