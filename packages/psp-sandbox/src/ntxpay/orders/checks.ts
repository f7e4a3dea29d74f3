import type { Answer, Request } from '../../http/http-server';
import { bearerOf, equal, type Tokens } from '../../http/tokens';
import { problem } from '../answers/problem';

/** 401 for a token that is missing, made elsewhere, revoked or expired. */
export const refuseCaller = (request: Request, tokens: Tokens): Answer | undefined =>
  tokens.isGood(bearerOf(request)) ? undefined : problem(401, 'Missing or invalid token', 'UNAUTHORIZED');

/** The certificate header of a request for a token: 400 where it is missing, 401 where it is another one. */
export function refuseCertificate(request: Request, expected: string | null): Answer | undefined {
  if (expected === null) return undefined;
  const given = request.header('x-ssl-client-cert');
  if (given === undefined || given === '') return problem(400, 'X-SSL-Client-Cert is missing');
  return equal(pemOf(given).trim(), expected.trim())
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
