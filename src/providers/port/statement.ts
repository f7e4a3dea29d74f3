import type { ProviderName } from '../../domain/payout/payee';
import type { ReadStatementLine } from '../../domain/reconciliation/events';
import type { StatementFormat } from '../../domain/reconciliation/formats';
import type { StatementMapping } from '../../domain/reconciliation/mapping';

/** A provider's statement as the client sent it. */
export interface StatementBytes {
  readonly provider: ProviderName;
  /** Missing: the content says it. */
  readonly format?: StatementFormat;
  /** The columns of a CSV file that is not in our own form. */
  readonly mapping?: { readonly mapping: StatementMapping };
  readonly bytes: Uint8Array;
}

export interface StatementFault {
  /** Counted from 1. 0 is the file as a whole. */
  readonly line: number;
  /** Counted from 1: the character of the line; in CSV the cell. Missing: the line as a whole. */
  readonly column?: number;
  readonly message: string;
}

/** A line that was read, or what is wrong with it. */
export type ReadLine = { readonly line: ReadStatementLine } | { readonly fault: StatementFault };

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
