import { comparePositions, type LogMark, type Position } from '../../event-store/event-store';
import type { ProjectionName } from '../../projections/schema';
import type { Books } from '../books';
import type { Difference } from '../difference';
import { EXPECTED_ROWS, type WholeTable } from './expected-rows';
import { postgresText, type Row } from './rows/postgres-text';
import { AUDITED_TABLES, type AuditedTable } from './audited-tables';

/** Texts by their key. There can be more than fit into memory. */
export type Texts = Iterable<readonly [string, string]> &
  Pick<ReadonlyMap<string, string>, 'get' | 'keys' | 'size'>;

/** One read model as it stood at a position; undefined: it has applied nothing yet. */
export interface ReadModelPart {
  readonly position: Position | undefined;
  /** The rows of each table, as `packRow` writes them. */
  readonly tables: Readonly<Partial<Record<WholeTable, Texts>>>;
  /** Stream → the last revision applied, as text. */
  readonly streams: Texts;
  /** The checkpoint's columns about the last event applied, as texts; undefined: there is no checkpoint. */
  readonly mark: Readonly<Record<string, string | null>> | undefined;
}

/** What the read models say, each at its own position. */
export type ReadModelSnapshot = Readonly<Record<ProjectionName, ReadModelPart>>;

/** Every projection reads these streams; `cases` also the notifications. */
const READS: Readonly<Record<ProjectionName, RegExp>> = {
  journal: /^(?:account|payout|case|provider)-/,
  accounts: /^(?:account|payout|case|provider)-/,
  payouts: /^(?:account|payout|case|provider)-/,
  cases: /^(?:account|payout|case|provider|notification)-/,
};

/** What a read model says otherwise than the books at the same position: every row and every column, both ways. */
export function* compareReadModel(
  name: ProjectionName,
  books: Books,
  part: ReadModelPart,
): Generator<Difference> {
  for (const [table, due] of Object.entries(EXPECTED_ROWS) as [
    WholeTable,
    (typeof EXPECTED_ROWS)[WholeTable],
  ][]) {
    const { projection } = AUDITED_TABLES[table];
    if (projection === name) yield* compareTable(table, () => due(books), part.tables[table] ?? new Map());
  }
  yield* compareStreams(name, books, part.streams);
  if (part.mark) yield* compareMark(name, books, part.mark);
}

/** A row of a table that is compared whole, as one text that is the same for the same values. */
export const packRow = ({ columns }: AuditedTable, row: Row): string =>
  JSON.stringify(columns.map(column => postgresText(row[column])));

export const keyOf = ({ key }: AuditedTable, row: Row): string =>
  key.map(column => postgresText(row[column])).join(' ');

function* compareTable(name: WholeTable, due: () => Iterable<Row>, found: Texts): Generator<Difference> {
  const table = AUDITED_TABLES[name];
  let [met, isPlain] = [0, true];
  for (const row of due()) {
    const key = keyOf(table, row);
    const other = found.get(key);
    isPlain &&= !key.includes(REPLACED);
    if (other === undefined) yield missing(`${name} ${key}`);
    else if (other !== packRow(table, row)) yield* compareColumns(`${name} ${key}`, table, row, other);
    met += other === undefined ? 0 : 1;
  }
  if (met !== found.size || !isPlain) yield* surplusRows(name, due(), found);
}

/** Stands for what PostgreSQL cannot hold. Two keys of the streams can become one by it. */
const REPLACED = '\ufffd';

function* surplusRows(name: WholeTable, due: Iterable<Row>, found: Texts): Generator<Difference> {
  const keys = new Set<string>();
  for (const row of due) keys.add(keyOf(AUDITED_TABLES[name], row));
  for (const key of found.keys()) if (!keys.has(key)) yield surplus(`${name} ${key}`);
}

function compareColumns(place: string, table: AuditedTable, due: Row, found: string): Difference[] {
  const values = JSON.parse(found) as (string | null)[];
  return table.columns.flatMap((column, index) => compareValue(place, column, due[column], values[index]));
}

/** Nothing where the two are the same. `found`: as PostgreSQL writes it. */
export function compareValue(
  place: string,
  column: string,
  due: Row[string],
  found: string | null | undefined,
): Difference[] {
  const said = postgresText(due);
  return said === found ? [] : [difference(place, `${column} is ${found}, the streams say ${said}`)];
}

function* compareStreams(name: ProjectionName, books: Books, found: Texts): Generator<Difference> {
  let met = 0;
  for (const [stream, revision] of books.streams) {
    if (!READS[name].test(stream)) continue;
    const place = `projection_stream ${name} ${stream}`;
    const other = found.get(stream);
    if (other === undefined) yield missing(place);
    else yield* compareValue(place, 'revision', revision, other);
    met += other === undefined ? 0 : 1;
  }
  if (met === found.size) return;
  for (const stream of found.keys())
    if (!READS[name].test(stream) || !books.streams.has(stream))
      yield surplus(`projection_stream ${name} ${stream}`);
}

/** The last event applied; a checkpoint of before there were any was given the journal's last entry instead. */
function compareMark(
  name: ProjectionName,
  books: Books,
  found: NonNullable<ReadModelPart['mark']>,
): Difference[] {
  const read = [...books.order.last.values()].filter(({ streamId }) => READS[name].test(streamId));
  const last = read.sort((left, right) => comparePositions(left.position, right.position)).at(-1);
  const place = `projection_checkpoint ${name}`;
  const differencesFromMark = (mark: LogMark | undefined) =>
    Object.entries(markRow(mark)).flatMap(([column, due]) => compareValue(place, column, due, found[column]));
  const differences = differencesFromMark(last);
  return differences.length > 0 && differencesFromMark(books.lastEntry).length === 0 ? [] : differences;
}

const markRow = (mark: LogMark | undefined): Row => ({
  event_id: mark?.eventId,
  event_stream: mark?.streamId,
  event_revision: mark?.revision,
  event_commit_position: mark?.position.commit,
  event_prepare_position: mark?.position.prepare,
  event_recorded_at: mark?.recordedAt,
});

export const missing = (place: string): Difference => difference(place, 'is missing from the read model');
export const surplus = (place: string): Difference => difference(place, 'is in the read model only');

export const difference = (stream: string, detail: string): Difference => ({
  invariant: 'I7',
  stream,
  revision: null,
  detail,
});
