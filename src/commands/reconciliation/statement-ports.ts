import type { ProviderName } from '../../domain/payout/payee';
import type { StatementLine } from '../../domain/reconciliation/events';
import type { Result } from '../../shared/result';

/** A statement as it was sent; its media type says its format. */
export interface StatementFile {
  readonly provider: ProviderName;
  readonly mediaType: 'text/csv' | 'application/json';
  readonly text: string;
  /** The period it covers; `to` is exclusive. */
  readonly from: Date;
  readonly to: Date;
}

export interface StatementFault {
  /** Counted from 1; 0: the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** Reads a provider's statement, as a port and its injection token. */
export abstract class StatementReader {
  /** Refuses with every fault of the file at once. */
  abstract read(file: StatementFile): Result<readonly StatementLine[], readonly StatementFault[]>;
}

/** Tells whether the read models that `BookedMovements` uses are current, as a port and its injection token. */
export abstract class CurrentBooks {
  /** Waits some seconds until they include every event that is recorded now. Returns false when they do not. @throws {Fault} */
  abstract waitUntilCurrent(): Promise<boolean>;
}
