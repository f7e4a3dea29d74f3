import { sql, type RawBuilder, type Transaction } from 'kysely';
import { comparePositions, type Position } from '../../event-store/event-store';
import type { Database, Tables } from '../../projections/schema';
import { compareValue, missing, surplus } from './compare-read-model';
import type { Difference } from '../difference';
import type { ExpectedEntry } from './rows/expected-entry';
import { asTexts, inSnapshot } from './read-model-snapshot';
import { postgresText, type Row } from './rows/postgres-text';
import { AUDITED_TABLES, type AuditedTableName } from './audited-tables';

/** Entries compared at once: what is kept in memory of a journal, however long it is. */
const BATCH = 500;
const BEGINNING: Position = { commit: 0n, prepare: 0n };

type ActualRow = Readonly<Record<string, string | null>>;

/**
 * Compares every entry of the journal and every posting with what the streams say, batch by batch while they are
 * replayed. What stands at or before the read model's position is never changed by it, so no long transaction is needed.
 */
export class JournalComparison {
  private batch: ExpectedEntry[] = [];
  private done = BEGINNING;

  /** `until`: the last position compared; undefined: nothing has been applied. `report`: with the account it is about. */
  constructor(
    private readonly database: Database,
    private readonly until: Position | undefined,
    private readonly report: (difference: Difference, accountId: string | null) => void,
  ) {}

  /** The next entry that must stand in the journal, in `$all` order. */
  add(entry: ExpectedEntry): void {
    if (this.until && comparePositions(entry.position, this.until) <= 0) this.batch.push(entry);
  }

  /** Compares once enough has been gathered. @throws {Fault} the database is away */
  catchUp(): Promise<void> | undefined {
    return this.batch.length < BATCH ? undefined : this.compare(this.batch.at(-1)!.position);
  }

  /** Compares what is left, up to a place that `until` includes. @throws {Fault} the database is away */
  async finish(to: Position | undefined): Promise<void> {
    if (to) await this.compare(to);
  }

  private async compare(to: Position): Promise<void> {
    const { batch, done } = this;
    this.batch = [];
    this.done = to;
    const [entries, postings] = await inSnapshot(this.database, async reading => {
      const found = await entriesFor(reading, batch, done, to);
      return [found, await postingsOf(reading, [...found.keys()])] as const;
    });
    for (const due of batch) {
      this.compareEntry(due, entries.get(due.id), postings.get(due.id) ?? []);
      entries.delete(due.id);
    }
    for (const [id, { account_id: accountId }] of entries)
      this.report(surplus(`journal_entry ${id}`), accountId ?? null);
  }

  private compareEntry(
    due: ExpectedEntry,
    found: ActualRow | undefined,
    postings: readonly ActualRow[],
  ): void {
    const differences = found
      ? compareRow('journal_entry', `journal_entry ${due.id}`, due.row, found)
      : [missing(`journal_entry ${due.id}`)];
    const byIndex = new Map(postings.map(row => [row['index'], row]));
    for (const row of found ? due.postings : []) {
      const index = String(row['index']);
      const place = `posting ${due.id} ${index}`;
      const other = byIndex.get(index);
      differences.push(...(other ? compareRow('posting', place, row, other) : [missing(place)]));
      byIndex.delete(index);
    }
    for (const index of byIndex.keys()) differences.push(surplus(`posting ${due.id} ${index}`));
    for (const difference of differences) this.report(difference, due.accountId);
  }
}

function compareRow(table: AuditedTableName, place: string, due: Row, found: ActualRow): Difference[] {
  const { columns } = AUDITED_TABLES[table];
  if (columns.every(column => postgresText(due[column]) === found[column])) return [];
  return columns.flatMap(column => compareValue(place, column, due[column], found[column]));
}

/** The rows at these places, and those of these entries that stand at another place. */
async function entriesFor(
  reading: Transaction<Tables>,
  due: readonly ExpectedEntry[],
  after: Position,
  to: Position,
): Promise<Map<string, ActualRow>> {
  const there = await rowsWhere(
    reading,
    'journal_entry',
    sql`(commit_position, prepare_position) > (${after.commit}::bigint, ${after.prepare}::bigint)
      and (commit_position, prepare_position) <= (${to.commit}::bigint, ${to.prepare}::bigint)`,
  );
  const found = new Map(there.map(row => [row['id']!, row]));
  const elsewhere = due.map(({ id }) => id).filter(id => !found.has(id));
  if (elsewhere.length === 0) return found;
  for (const row of await rowsWhere(reading, 'journal_entry', sql`id::text = any(${elsewhere})`))
    found.set(row['id']!, row);
  return found;
}

async function postingsOf(
  reading: Transaction<Tables>,
  entries: readonly string[],
): Promise<Map<string, ActualRow[]>> {
  const found = new Map<string, ActualRow[]>();
  if (entries.length === 0) return found;
  for (const row of await rowsWhere(reading, 'posting', sql`entry_id = any(${entries}::uuid[])`)) {
    const of = found.get(row['entry_id']!);
    if (of) of.push(row);
    else found.set(row['entry_id']!, [row]);
  }
  return found;
}

async function rowsWhere(
  reading: Transaction<Tables>,
  table: AuditedTableName,
  condition: RawBuilder<unknown>,
): Promise<readonly ActualRow[]> {
  const texts = asTexts(AUDITED_TABLES[table].columns);
  const { rows } = await sql<ActualRow>`select ${texts} from ${sql.ref(table)} where ${condition}`.execute(
    reading,
  );
  return rows;
}
