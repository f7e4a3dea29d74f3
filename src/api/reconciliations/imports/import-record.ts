import type { Problem } from '../../problems/problem';
import type { StatementFormat } from '../../../commands/reconciliation/statement-ports';

/** What a client asked for, without the file. */
export interface ImportRequest {
  readonly client: string;
  readonly keyId?: string;
  readonly requestId?: string;
  readonly provider: string;
  readonly from: string;
  readonly to: string;
  readonly format?: StatementFormat;
  readonly mapping?: string;
  readonly acceptedBecause?: string;
}

/** `RUNNING`: it goes on, also after a restart. `REFUSED` and `FAILED`: the same request again begins it again. */
export type ImportState = 'RUNNING' | 'COMPLETED' | 'REFUSED' | 'FAILED';

/** One import as it stands on the disk of the process that received the file. */
export interface ImportRecord {
  readonly id: string;
  readonly request: ImportRequest;
  /** SHA-256 of the file's bytes. */
  readonly hash: string;
  readonly size: number;
  readonly receivedAt: string;
  readonly state: ImportState;
  /** The statement, once its lines are compared. */
  readonly statementId: string | null;
  /** Why it was refused, or why it failed. */
  readonly refusal: Problem | null;
}

/** How far an import under way has come; null before its lines are compared. */
export interface ImportProgress {
  readonly lines: number | null;
  readonly recorded: number;
}
