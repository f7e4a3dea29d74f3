/** Why no answer came. It names no address. */
export type SendFault =
  'ADDRESS_NOT_ALLOWED' | 'NAME_NOT_FOUND' | 'TIMEOUT' | 'TLS_FAILED' | 'CONNECTION_FAILED' | 'ENDED_HERE';

/** A name leads to an address that no message may go to. */
export class ClosedAddress extends Error {
  override name = 'ClosedAddress';
  constructor() {
    super('The name leads to a closed network');
  }
}

/** The codes of Node and OpenSSL for a connection whose other side is not proved. */
const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;
const NAMES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']);
const TIMES = new Set([
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'],
]);

export function sendFaultOf(error: unknown): SendFault {
  if (error instanceof ClosedAddress) return 'ADDRESS_NOT_ALLOWED';
  const { code = '', name = '' } = error as { code?: string; name?: string };
  if (name === 'AbortError') return 'ENDED_HERE';
  if (NAMES.has(code)) return 'NAME_NOT_FOUND';
  if (TIMES.has(code)) return 'TIMEOUT';
  return TLS.test(code) ? 'TLS_FAILED' : 'CONNECTION_FAILED';
}
