import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/projections/engine/database';
import { startEmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { migrate } from '../../src/projections/migrations/migrate';
import type { Database } from '../../src/projections/schema';
import { comparePositions, type Position } from '../../src/event-store/event-store';
import type { ReadModelWriter } from '../../src/projections/writer/read-model-writer';
import { givePostgres } from '../support/postgres-folder';
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
  await givePostgres(dataDir);
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
        payout, deposit_request, case_record, payout_notification, reported_time`.execute(database);
    },
    stop: async () => {
      await database.destroy();
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Resolves when the writer has committed the position for all of its read models, in this process. */
export function reached(writer: ReadModelWriter, position: Position): Promise<void> {
  const there = () => writer.status().every(({ position: at }) => at && comparePositions(at, position) >= 0);
  return new Promise(resolve => {
    const end = writer.onProgress(() => {
      if (!there()) return;
      end();
      resolve();
    });
    if (there()) {
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
  const ledger = await database.selectFrom('ledgerBalance').selectAll().execute();
  const cases = await database.selectFrom('caseRecord').selectAll().execute();
  const entries = await database.selectFrom('journalEntry').select('id').orderBy('commitPosition').execute();
  return {
    accounts: Object.fromEntries(
      accounts.map(row => [
        row.id,
        { available: row.availableMinor, held: row.heldMinor, revision: row.revision },
      ]),
    ),
    payouts: Object.fromEntries(
      payouts.map(row => [
        row.id,
        {
          status: row.status,
          fee: row.feeAmountMinor,
          final: row.finalAmountMinor,
          hold: row.openHoldMinor,
          contradicted: row.contradicted,
          original: row.originalAmountMinor,
          returned: row.returnedAmountMinor,
          returns: row.returns.length,
        },
      ]),
    ),
    ledger: Object.fromEntries(
      ledger.map(row => [
        `${row.ledgerAccount} ${row.currency}`,
        { debit: row.debitTotalMinor, credit: row.creditTotalMinor },
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
      .selectFrom('projectionStream')
      .selectAll()
      .orderBy('projection')
      .orderBy('streamId')
      .execute(),
    entries: await database.selectFrom('journalEntry').selectAll().orderBy('id').execute(),
    postings: await database.selectFrom('posting').selectAll().orderBy('entryId').orderBy('index').execute(),
    ledger: await database
      .selectFrom('ledgerBalance')
      .selectAll()
      .orderBy('ledgerAccount')
      .orderBy('currency')
      .execute(),
    accounts: await database.selectFrom('account').selectAll().orderBy('id').execute(),
    payouts: await database.selectFrom('payout').selectAll().orderBy('id').execute(),
    deposits: await database.selectFrom('depositRequest').selectAll().orderBy('id').execute(),
    cases: await database.selectFrom('caseRecord').selectAll().orderBy('id').execute(),
  };
}
