import type { ProviderName } from '../../domain/payout/payee';
import type { StatementLine } from '../../domain/reconciliation/events';

/** A provider's statement as the client sent it. */
export interface StatementText {
  readonly provider: ProviderName;
  readonly mediaType: 'text/csv' | 'application/json';
  readonly text: string;
}

export interface StatementFault {
  /** Counted from 1. 0 is the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** A line that was read, or what is wrong with it. */
export type ReadLine = { readonly line: StatementLine } | { readonly fault: StatementFault };

/** The lines of a file, or what is wrong with the file as a whole. */
export type ReadFile = ReadLine[] | StatementFault;

/** A provider's own statement in JSON. */
export interface JsonStatement {
  /** What the file holds, for the documentation of the API. */
  readonly description: string;
  readonly read: (text: string) => ReadFile;
}

/** A file with more faults is wrong as a whole: the first ones say enough. */
export const MAX_FAULTS = 20;
