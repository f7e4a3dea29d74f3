import { createHmac } from 'node:crypto';

/** ConnectPSP signs the bytes of a notification: hex HMAC-SHA256 with the crypto token. */
export function isConnectPspSignature(
  signature: string,
  bytes: Uint8Array,
  signingKeys: readonly string[],
): boolean {
  const made = signingKeys.map(key => createHmac('sha256', key).update(bytes).digest('hex'));
  return made.includes(signature.toLowerCase());
}
