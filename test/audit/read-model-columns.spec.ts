import { sql } from 'kysely';
import { describeDifference } from '../../src/audit/difference';
import { verifyBooks } from '../../src/audit/verify-books';
import { rebuild } from '../../src/projections/rebuild/rebuild';
import {
  PROJECTION_NAMES,
  READ_MODEL_SCHEMAS,
  SHARED_SCHEMA,
  type ProjectionName,
} from '../../src/projections/schema';
import { systemClock } from '../../src/shared/clock';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { storeOf, type Recordable } from '../support/history';
import { decidedHistory } from './returns-and-decisions-history';
import { project } from './build-read-models';

/**
 * Whoever owns the database changes one value, takes one row away or adds one: verify must name the table, the row and
 * the column. Tables and columns are read from PostgreSQL itself, so that one added later is in this test at once.
 */

/** Columns that no event tells of, and why their value decides nothing. */
const EXEMPT: Readonly<Record<string, string>> = {
  'projection_checkpoint.updated_at': 'the clock of whoever wrote it: no order and no figure rests on it',
};

/** A place between two events says the same as the event before it: the change goes back to an event that is in. */
const BACKWARDS = new Set([
  'projection_checkpoint.commit_position',
  'projection_checkpoint.prepare_position',
]);

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly generated: boolean;
}

jest.setTimeout(180_000);

let postgres: TestPostgres;
let store: InMemoryEventStore;
let columns: readonly Column[];
/** Table → its primary key: what a row is called in a difference. */
const keys = new Map<string, readonly string[]>();

beforeAll(async () => {
  postgres = await startTestPostgres();
  store = storeOf([...decidedHistory(), ...rejectedDeposit()]);
  await project(store, postgres.url);
  columns = await readColumns();
  await readKeys();
  await withoutRules();
});
afterAll(() => postgres.stop());

/** A deposit that waited for people, and was rejected. */
function rejectedDeposit(): Recordable[] {
  const of = { accountId: 'merchant-1', depositId: 'deposit-9', currency: 'BRL' } as const;
  const at = '2026-03-01T12:00:00.000Z';
  const what = { fingerprint: 'f-9', amountMinor: 9n, provider: 'connectpsp', reference: 'wire 9' };
  const rules = [{ ruleId: 'large', version: 1, text: 'A person looks' }];
  const approval = { rules, approvals: 1, expiresAt: '2026-03-02T12:00:00.000Z' };
  return [
    { type: 'DepositRequested', data: { ...of, ...what, clientId: 'till', requestedAt: at, approval } },
    { type: 'DepositApprovalRejected', data: { ...of, rejectedBy: 'bea', reason: 'no', rejectedAt: at } },
  ];
}

const SCHEMAS = [SHARED_SCHEMA, ...Object.values(READ_MODEL_SCHEMAS)];

async function readColumns(): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select table_schema as schema, table_name as table, column_name as column, udt_name as type,
      is_generated = 'ALWAYS' as generated
    from information_schema.columns where table_schema = any(${SCHEMAS}) and table_name not like 'kysely\\_%'
    order by table_schema, table_name, ordinal_position`.execute(postgres.database);
  return rows;
}

async function readKeys(): Promise<void> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select relname as table, array_agg(attname::text order by array_position(indkey::int2[], attnum)) as columns
    from pg_index join pg_class on pg_class.oid = indrelid join pg_attribute on attrelid = indrelid
    where indisprimary and attnum = any(indkey) and relnamespace::regnamespace::text = any(${SCHEMAS})
      and relname not like 'kysely\\_%'
    group by relname`.execute(postgres.database);
  for (const { table, columns: of } of rows) keys.set(table, of);
}

/** The owner of a database can take its rules away first; only primary keys are left, for rows need names. */
async function withoutRules(): Promise<void> {
  const { rows } = await sql<{ place: string; name: string }>`
    select conrelid::regclass::text as place, quote_ident(conname) as name from pg_constraint
    where connamespace::regnamespace::text = any(${SCHEMAS}) and contype in ('c', 'u', 'f')
    order by contype = 'f' desc`.execute(postgres.database);
  for (const { place, name } of rows)
    await sql
      .raw(`alter table ${place} drop constraint if exists ${name} cascade`)
      .execute(postgres.database);
  for (const table of ['posting', 'journal_entry'])
    await sql.raw(`alter table ${table} disable trigger user`).execute(postgres.database);
  await sql.raw('drop index if exists holdfast_journal.posting_running').execute(postgres.database);
}

/** Further than any key beside it. */
const STEP = 100;

/** Another value of the same type. */
function another({ table, column, type }: Column): string {
  const name = `"${column}"`;
  if (BACKWARDS.has(`${table}.${column}`)) return `${name} - 1`;
  switch (type) {
    case 'text':
      return `coalesce(${name}, '') || 'x'`;
    case 'int4':
    case 'int8':
    case 'numeric':
      return `coalesce(${name}, 0) + ${STEP}`;
    case 'timestamptz':
      return `coalesce(${name}, now()) + interval '1 microsecond'`;
    case 'bool':
      return `not ${name}`;
    case 'uuid':
      return `'ffffffff' || substr(${name}::text, 9)`;
    case 'jsonb':
      return `case jsonb_typeof(${name}) when 'array' then ${name} || '["x"]' else coalesce(${name}, '{}') || '{"x": "y"}' end`;
    default:
      throw new Error(`How is a value of type ${type} changed? ${table}.${column}`);
  }
}

/** The first row by the key, under the name that a difference gives it, and how it is found again. */
async function firstRow(table: string): Promise<{ name: string; where: string }> {
  const of = keys.get(table)!;
  const quoted = of.map(column => `"${column}"`);
  const texts = quoted.map(column => `${column}::text`).join(` || ' ' || `);
  const { rows } = await sql
    .raw<{ name: string }>(`select ${texts} as name from ${table} order by ${quoted.join(', ')} limit 1`)
    .execute(postgres.database);
  expect({ table, rows: rows.length }).toEqual({ table, rows: 1 });
  const { name } = rows[0]!;
  return { name, where: `${texts} = '${name}'` };
}

const columnsOf = (table: string): Column[] =>
  columns.filter(column => column.table === table && !column.generated);

/** What verify says once one row has been changed by the statement; afterwards all is as it was. */
async function saidAfter(table: string, statement: string, told: (said: string[]) => Promise<void>) {
  const { database } = postgres;
  const whole = columnsOf(table)
    .map(({ column }) => `"${column}"`)
    .join(', ');
  await sql.raw(`create table public.kept as select * from ${table}`).execute(database);
  try {
    const changed = await sql.raw(statement).execute(database);
    expect({ statement, rows: changed.numAffectedRows }).toEqual({ statement, rows: 1n });
    const { ok, differences } = await verifyBooks(store, database);
    expect({ statement, ok }).toEqual({ statement, ok: false });
    await told(differences.map(describeDifference));
  } finally {
    await sql.raw(`truncate ${table}`).execute(database);
    await sql.raw(`insert into ${table} (${whole}) select ${whole} from public.kept`).execute(database);
    await sql.raw('drop table public.kept').execute(database);
  }
}

const readModelOf = (schema: string): ProjectionName | undefined =>
  PROJECTION_NAMES.find(name => READ_MODEL_SCHEMAS[name] === schema);

/** `projections rebuild` means the same by "agrees": it does not swap, and names the table. */
async function demandRebuildDiffers(name: ProjectionName, table: string): Promise<void> {
  const done = await rebuild(name, { eventStore: store, databaseUrl: postgres.url, clock: systemClock });
  if (!done.ok) throw new Error(done.refusal);
  const { swapped, differences } = done.value;
  expect({ swapped, tables: differences.map(each => each.table) }).toEqual({
    swapped: false,
    tables: [table],
  });
}

const changedValues = (): Column[] =>
  columns.filter(({ table, column, generated }) => !generated && !EXEMPT[`${table}.${column}`]);

it('finds the read models sound that nobody has touched, and every table filled', async () => {
  expect((await verifyBooks(store, postgres.database)).differences).toEqual([]);
  expect(new Set(columns.map(({ table }) => table))).toEqual(new Set(keys.keys()));
  for (const table of keys.keys()) await firstRow(table);
});

it('names table, row and column of every single value that is changed', async () => {
  for (const each of changedValues()) {
    const { schema, table, column, type } = each;
    const { name, where } = await firstRow(table);
    const statement = `update ${table} set "${column}" = (${another(each)})::${type} where ${where}`;
    await saidAfter(table, statement, async said => {
      expect({ statement, said }).toEqual({
        statement,
        said: expect.arrayContaining(dueWords(each, name)) as string[],
      });
      const readModel = readModelOf(schema);
      if (readModel) await demandRebuildDiffers(readModel, table);
    });
  }
});

/** A changed key is a row that is missing; a checkpoint is wrong by the rows that do not agree with it. */
function dueWords({ table, column }: Column, row: string): unknown[] {
  if (BACKWARDS.has(`${table}.${column}`)) return [expect.stringContaining('I7 ')];
  if (`${table}.${column}` === 'projection_checkpoint.name')
    return [`I7 ${table} ${row}x: is in the read model only`];
  if (keys.get(table)!.includes(column)) return [`I7 ${table} ${row}: is missing from the read model`];
  return [expect.stringMatching(`^I7 ${escaped(`${table} ${row}: ${column} is `)}`)];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

it('names every single row that is taken away', async () => {
  for (const table of keys.keys()) {
    const { name, where } = await firstRow(table);
    await saidAfter(table, `delete from ${table} where ${where}`, said => {
      // Without its checkpoint a read model has applied nothing: all its rows are too many.
      const due =
        table === 'projection_checkpoint' ? 'is in the read model only' : `I7 ${table} ${name}: is missing`;
      expect(said).toContainEqual(expect.stringContaining(due));
      return Promise.resolve();
    });
  }
});

it('names every single row that is added', async () => {
  for (const [table, [key]] of keys) {
    const { where } = await firstRow(table);
    const names = columnsOf(table).map(({ column }) => `"${column}"`);
    const keyColumn = columnsOf(table).find(({ column }) => column === key)!;
    const values = names.map(name =>
      name === `"${key}"` ? `(${another(keyColumn)})::${keyColumn.type}` : name,
    );
    const statement = `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} where ${where}`;
    await saidAfter(table, statement, said => {
      expect({ statement, said }).toEqual({
        statement,
        said: expect.arrayContaining([
          expect.stringMatching(`^I7 ${table} .*: is in the read model only`),
        ]) as string[],
      });
      return Promise.resolve();
    });
  }
});

it('is not silent about a column or a table that nobody compares', async () => {
  const { database } = postgres;
  await sql`alter table payout add column added text default 'x'`.execute(database);
  await sql`create table holdfast_payouts.added (id text primary key)`.execute(database);
  const { differences } = await verifyBooks(store, database);
  await sql`alter table payout drop column added`.execute(database);
  await sql`drop table holdfast_payouts.added`.execute(database);
  expect(differences.map(describeDifference).sort()).toEqual([
    'I7 added: id is a column that the audit does not compare',
    'I7 payout: added is a column that the audit does not compare',
  ]);
});
