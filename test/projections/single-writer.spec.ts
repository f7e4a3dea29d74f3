import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { accounts } from '../../src/projections/accounts/accounts';
import { openDatabase } from '../../src/projections/engine/database';
import { migrate } from '../../src/projections/migrations/migrate';
import { ReadModelWriter } from '../../src/projections/writer/read-model-writer';
import { derivedId } from '../../src/shared/ids';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { expectedOf } from './expected';
import { write, type Historian } from './histories';
import { reached, readTables, startTestPostgres, until, type TestPostgres } from './postgres';
import { killProcess } from '../support/processes';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

function writerOf(historian: Historian): ReadModelWriter {
  const { store: eventStore } = historian;
  const database = { url: postgres.url };
  return new ReadModelWriter({
    eventStore,
    database,
    projections: [accounts],
    clock: systemClock,
    logger: silentLogger,
  });
}

const end = (historian: Historian) => historian.store.log.at(-1)!.position;

/** Another process that holds the writer's place and does nothing with it. */
async function writerElsewhere(): Promise<ChildProcess> {
  const dist = join(__dirname, '../../dist');
  const script = `
    const { ReadModelWriter } = require('${dist}/projections/writer/read-model-writer.js');
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
    const projections = [accounts];
    new ReadModelWriter({ eventStore, database, projections, clock: systemClock, logger }).start();`;
  const env = { ...process.env, DATABASE_URL: postgres.url };
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  return child;
}

describe('one writer', () => {
  it('of two writers one writes; the other takes over when it stops', async () => {
    const historian = write([]);
    const first = writerOf(historian);
    const second = writerOf(historian);
    first.start();
    await reached(first, end(historian));
    second.start();
    await until(() => second.status()[0]!.state === 'standby');
    expect(first.status()[0]!.state).toBe('writing');

    historian.deposit('merchant-0', 7n);
    await reached(first, end(historian));
    expect(second.status()[0]!).toMatchObject({ state: 'standby', position: undefined });

    await first.stop();
    historian.deposit('merchant-0', 8n);
    await reached(second, end(historian));
    expect(second.status()[0]!.state).toBe('writing');
    await second.stop();
    expect((await readTables(postgres.database)).accounts).toEqual(expectedOf(historian.store.log).accounts);
  });

  it('a writer in another process that is killed is succeeded', async () => {
    const other = await writerElsewhere();
    const historian = write([]);
    const writer = writerOf(historian);
    writer.start();
    await until(() => writer.status()[0]!.state === 'standby');
    other.kill('SIGKILL');
    await reached(writer, end(historian));
    await writer.stop();
    expect((await readTables(postgres.database)).accounts).toEqual(expectedOf(historian.store.log).accounts);
  });

  it('a writer whose connection is cut takes its place again', async () => {
    const historian = write([]);
    const writer = writerOf(historian);
    writer.start();
    await reached(writer, end(historian));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'holdfast' and pid <> pg_backend_pid()`.execute(postgres.database);
    await until(() => writer.status()[0]!.error !== undefined);
    historian.deposit('merchant-0', 7n);
    await reached(writer, end(historian));
    expect(writer.status()[0]!).toMatchObject({ state: 'writing', error: undefined });
    await writer.stop();
  });

  it('goes on by itself after PostgreSQL and its guard were killed', async () => {
    const historian = write([]);
    const writer = writerOf(historian);
    writer.start();
    await reached(writer, end(historian));
    const postmaster = await readFile(join(postgres.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    killProcess(postgres.guardPid()!);
    killProcess(Number.parseInt(postmaster, 10));
    await until(() => writer.status()[0]!.error !== undefined);
    historian.deposit('merchant-0', 7n);
    await reached(writer, end(historian));
    await writer.stop();
    expect((await readTables(postgres.database)).accounts).toEqual(expectedOf(historian.store.log).accounts);
  });

  it('waits for a database that is not there, and says so', async () => {
    const historian = write([]);
    const database = { url: 'postgres://nobody:nothing@127.0.0.1:1/nowhere' };
    const parts = { eventStore: historian.store, database, projections: [accounts], logger: silentLogger };
    const writer = new ReadModelWriter({ ...parts, clock: systemClock });
    writer.start();
    await until(() => writer.status()[0]!.error !== undefined);
    expect(writer.status()[0]!).toMatchObject({ state: 'connecting', position: undefined });
    expect(writer.status()[0]!.error).toContain('ECONNREFUSED');
    await writer.stop();
  });
});

describe('the tables', () => {
  const entry = derivedId('an entry');
  const posting = (
    index: number,
    debitMinor: bigint,
    creditMinor: bigint,
    currency: 'BRL' | 'USD' = 'BRL',
  ) => ({
    entryId: entry,
    index,
    ledgerAccount: `a:${index}`,
    currency,
    debitMinor,
    creditMinor,
    commitPosition: 1n,
    preparePosition: 1n,
    debitTotalMinor: debitMinor,
    creditTotalMinor: creditMinor,
  });
  type Posting = ReturnType<typeof posting>;

  const entryRow = {
    id: entry,
    accountId: 'a',
    payoutId: null,
    provider: null,
    eventType: 'FundsDeposited',
    streamId: 'account-a',
    revision: 1n,
    commitPosition: 1n,
    preparePosition: 1n,
    occurredAt: new Date(0),
    recordedAt: new Date(0),
    bookedAt: new Date(0),
  };

  const insert = async (postings: readonly Posting[]) => {
    const { database } = postgres;
    if (postings.length === 0) return database.insertInto('journalEntry').values(entryRow).execute();
    return database
      .with('entry', withQuery => withQuery.insertInto('journalEntry').values(entryRow))
      .insertInto('posting')
      .values(postings)
      .execute();
  };

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
    const more = database.updateTable('posting').set({ debitMinor: 6n, debitTotalMinor: 6n });
    await expect(more.where('index', '=', 0).execute()).rejects.toThrow(spoiled);
    const third = { ...posting(2, 3n, 0n) };
    await expect(database.insertInto('posting').values(third).execute()).rejects.toThrow(spoiled);
  });

  it('refuse to leave an entry without postings, or to move postings between entries', async () => {
    await insert([posting(0, 5n, 0n), posting(1, 0n, 5n)]);
    const { database } = postgres;
    const spoiled = 'does not balance';
    await expect(database.deleteFrom('posting').execute()).rejects.toThrow(spoiled);
    const other = { ...entryRow, id: derivedId('another entry'), revision: 2n, commitPosition: 2n };
    const ofOther = (index: number, debitMinor: bigint, creditMinor: bigint) => ({
      ...posting(index, debitMinor, creditMinor),
      entryId: other.id,
      commitPosition: 2n,
    });
    await database
      .with('entry', withQuery => withQuery.insertInto('journalEntry').values(other))
      .insertInto('posting')
      .values([ofOther(2, 5n, 0n), ofOther(3, 0n, 5n)])
      .execute();
    const move = database.updateTable('posting').set({ entryId: other.id });
    await expect(move.where('index', '=', 0).execute()).rejects.toThrow(spoiled);
    await expect(move.where('entryId', '=', entry).execute()).rejects.toThrow(spoiled);
    const both = database.updateTable('posting').set({ debitMinor: 6n, debitTotalMinor: 6n });
    await expect(both.where('debitMinor', '>', 0n).execute()).rejects.toThrow(spoiled);
    await expect(
      database.transaction().execute(async transaction => {
        await transaction
          .insertInto('posting')
          .values(posting(4, 1n, 0n))
          .execute();
      }),
    ).rejects.toThrow(spoiled);
    expect((await readTables(database)).entries).toHaveLength(2);
  });

  it('keep whole numbers whole, however large', async () => {
    const huge = 10n ** 37n + 1n;
    const row = { ledgerAccount: 'a', currency: 'BRL', creditTotalMinor: 2n ** 63n } as const;
    await postgres.database
      .insertInto('ledgerBalance')
      .values({ ...row, debitTotalMinor: huge })
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
