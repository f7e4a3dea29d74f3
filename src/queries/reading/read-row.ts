import { storable } from '../../projections/engine/projection';
import { BEGINNING } from '../../projections/engine/position';
import { run, type Statement } from '../../projections/engine/statements';
import type { Database } from '../../projections/schema';
import type { QueryResult } from './results';

/** The read models in which each thing is one row with an `id`. */
const TABLES = { accounts: 'account', payouts: 'payout' } as const;
export type RowModel = keyof typeof TABLES;

interface Place {
  readonly atCommit: bigint | null;
  readonly atPrepare: bigint | null;
}

/** There is always one row: where the thing is missing, its columns are null. */
const lookUpIn = (table: string): Statement => `
  select here.commit_position as at_commit, here.prepare_position as at_prepare, found.*
  from (select $1::text as name) as model
  left join projection_checkpoint as here on here.name = model.name
  left join ${table} as found on found.id = $2`;
const LOOK_UPS: Readonly<Record<RowModel, Statement>> = {
  accounts: lookUpIn(TABLES.accounts),
  payouts: lookUpIn(TABLES.payouts),
};

/**
 * Reads one row and its read model's position in one statement, so that the two agree. PostgreSQL locks the tables of a
 * statement before it fixes what the statement sees. So a swap that was waited for is seen as a whole.
 * @throws {Fault} when the database is away.
 */
export async function readRow<Row extends { id: string }>(
  database: Database,
  projection: RowModel,
  id: string,
): Promise<QueryResult<Row | undefined>> {
  const [found] = await run<Place & Row>(database, LOOK_UPS[projection], projection, storable(id));
  const { atCommit, atPrepare, ...row } = found!;
  const position =
    atCommit === null || atPrepare === null ? BEGINNING : { commit: atCommit, prepare: atPrepare };
  return { body: row.id === null ? undefined : (row as unknown as Row), position };
}
