import type { JWTPayload } from 'jose';
import type { OidcSettings } from '../../../shared/settings/oidc';
import { ACCOUNT_ID } from '../../fields/field-rules';
import type { ApiClient } from '../keys/api-keys';
import { ALL_ACCOUNT_SCOPES, type Scope, SCOPES } from '../keys/scopes';

/** It stands in events for ever. An e-mail address does not fit: it would name a person there. */
const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9._|~-]{0,127}$/;

/** The person whom proved claims name; undefined: they name no person that can be a client. No key's client has a colon. */
export function clientOfClaims(claims: JWTPayload, settings: OidcSettings): ApiClient | undefined {
  const { sub = '' } = claims;
  if (!SUBJECT.test(sub) || isProgram(claims)) return undefined;
  const accounts = accountsIn(claims[settings.accountsClaim]);
  const scopes = scopesIn(claims[settings.scopesClaim], settings.scopeMap).filter(
    scope => accounts === '*' || !ALL_ACCOUNT_SCOPES.includes(scope),
  );
  return { clientName: `oidc:${sub}`, kind: 'person', keyId: null, accounts, scopes, scopeNames: scopes };
}

/** A program that asks for a token with its own secret is its own subject (RFC 9068, section 2.2). */
const isProgram = ({ sub, client_id: clientId, azp }: JWTPayload): boolean => sub === clientId || sub === azp;

function scopesIn(claim: unknown, map: OidcSettings['scopeMap']): Scope[] {
  const named = new Set(textsIn(claim).flatMap(value => (map ? (map.get(value) ?? []) : [value])));
  return SCOPES.filter(scope => named.has(scope));
}

/** Without the claim a person has no accounts. */
function accountsIn(claim: unknown): ApiClient['accounts'] {
  const named = textsIn(claim);
  return named.length === 1 && named[0] === '*' ? '*' : named.filter(id => ACCOUNT_ID.test(id));
}

function textsIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(text => text !== '');
  return Array.isArray(claim) ? claim.filter(text => typeof text === 'string') : [];
}
