import type { TokenGrant } from '../http/access-token';
import { problemCode } from './problem';

/** POST /auth/token, as ConnectPSP grants its tokens. */
export const tokenGrant = (credentials: { clientId: string; clientSecret: string }): TokenGrant => ({
  call: {
    method: 'POST',
    path: '/auth/token',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ clientId: credentials.clientId, clientSecret: credentials.clientSecret }),
  },
  tokenField: 'accessToken',
  lifeField: 'expiresIn',
  refusalCode: problemCode,
});
