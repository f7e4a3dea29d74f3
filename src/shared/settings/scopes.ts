/** What a client may do. None contains another. */
export const SCOPES = [
  'accounts:open',
  'deposits:record',
  'payouts:request',
  'payouts:read',
  'personal:read',
  'ledger:read',
  'reconciliation',
  'cases:read',
  'cases:decide',
  'limits',
  'audit',
  'keys',
  'webhooks',
] as const;
export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
