import type { ProviderName } from '../../domain/payout/payee';
import type { ReadStatementLine } from '../../domain/reconciliation/events';
import type { StatementFormat } from '../../domain/reconciliation/formats';
import type { StatementBounds } from '../../domain/reconciliation/not-of-period';
import type { StatementMapping } from '../../domain/reconciliation/mapping';
import type { Result } from '../../shared/result';

export interface NamedMapping {
  readonly name: string;
  readonly version: number;
  readonly mapping: StatementMapping;
}

/** From where on a statement is refused as not its period's, as a port and its injection token. */
export abstract class StatementLimits implements StatementBounds {
  abstract readonly maxUnknownLines: number;
  abstract readonly maxBreakPercent: number;
}

/** A statement as it was sent. */
export interface StatementFile {
  readonly provider: ProviderName;
  /** Missing: the content says it. */
  readonly format?: StatementFormat;
  /** The columns of a CSV file that is not in our own form, under the name that the client chose. */
  readonly mapping?: NamedMapping;
  /** Why a person has it imported although it does not look like this period's. */
  readonly acceptedBecause?: string;
  readonly bytes: Uint8Array;
  /** The period it covers; `to` is exclusive. */
  readonly from: Date;
  readonly to: Date;
}

export { STATEMENT_FORMATS, type StatementFormat } from '../../domain/reconciliation/formats';

export interface StatementFault {
  /** Counted from 1; 0: the file as a whole. */
  readonly line: number;
  /** Counted from 1: the character of the line; in CSV the cell. Missing: the line as a whole. */
  readonly column?: number;
  readonly message: string;
}

/** A statement that was read whole. */
export interface StatementContent {
  /** The file's text, without a byte order mark. */
  readonly text: string;
  readonly lines: readonly ReadStatementLine[];
}

/** Reads a provider's statement, as a port and its injection token. */
export abstract class StatementReader {
  /** Refuses with the first faults of the file at once. */
  abstract read(file: StatementFile): Result<StatementContent, readonly StatementFault[]>;
}

/** Tells whether the read models that `BookedMovements` uses are current, as a port and its injection token. */
export abstract class CurrentBooks {
  /** Waits some seconds until they include every event that is recorded now. Returns false when they do not. @throws {Fault} */
  abstract waitUntilCurrent(): Promise<boolean>;
}
