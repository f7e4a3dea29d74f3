import type { Kysely } from 'kysely';
import { comparePositions, type LogMark, type Position } from '../../event-store/event-store';
import { Fault } from '../../shared/fault';
import { invariant } from '../../shared/invariant';
import {
  asJson,
  insertInto,
  rowsOf,
  run,
  runCounted,
  snakeCase,
  valueList,
  columnList,
} from '../engine/statements';
import type { Tables } from '../schema';

/** One checkpoint's way, from where this writer left it. */
export interface CheckpointMove {
  readonly name: string;
  /** undefined: there is no checkpoint yet. */
  readonly from: Position | undefined;
  readonly to: Position;
  /** The last event applied since, or undefined for none. */
  readonly mark: LogMark | undefined;
}

const LOCK = `with locked as materialized (
    select name, commit_position, prepare_position from projection_checkpoint
    where name = any($1::text[]) order by name for update skip locked)
  select there.name, locked.commit_position as commit, locked.prepare_position as prepare
  from projection_checkpoint as there left join locked on locked.name = there.name
  where there.name = any($1::text[])`;
const LOCK_PATIENTLY = `select name, commit_position as commit, prepare_position as prepare
  from projection_checkpoint where name = any($1::text[]) order by name for update`;

interface LockedRow {
  readonly name: string;
  /** null: another session holds the checkpoint at the moment. */
  readonly commit: bigint | null;
  readonly prepare: bigint | null;
}

/**
 * Locks checkpoints for the rest of the transaction: any other transaction that moves one waits. A writer does so before
 * it touches any table. So a swap that holds the lock knows that nothing is half written.
 *
 * Does not wait for a checkpoint that another session holds: its place is `held`. Names without a checkpoint are left out.
 * @throws {Fault} the database is away
 */
export async function lockCheckpoints(
  transaction: Kysely<Tables>,
  names: readonly string[],
): Promise<ReadonlyMap<string, Position | 'held'>> {
  const rows = await run<LockedRow>(transaction, LOCK, names);
  return new Map(rows.map(row => [row.name, placeOf(row) ?? 'held']));
}

/** The same for one, but waits until it is free. Returns undefined when there is none. @throws {Fault} */
export async function lockCheckpoint(
  transaction: Kysely<Tables>,
  name: string,
): Promise<Position | undefined> {
  const [row] = await run<LockedRow>(transaction, LOCK_PATIENTLY, [name]);
  return row && placeOf(row);
}

const placeOf = ({ commit, prepare }: LockedRow): Position | undefined =>
  commit === null || prepare === null ? undefined : { commit, prepare };

const PLACE = {
  name: 'text',
  commitPosition: 'bigint',
  preparePosition: 'bigint',
  updatedAt: 'timestamptz',
} as const;
const MARK = {
  eventId: 'uuid',
  eventStream: 'text',
  eventRevision: 'bigint',
  eventCommitPosition: 'bigint',
  eventPreparePosition: 'bigint',
  eventRecordedAt: 'timestamptz',
} as const;
const FROM = { fromCommit: 'bigint', fromPrepare: 'bigint' } as const;

const BEGIN = `${insertInto('projection_checkpoint', { ...PLACE, ...MARK })} on conflict do nothing`;
// Without a new mark the old one stays.
const MARK_VALUES = Object.keys(MARK).map(name => `coalesce(given."${name}", moved.${snakeCase(name)})`);
const MOVE = `update projection_checkpoint as moved
  set (${columnList({ ...PLACE, ...MARK })}) = row(${valueList(PLACE)}, ${MARK_VALUES.join(', ')})
  from ${rowsOf({ ...PLACE, ...MARK, ...FROM }, 1)}
  where moved.name = given.name and moved.commit_position = given."fromCommit"
    and moved.prepare_position = given."fromPrepare"`;

/**
 * Moves checkpoints. @throws {Fault} when one of them is somewhere else: another writer has moved it, and this transaction
 * must not count.
 */
export async function moveCheckpoints(
  transaction: Kysely<Tables>,
  moves: readonly CheckpointMove[],
  updatedAt: Date,
): Promise<void> {
  for (const { name, from, to } of moves)
    invariant(
      from === undefined || comparePositions(from, to) < 0,
      `The checkpoint of ${name} would move back`,
    );
  const rows = moves.map(move => ({ isNew: move.from === undefined, row: rowOf(move, updatedAt) }));
  await moveAll(
    transaction,
    BEGIN,
    rows.flatMap(({ isNew, row }) => (isNew ? [row] : [])),
  );
  await moveAll(
    transaction,
    MOVE,
    rows.flatMap(({ isNew, row }) => (isNew ? [] : [row])),
  );
}

async function moveAll(
  transaction: Kysely<Tables>,
  statement: string,
  rows: { name: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  const moved = await runCounted(transaction, statement, asJson(rows));
  if (moved === BigInt(rows.length)) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new Fault('database', `The checkpoint of ${names} was moved by somebody else`);
}

const rowOf = ({ name, from, to, mark }: CheckpointMove, updatedAt: Date) => ({
  name,
  commitPosition: to.commit,
  preparePosition: to.prepare,
  updatedAt,
  eventId: mark?.eventId,
  eventStream: mark?.streamId,
  eventRevision: mark?.revision,
  eventCommitPosition: mark?.position.commit,
  eventPreparePosition: mark?.position.prepare,
  eventRecordedAt: mark?.recordedAt,
  fromCommit: from?.commit,
  fromPrepare: from?.prepare,
});
