import { sql, type RawBuilder } from 'kysely';

/** The accounts that the asking client sees; `*`: all. Every list is filtered by them in its statement. */
export type VisibleAccounts = '*' | readonly string[];

/** Whether the column names one of the accounts. */
export const isVisible = (column: string, accounts: VisibleAccounts): RawBuilder<boolean> =>
  accounts === '*' ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any(${[...accounts]})`;
