import { createHmac } from 'node:crypto';
import type { Answer, Request } from '../../http/http-server';
import type { ConnectPspCredentials } from '../options';
import { problem } from '../answers/problem';
import { bearerOf, constantTimeEqual, type Tokens } from '../../http/tokens';

/** Checks the access token, then the ApplicationToken. Returns undefined when both are valid. */
export function refuseCaller(
  request: Request,
  tokens: Tokens,
  credentials: ConnectPspCredentials,
): Answer | undefined {
  if (!tokens.isValid(bearerOf(request)))
    return problem(401, 'TOKEN_EXPIRED', 'The access token is missing, invalid or expired.');
  if (!constantTimeEqual(request.header('applicationtoken') ?? '', credentials.applicationToken))
    return problem(401, 'INVALID_APPLICATION_TOKEN', 'The ApplicationToken is missing or unknown.');
  return undefined;
}

/** The DigitalSignature must be the HMAC of the token in the same request. The provider answers 422, not 401. */
export function refuseSignature(request: Request, credentials: ConnectPspCredentials): Answer | undefined {
  const expected = createHmac('sha256', credentials.cryptoToken).update(bearerOf(request)).digest('hex');
  const signature = (request.header('digitalsignature') ?? '').toLowerCase();
  if (constantTimeEqual(signature, expected)) return undefined;
  return problem(422, 'INVALID_SIGNATURE', 'The DigitalSignature is missing or does not match the token.');
}
