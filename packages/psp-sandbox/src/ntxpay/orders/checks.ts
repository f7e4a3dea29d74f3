import type { Answer, Request } from '../../http/http-server';
import { bearerOf, constantTimeEqual, type Tokens } from '../../http/tokens';
import { problem } from '../answers/problem';

/** Refuses (401) a token that is missing, foreign, revoked or expired. */
export const refuseCaller = (request: Request, tokens: Tokens): Answer | undefined =>
  tokens.isValid(bearerOf(request)) ? undefined : problem(401, 'Missing or invalid token', 'UNAUTHORIZED');

/** Checks the certificate header of a request for a token: 400 when it is missing, 401 when it is another one. */
export function refuseCertificate(request: Request, expected: string | null): Answer | undefined {
  if (expected === null) return undefined;
  const header = request.header('x-ssl-client-cert');
  if (header === undefined || header === '') return problem(400, 'X-SSL-Client-Cert is missing');
  return constantTimeEqual(pemOf(header).trim(), expected.trim())
    ? undefined
    : problem(401, 'Invalid client certificate', 'UNAUTHORIZED');
}

function pemOf(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return '';
  }
}
