/** What a key may do. None contains another. */
export const SCOPES = ['commands', 'accounting', 'audit', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);
