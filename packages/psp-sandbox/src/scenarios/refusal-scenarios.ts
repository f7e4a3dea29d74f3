import type { ScenarioTable } from './scenario';
import { plain, refusing, withSeconds } from './scenario-parameters';

/** The order is refused, or its request fails, before the simulator accepts it. */
export const REFUSAL_SCENARIOS: ScenarioTable = {
  'insufficient-funds': {
    usage: 'insufficient-funds',
    what: 'The order is refused at once because of the balance.',
    centavos: 5,
    read: plain({ instead: { kind: 'no-funds' } }),
  },
  refuse: {
    usage: 'refuse:<status>:<CODE>',
    what: 'The order is refused with this 4xx or 5xx status and this code.',
    centavos: 0,
    read: refusing,
  },
  '500-before-accept': {
    usage: '500-before-accept',
    what: 'The answer is 500 and the order is not accepted; once per order.',
    centavos: 6,
    read: plain({ instead: { kind: 'error' } }),
  },
  'rate-limit': {
    usage: 'rate-limit[:seconds], 429',
    what: 'The answer is 429 with Retry-After (2 s) and the order is not accepted; once per order.',
    centavos: 7,
    read: withSeconds(2, retryAfterS => ({ instead: { kind: 'rate-limit', retryAfterS } })),
  },
  'token-expired': {
    usage: 'token-expired',
    what: 'The token of the order is no longer valid: 401; once per order.',
    centavos: 8,
    read: plain({ instead: { kind: 'expire-token' } }),
  },
  'token-revoked': {
    usage: 'token-revoked',
    what: 'No token issued so far is valid any more: 401; once per order.',
    centavos: 9,
    read: plain({ instead: { kind: 'revoke-tokens' } }),
  },
};
