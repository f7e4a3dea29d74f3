/** The forms that a statement's file can have, as clients name them. */
export const STATEMENT_FORMATS = ['csv', 'json', 'ofx', 'cnab240', 'camt053'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];
