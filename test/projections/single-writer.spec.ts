import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { accounts } from '../../src/projections/accounts/accounts';
import { openDatabase } from '../../src/projections/engine/database';
import { migrate } from '../../src/projections/migrations/migrate';
import { ProjectionRunner } from '../../src/projections/writer/read-model-writer';
import { derivedId } from '../../src/shared/ids';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { expectedOf } from './expected';
import { write, type Historian } from './histories';
import { reached, readTables, startTestPostgres, until, type TestPostgres } from './postgres';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

function runnerOf(historian: Historian): ProjectionRunner {
  const { store: eventStore } = historian;
  const database = { url: postgres.url };
  return new ProjectionRunner({
    eventStore,
    database,
    projection: accounts,
    clock: systemClock,
    logger: silentLogger,
  });
}

const end = (historian: Historian) => historian.store.log.at(-1)!.position;

/** Another process that holds the writer's place and does nothing with it. */
async function writerElsewhere(): Promise<ChildProcess> {
  const dist = join(__dirname, '../../dist/src');
  const script = `
    const { ProjectionRunner } = require('${dist}/projections/writer/read-model-writer.js');
    const { accounts } = require('${dist}/projections/accounts/accounts.js');
    const { systemClock } = require('${dist}/shared/clock.js');
    const eventStore = {
      async *subscribe({ signal }) {
        console.log('writing');
        await new Promise(resolve => signal.addEventListener('abort', resolve));
      },
    };
    const logger = { info() {}, warn: console.error, error: console.error };
    const database = { url: process.env.DATABASE_URL };
    new ProjectionRunner({ eventStore, database, projection: accounts, clock: systemClock, logger }).start();`;
  const env = { ...process.env, DATABASE_URL: postgres.url };
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  return child;
}

describe('one writer', () => {
  it('of two runners one writes; the other takes over when it stops', async () => {
    const historian = write([]);
    const first = runnerOf(historian);
    const second = runnerOf(historian);
    first.start();
    await reached(first, end(historian));
    second.start();
    await until(() => second.status().state === 'standby');
    expect(first.status().state).toBe('writing');

    historian.deposit('merchant-0', 7n);
    await reached(first, end(historian));
    expect(second.status()).toMatchObject({ state: 'standby', position: undefined });

    await first.stop();
    historian.deposit('merchant-0', 8n);
    await reached(second, end(historian));
    expect(second.status().state).toBe('writing');
    await second.stop();
    expect((await readTables(postgres.database)).accounts).toEqual(expectedOf(historian.store.log).accounts);
  });

  it('a writer in another process that is killed is succeeded', async () => {
    const other = await writerElsewhere();
    const historian = write([]);
    const runner = runnerOf(historian);
    runner.start();
    await until(() => runner.status().state === 'standby');
    other.kill('SIGKILL');
    await reached(runner, end(historian));
    await runner.stop();
    expect((await readTables(postgres.database)).accounts).toEqual(expectedOf(historian.store.log).accounts);
  });

  it('a writer whose connection is cut takes its place again', async () => {
    const historian = write([]);
    const runner = runnerOf(historian);
    runner.start();
    await reached(runner, end(historian));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'holdfast' and pid <> pg_backend_pid()`.execute(postgres.database);
    await until(() => runner.status().error !== undefined);
    historian.deposit('merchant-0', 7n);
    await reached(runner, end(historian));
    expect(runner.status()).toMatchObject({ state: 'writing', error: undefined });
    await runner.stop();
  });

  it('goes on by itself after PostgreSQL and its guard were killed', async () => {
    const historian = write([]);
    const runner = runnerOf(historian);
    runner.start();
    await reached(runner, end(historian));
    const postmaster = await readFile(join(postgres.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(postgres.guardPid()!, 'SIGKILL');
    process.kill(Number.parseInt(postmaster, 10), 'SIGKILL');
    await until(() => runner.status().error !== undefined);
    historian.deposit('merchant-0', 7n);
    await reached(runner, end(historian));
    await runner.stop();
    expect((await readTables(postgres.database)).accounts).toEqual(expectedOf(historian.store.log).accounts);
  });

  it('waits for a database that is not there, and says so', async () => {
    const historian = write([]);
    const database = { url: 'postgres://nobody:nothing@127.0.0.1:1/nowhere' };
    const parts = { eventStore: historian.store, database, projection: accounts, logger: silentLogger };
    const runner = new ProjectionRunner({ ...parts, clock: systemClock });
    runner.start();
    await until(() => runner.status().error !== undefined);
    expect(runner.status()).toMatchObject({ state: 'connecting', position: undefined });
    expect(runner.status().error).toContain('ECONNREFUSED');
    await runner.stop();
  });
});

describe('the tables', () => {
  const entry = derivedId('an entry');
  const posting = (
    index: number,
    debit_minor: bigint,
    credit_minor: bigint,
    currency: 'BRL' | 'USD' = 'BRL',
  ) => ({
    entry_id: entry,
    index,
    ledger_account: `a:${index}`,
    currency,
    debit_minor,
    credit_minor,
    commit_position: 1n,
    prepare_position: 1n,
    debit_total_minor: debit_minor,
    credit_total_minor: credit_minor,
  });
  type Posting = ReturnType<typeof posting>;

  const insert = (postings: readonly Posting[]) =>
    postgres.database.transaction().execute(async transaction => {
      await transaction
        .insertInto('journal_entry')
        .values({
          id: entry,
          account_id: 'a',
          payout_id: null,
          provider: null,
          event_type: 'FundsDeposited',
          stream_id: 'account-a',
          revision: 1n,
          commit_position: 1n,
          prepare_position: 1n,
          occurred_at: new Date(0),
          recorded_at: new Date(0),
          booked_at: new Date(0),
        })
        .execute();
      if (postings.length > 0) await transaction.insertInto('posting').values(postings).execute();
    });

  it.each([
    ['without postings', []],
    ['one-sided', [posting(0, 5n, 0n)]],
    ['unequal', [posting(0, 5n, 0n), posting(1, 0n, 4n)]],
    ['equal in sum, not per currency', [posting(0, 5n, 0n, 'USD'), posting(1, 0n, 5n, 'BRL')]],
  ])('refuse an entry that is %s', async (_name, postings) => {
    await expect(insert(postings)).rejects.toThrow('does not balance');
    expect((await readTables(postgres.database)).entries).toEqual([]);
  });

  it.each([
    ['both sides at once', [posting(0, 5n, 5n)]],
    ['neither side', [posting(0, 0n, 0n)]],
    ['a negative side', [posting(0, -5n, 0n)]],
  ])('refuse a posting with %s', async (_name, postings) => {
    await expect(insert(postings)).rejects.toThrow('violates check constraint');
  });

  it('accept a balanced entry, and refuse to spoil it afterwards', async () => {
    await insert([posting(0, 5n, 0n), posting(1, 0n, 5n)]);
    const { database } = postgres;
    const spoiled = 'does not balance';
    await expect(database.deleteFrom('posting').where('index', '=', 0).execute()).rejects.toThrow(spoiled);
    const more = database.updateTable('posting').set({ debit_minor: 6n, debit_total_minor: 6n });
    await expect(more.where('index', '=', 0).execute()).rejects.toThrow(spoiled);
    const third = { ...posting(2, 3n, 0n) };
    await expect(database.insertInto('posting').values(third).execute()).rejects.toThrow(spoiled);
  });

  it('keep whole numbers whole, however large', async () => {
    const huge = 10n ** 37n + 1n;
    const row = { ledger_account: 'a', currency: 'BRL', credit_total_minor: 2n ** 63n } as const;
    await postgres.database
      .insertInto('ledger_balance')
      .values({ ...row, debit_total_minor: huge })
      .execute();
    expect((await readTables(postgres.database)).ledger['a BRL']).toEqual({ debit: huge, credit: 2n ** 63n });
  });

  it('are made once, however many processes start at once', async () => {
    const name = 'fresh';
    await sql`create database ${sql.id(name)}`.execute(postgres.database);
    const url = postgres.url.replace(/holdfast$/, name);
    const databases = [1, 2, 3].map(() => openDatabase({ url }));
    await Promise.all(databases.map(migrate));
    expect((await readTables(databases[0]!)).entries).toEqual([]);
    await Promise.all(databases.map(database => database.destroy()));
  });
});
