import { CamelCasePlugin, type PluginTransformResultArgs, type QueryResult, type UnknownRow } from 'kysely';

/**
 * Columns are snake_case in PostgreSQL and camelCase in code. JSON in a column keeps its own names.
 *
 * Kysely's own mapping builds each row key by key, and an export of many rows then takes too much memory (decision 30).
 * This class copies one empty object with all names instead.
 */
export class CamelCaseRows extends CamelCasePlugin {
  constructor() {
    super({ maintainNestedObjectKeys: true });
  }

  override transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const [first] = result.rows;
    if (!first) return Promise.resolve(result);
    const names = Object.keys(first).map(column => [column, this.camelCase(column)] as const);
    const empty = emptyRow(names.map(([, name]) => name));
    const rows = result.rows.map(row => {
      const renamed = { ...empty };
      for (const [column, name] of names) renamed[name] = row[column];
      return renamed;
    });
    return Promise.resolve({ ...result, rows });
  }
}

/** Parsed, not built: a parsed object keeps its names in a shape that its copies share. */
const emptyRow = (names: readonly string[]): UnknownRow =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map(name => [name, null])))) as UnknownRow;
