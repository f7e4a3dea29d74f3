import { CompiledQuery, type Kysely } from 'kysely';
import type { Tables } from '../schema';

/**
 * SQL that is written once and never changes, so that PostgreSQL prepares it once for each connection. However many rows
 * it reads or writes, it is one statement: rows go in as one JSON text, keys as one array.
 */
export type Statement = string;

/** What PostgreSQL makes of a value that comes as JSON. */
export type ColumnType =
  'text' | 'uuid' | 'integer' | 'bigint' | 'numeric' | 'boolean' | 'timestamptz' | 'jsonb';
/** Column, by its name in code → its type. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** @throws {Fault} the database is away */
export async function run<Row = unknown>(
  database: Kysely<Tables>,
  statement: Statement,
  ...parameters: readonly unknown[]
): Promise<Row[]> {
  const { rows } = await database.executeQuery<Row>(CompiledQuery.raw(statement, [...parameters]));
  return rows;
}

/** As {@link run}; answers with how many rows were written. @throws {Fault} the database is away */
export async function runCounted(
  database: Kysely<Tables>,
  statement: Statement,
  ...parameters: readonly unknown[]
): Promise<bigint> {
  const { numAffectedRows = 0n } = await database.executeQuery(CompiledQuery.raw(statement, [...parameters]));
  return numAffectedRows;
}

/** Rows as one parameter. A bigint is a text there, for JSON has no whole numbers of that size. */
export const asJson = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
const quoted = (name: string): string => `"${snakeCase(name)}"`;

/** The columns as PostgreSQL names them, for a list. */
export const columnList = (columns: Columns): string => Object.keys(columns).map(quoted).join(', ');

/** The rows of one JSON parameter, to select from. JSON in a column comes as text. */
export function rowsOf(columns: Columns, parameter: number): string {
  const definitions = Object.entries(columns).map(
    ([name, type]) => `"${name}" ${type === 'jsonb' ? 'text' : type}`,
  );
  return `json_to_recordset($${parameter}::json) as given(${definitions.join(', ')})`;
}

/** What a select from {@link rowsOf} gives, in the order of {@link columnList}. */
export const valueList = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `given."${name}"${type === 'jsonb' ? '::jsonb' : ''}`)
    .join(', ');

/** Inserts the rows of a parameter, the first unless given. */
export const insertInto = (table: string, columns: Columns, parameter = 1): Statement =>
  `insert into ${table} (${columnList(columns)}) select ${valueList(columns)} from ${rowsOf(columns, parameter)}`;

/** The same; where a row with these keys is there already, the columns named take the new values. */
export function upsertInto(
  table: string,
  columns: Columns,
  keys: readonly string[],
  changing: readonly string[],
): Statement {
  const changes = changing.map(name => `${quoted(name)} = excluded.${quoted(name)}`);
  const action = changes.length > 0 ? `do update set ${changes.join(', ')}` : 'do nothing';
  return `${insertInto(table, columns)} on conflict (${keys.map(quoted).join(', ')}) ${action}`;
}
