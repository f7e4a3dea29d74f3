import type { Metadata } from '@grpc/grpc-js';

export interface BasicCredentials {
  readonly login: string;
  readonly password: string;
}

const MAX_HEADER_LENGTH = 4_096;

/** The login and password of a call (HTTP basic, RFC 7617). */
export function credentialsIn(metadata: Metadata): BasicCredentials | 'none' | 'malformed' {
  const headers = metadata.get('authorization');
  if (headers.length === 0) return 'none';
  return (headers.length === 1 && parseBasic(String(headers[0]))) || 'malformed';
}

function parseBasic(header: string): BasicCredentials | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header.slice(0, MAX_HEADER_LENGTH))?.[1];
  if (!encoded) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon > 0 ? { login: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}
