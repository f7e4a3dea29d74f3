import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/projections/engine/database';
import { startEmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { migrate } from '../../src/projections/migrations/migrate';
import type { Database } from '../../src/projections/schema';
import { comparePositions, type Position } from '../../src/event-store/event-store';
import type { ProjectionRunner } from '../../src/projections/writer/read-model-writer';
import type { Expected } from './expected';

export interface TestPostgres {
  readonly url: string;
  readonly database: Database;
  readonly dataDir: string;
  readonly guardPid: () => number | undefined;
  /** Leaves the tables as the migrations made them. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** A real PostgreSQL of the suite's own, with the tables made. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-postgres-'));
  const { url, guardPid, stop } = await startEmbeddedPostgres({ dataDir });
  const database = openDatabase({ url });
  await migrate(database);
  return {
    url,
    database,
    dataDir,
    guardPid,
    empty: async () => {
      await sql`truncate projection_checkpoint, projection_stream, posting, journal_entry, ledger_balance, account,
        payout, case_record, payout_notification, reported_time`.execute(database);
    },
    stop: async () => {
      await database.destroy();
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the runner has committed the position, in this process. */
export function reached(runner: ProjectionRunner, position: Position): Promise<void> {
  const there = (at: Position | undefined) => at !== undefined && comparePositions(at, position) >= 0;
  return new Promise(resolve => {
    const end = runner.onProgress(at => {
      if (!there(at)) return;
      end();
      resolve();
    });
    if (there(runner.status().position)) {
      end();
      resolve();
    }
  });
}

/** Resolves when the condition holds, for what tells nobody that it has changed. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 10));
}

/** The tables in the shape of the independent fold. */
export async function readTables(database: Database): Promise<Expected> {
  const accounts = await database.selectFrom('account').selectAll().orderBy('id').execute();
  const payouts = await database.selectFrom('payout').selectAll().execute();
  const ledger = await database.selectFrom('ledger_balance').selectAll().execute();
  const cases = await database.selectFrom('case_record').selectAll().execute();
  const entries = await database
    .selectFrom('journal_entry')
    .select('id')
    .orderBy('commit_position')
    .execute();
  return {
    accounts: Object.fromEntries(
      accounts.map(row => [
        row.id,
        { available: row.available_minor, held: row.held_minor, revision: row.revision },
      ]),
    ),
    payouts: Object.fromEntries(
      payouts.map(row => [
        row.id,
        {
          status: row.status,
          fee: row.fee_amount_minor,
          final: row.final_amount_minor,
          hold: row.open_hold_minor,
          contradicted: row.contradicted,
          original: row.original_amount_minor,
          returned: row.returned_amount_minor,
          returns: row.returns.length,
        },
      ]),
    ),
    ledger: Object.fromEntries(
      ledger.map(row => [
        `${row.ledger_account} ${row.currency}`,
        { debit: row.debit_total_minor, credit: row.credit_total_minor },
      ]),
    ),
    entries: entries.map(({ id }) => id),
    cases: Object.fromEntries(
      cases.map(row => [
        row.id,
        { status: row.status, decision: row.decision?.type ?? null, resolution: row.resolution },
      ]),
    ),
  };
}

/** Every row of every read model, to compare two ways to the same history. */
export async function dump(database: Database): Promise<unknown> {
  const { rows: checkpoints } = await sql`
    select name, commit_position, prepare_position from projection_checkpoint order by name`.execute(
    database,
  );
  return {
    checkpoints,
    streams: await database
      .selectFrom('projection_stream')
      .selectAll()
      .orderBy('projection')
      .orderBy('stream_id')
      .execute(),
    entries: await database.selectFrom('journal_entry').selectAll().orderBy('id').execute(),
    postings: await database.selectFrom('posting').selectAll().orderBy('entry_id').orderBy('index').execute(),
    ledger: await database
      .selectFrom('ledger_balance')
      .selectAll()
      .orderBy('ledger_account')
      .orderBy('currency')
      .execute(),
    accounts: await database.selectFrom('account').selectAll().orderBy('id').execute(),
    payouts: await database.selectFrom('payout').selectAll().orderBy('id').execute(),
    cases: await database.selectFrom('case_record').selectAll().orderBy('id').execute(),
  };
}
