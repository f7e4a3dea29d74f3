import { createHmac } from 'node:crypto';
import type { Answer, Request } from '../../http/http-server';
import type { ConnectPspCredentials } from '../options';
import { problem } from '../answers/problem';
import { bearerOf, equal, type Tokens } from '../../http/tokens';

/** First the access token, then the ApplicationToken: the refusal, or undefined. */
export function refuseCaller(
  request: Request,
  tokens: Tokens,
  credentials: ConnectPspCredentials,
): Answer | undefined {
  if (!tokens.isGood(bearerOf(request)))
    return problem(401, 'TOKEN_EXPIRED', 'The access token is missing, invalid or expired.');
  if (!equal(request.header('applicationtoken') ?? '', credentials.applicationToken))
    return problem(401, 'INVALID_APPLICATION_TOKEN', 'The ApplicationToken is missing or unknown.');
  return undefined;
}

/** The DigitalSignature must be the HMAC of the very token the request carries: 422 and not 401. */
export function refuseSignature(request: Request, credentials: ConnectPspCredentials): Answer | undefined {
  const expected = createHmac('sha256', credentials.cryptoToken).update(bearerOf(request)).digest('hex');
  const given = (request.header('digitalsignature') ?? '').toLowerCase();
  if (equal(given, expected)) return undefined;
  return problem(422, 'INVALID_SIGNATURE', 'The DigitalSignature is missing or does not match the token.');
}
