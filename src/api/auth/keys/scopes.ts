/** What a key may do. None contains another. */
export const SCOPES = ['commands', 'accounting', 'audit', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
