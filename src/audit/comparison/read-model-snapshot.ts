import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Position } from '../../event-store/event-store';
import {
  PROJECTION_NAMES,
  READ_MODEL_SCHEMAS,
  SHARED_SCHEMA,
  type Database,
  type ProjectionName,
  type Tables,
} from '../../projections/schema';
import {
  difference,
  surplus,
  type ReadModelSnapshot,
  type ReadModelPart,
  type Texts,
} from './compare-read-model';
import type { Difference } from '../difference';
import { asItIs } from '../packing/codecs';
import { PackedMap } from '../packing/packed-map';
import type { RecordStore } from '../packing/record-store';
import { EXPECTED_ROWS, type WholeTable } from './expected-rows';
import { jsonText } from './rows/postgres-text';
import { AUDITED_TABLE_NAMES, AUDITED_TABLES, SHARED_COLUMNS } from './audited-tables';

type SnapshotTransaction = Transaction<Tables>;
type TextRow = Readonly<Record<string, string | null>>;

export interface ReadModelContents {
  readonly snapshot: ReadModelSnapshot;
  /**
   * What agrees with no history: unknown columns, checkpoints of no projection, rows beyond the journal's own position.
   */
  readonly differences: readonly Difference[];
}

/** Rows fetched at once. */
const PAGE = 2_000;

/** The columns as PostgreSQL writes them out. */
export const asTexts = (columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(columns.map(column => sql`${sql.ref(column)}::text as ${sql.ref(column)}`));

/**
 * The live read models and their checkpoints as of one moment; the journal's entries and postings are left to
 * JournalComparison. @throws {Fault} the database is away
 */
export const readReadModels = (database: Database, records: RecordStore): Promise<ReadModelContents> =>
  inSnapshot(database, async reading => {
    const marks = await checkpoints(reading);
    const streams = await readStreams(reading, records);
    const parts: [ProjectionName, ReadModelPart][] = [];
    for (const name of PROJECTION_NAMES) {
      const mark = marks.get(name);
      const of = {
        position: positionOf(mark),
        mark,
        streams: streams.get(name) ?? new Map<string, string>(),
      };
      parts.push([name, { ...of, tables: await readTables(reading, records, name) }]);
    }
    const differences = [
      ...(await unknownColumns(reading)),
      ...unknownCheckpoints('projection_checkpoint', marks.keys()),
      ...unknownCheckpoints('projection_stream', streams.keys()),
      ...(await entriesBeyondCheckpoint(reading, positionOf(marks.get('journal')))),
      ...(await orphanPostings(reading)),
    ];
    return { snapshot: Object.fromEntries(parts) as unknown as ReadModelSnapshot, differences };
  });

/** The journal's checkpoint. @throws {Fault} the database is away */
export const journalPosition = (database: Database): Promise<Position | undefined> =>
  inSnapshot(database, async reading => positionOf((await checkpoints(reading)).get('journal')));

/** One read-only transaction. @throws {Fault} the database is away */
export const inSnapshot = <Result>(
  database: Database,
  read: (reading: SnapshotTransaction) => Promise<Result>,
): Promise<Result> =>
  database
    // The audit names tables and columns as PostgreSQL has them.
    .withoutPlugins()
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async reading => {
      // How values are written out must not depend on whose connection it is.
      await sql`set local timezone = 'UTC'`.execute(reading);
      await sql`set local datestyle = 'ISO'`.execute(reading);
      return read(reading);
    });

/** Name → the checkpoint's columns, as texts. */
async function checkpoints(reading: SnapshotTransaction): Promise<Map<string, TextRow>> {
  const texts = asTexts(SHARED_COLUMNS['projection_checkpoint']!);
  const { rows } = await sql<TextRow>`select ${texts} from projection_checkpoint`.execute(reading);
  return new Map(rows.map(row => [row['name']!, row]));
}

const positionOf = (checkpoint: TextRow | undefined): Position | undefined =>
  checkpoint && {
    commit: BigInt(checkpoint['commit_position']!),
    prepare: BigInt(checkpoint['prepare_position']!),
  };

/** Projection → stream → revision. */
async function readStreams(
  reading: SnapshotTransaction,
  records: RecordStore,
): Promise<Map<string, PackedMap<string>>> {
  const found = new Map<string, PackedMap<string>>();
  const columns = asTexts(SHARED_COLUMNS['projection_stream']!);
  for await (const row of rowsOf(reading, sql`select ${columns} from projection_stream`)) {
    const projection = row['projection']!;
    const of = found.get(projection) ?? new PackedMap(records, asItIs<string>());
    found.set(projection, of.set(row['stream_id']!, row['revision']!));
  }
  return found;
}

async function readTables(
  reading: SnapshotTransaction,
  records: RecordStore,
  projection: ProjectionName,
): Promise<Partial<Record<WholeTable, Texts>>> {
  const tables: Partial<Record<WholeTable, Texts>> = {};
  for (const name of Object.keys(EXPECTED_ROWS) as WholeTable[])
    if (AUDITED_TABLES[name].projection === projection)
      tables[name] = await readTable(reading, records, name);
  return tables;
}

/** Columns that hold JSON: their names are put in order, as the due rows have them. */
const JSON_COLUMNS = new Set(['payee', 'returns', 'decision', 'approval', 'warnings']);

async function readTable(
  reading: SnapshotTransaction,
  records: RecordStore,
  name: WholeTable,
): Promise<Texts> {
  const { columns, key } = AUDITED_TABLES[name];
  const found = new PackedMap(records, asItIs<string>());
  const written = (column: string, text: string | null | undefined) =>
    text && JSON_COLUMNS.has(column) ? jsonText(JSON.parse(text)) : text;
  for await (const row of rowsOf(reading, sql`select ${asTexts(columns)} from ${sql.ref(name)}`)) {
    const values = columns.map(column => written(column, row[column]));
    found.set(key.map(column => row[column]).join(' '), JSON.stringify(values));
  }
  return found;
}

/** A page at a time, so that no table has to fit into an answer, nor its reading into a query's time. */
async function* rowsOf(reading: SnapshotTransaction, query: RawBuilder<unknown>): AsyncGenerator<TextRow> {
  await sql`declare audited no scroll cursor for ${query}`.execute(reading);
  for (let full = true; full;) {
    const { rows } = await sql<TextRow>`fetch forward ${sql.lit(PAGE)} from audited`.execute(reading);
    yield* rows;
    full = rows.length === PAGE;
  }
  await sql`close audited`.execute(reading);
}

/** Tables or columns that the audit does not compare: it would be silent about them. */
async function unknownColumns(reading: SnapshotTransaction): Promise<Difference[]> {
  const schemas = [SHARED_SCHEMA, ...Object.values(READ_MODEL_SCHEMAS)];
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = any(${schemas}) and table_name not like 'kysely\\_%'`.execute(reading);
  return rows
    .filter(({ table, column }) => !columnsOf(table)?.includes(column))
    .map(({ table, column }) => difference(table, `${column} is a column that the audit does not compare`));
}

const columnsOf = (table: string): readonly string[] | undefined =>
  AUDITED_TABLE_NAMES.some(name => name === table)
    ? AUDITED_TABLES[table as keyof typeof AUDITED_TABLES].columns
    : SHARED_COLUMNS[table];

/** A rebuild under way keeps its own place as `<name>#next`. */
const CHECKPOINT_NAMES: ReadonlySet<string> = new Set(
  PROJECTION_NAMES.flatMap(name => [name, `${name}#next`]),
);

const unknownCheckpoints = (table: string, owners: Iterable<string>): Difference[] =>
  [...owners].filter(owner => !CHECKPOINT_NAMES.has(owner)).map(owner => surplus(`${table} ${owner}`));

/** The first few are enough to know: one is one too many. */
const FEW = 20;

async function entriesBeyondCheckpoint(
  reading: SnapshotTransaction,
  at: Position | undefined,
): Promise<Difference[]> {
  const { commit, prepare } = at ?? { commit: -1n, prepare: -1n };
  const { rows } = await sql<{ id: string }>`select id::text as id from journal_entry
    where (commit_position, prepare_position) > (${commit}::bigint, ${prepare}::bigint) limit ${sql.lit(FEW)}`.execute(
    reading,
  );
  return rows.map(({ id }) => surplus(`journal_entry ${id}`));
}

async function orphanPostings(reading: SnapshotTransaction): Promise<Difference[]> {
  const { rows } = await sql<{ place: string }>`select entry_id || ' ' || index as place from posting
    where not exists (select from journal_entry where journal_entry.id = posting.entry_id)
    limit ${sql.lit(FEW)}`.execute(reading);
  return rows.map(({ place }) => surplus(`posting ${place}`));
}
