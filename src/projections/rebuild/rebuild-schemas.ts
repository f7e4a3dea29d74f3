import { SHARED_SCHEMA, READ_MODEL_SCHEMAS, type ProjectionName } from '../schema';

/** Where a read model stands while it is rebuilt. */
export interface RebuildSchemas {
  readonly live: string;
  /** Built beside the live one. */
  readonly next: string;
  /** The one that was live before, until it is dropped. */
  readonly old: string;
  /** Under this name `next` has its checkpoint and its streams. */
  readonly nextName: string;
  /** Bare table names of this read model mean `next`. */
  readonly searchPath: readonly string[];
}

export function rebuildSchemasOf(name: ProjectionName): RebuildSchemas {
  const live = READ_MODEL_SCHEMAS[name];
  const next = `${live}_next`;
  return { live, next, old: `${live}_old`, nextName: `${name}#next`, searchPath: [SHARED_SCHEMA, next] };
}

/** The tables of each read model; the first is the one that readers lock. */
export const TABLES_OF: Readonly<Record<ProjectionName, readonly [string, ...string[]]>> = {
  journal: ['journal_entry', 'posting', 'ledger_balance', 'reported_time'],
  accounts: ['account', 'deposit_request'],
  payouts: ['payout'],
  cases: ['case_record', 'payout_notification'],
};
