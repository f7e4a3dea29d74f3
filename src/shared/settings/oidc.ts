import { isScope, SCOPES } from './scopes';
import { safeUrl } from './addresses/safe-url';
import type { SettingsReader } from './settings-reader';

/** Where persons sign in, and how their tokens are read. */
export interface OidcSettings {
  /** The issuer exactly as it stands in `iss`. */
  readonly issuer: string;
  readonly audience: string;
  /** The claim whose values name scopes: a text with spaces, or a list. */
  readonly scopesClaim: string;
  /** What each value of the claim opens; null: a value is the name of one scope. */
  readonly scopeMap: ReadonlyMap<string, readonly string[]> | null;
  /** The claim with the accounts: `*`, or a list. */
  readonly accountsClaim: string;
}

const isClaim = (text: string): boolean => /^[A-Za-z0-9_.:/-]{1,200}$/.test(text);

/** null where no issuer is set. */
export function readOidc(reader: SettingsReader): OidcSettings | null {
  const issuer = safeUrl(reader, 'OIDC_ISSUER') && reader.optional('OIDC_ISSUER')!;
  const audience = reader.optional('OIDC_AUDIENCE');
  const scopesClaim = reader.text('OIDC_SCOPES_CLAIM', 'scope', isClaim, 'must be the name of a claim');
  const accountsClaim = reader.text(
    'OIDC_ACCOUNTS_CLAIM',
    'holdfast_accounts',
    isClaim,
    'must be the name of a claim',
  );
  const scopeMap = readScopeMap(reader);
  if (issuer !== null && audience === undefined)
    reader.faults.push('OIDC_AUDIENCE is missing (OIDC_ISSUER is set)');
  if (issuer === null && audience !== undefined)
    reader.faults.push('OIDC_ISSUER is missing (OIDC_AUDIENCE is set)');
  if (issuer === null || audience === undefined) return null;
  return { issuer, audience, scopesClaim, scopeMap, accountsClaim };
}

/** `approvers=cases:read cases:decide;auditors=audit`. */
function readScopeMap(reader: SettingsReader): OidcSettings['scopeMap'] {
  const text = reader.optional('OIDC_SCOPE_MAP');
  if (text === undefined) return null;
  const entries = text.split(';').map(entry => /^\s*([^=\s]+)=([a-z: ]+?)\s*$/.exec(entry));
  if (entries.some(entry => entry === null))
    reader.faults.push('OIDC_SCOPE_MAP must be like approvers=cases:read cases:decide;auditors=audit');
  const scopes = new Map(entries.map(entry => [entry?.[1] ?? '', (entry?.[2] ?? '').split(/ +/)]));
  for (const name of new Set([...scopes.values()].flat()))
    if (name !== '' && !isScope(name))
      reader.faults.push(`OIDC_SCOPE_MAP names no such scope: ${name}; there are ${SCOPES.join(', ')}`);
  return scopes;
}
