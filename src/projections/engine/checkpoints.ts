import { sql, type Kysely } from 'kysely';
import {
  comparePositions,
  type LogMark,
  type Position,
  type RecordedEvent,
} from '../../event-store/event-store';
import { Fault } from '../../shared/fault';
import { invariant } from '../../shared/invariant';
import { BEGINNING } from './position';
import { PROJECTION_NAMES, type ProjectionName, type Tables } from '../schema';

/** How far a projection is; undefined before its first batch. Works inside a transaction and outside. */
export async function readCheckpoint(database: Kysely<Tables>, name: string): Promise<Position | undefined> {
  const row = await database
    .selectFrom('projection_checkpoint')
    .select(['commit_position', 'prepare_position'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row && { commit: row.commit_position, prepare: row.prepare_position };
}

/**
 * Takes the checkpoint for the rest of the transaction: whoever else would move it waits. A writer does so before it
 * touches any table, so that a swap that has taken it knows that nothing is half written.
 */
export async function lockCheckpoint(
  transaction: Kysely<Tables>,
  name: string,
): Promise<Position | undefined> {
  const row = await transaction
    .selectFrom('projection_checkpoint')
    .select(['commit_position', 'prepare_position'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  return row && { commit: row.commit_position, prepare: row.prepare_position };
}

/** The position up to which a read model is complete. @throws {Fault} the database is away */
export async function positionOf(database: Kysely<Tables>, name: ProjectionName): Promise<Position> {
  return (await readCheckpoint(database, name)) ?? BEGINNING;
}

/** The last event that a projection has applied; undefined where it has applied none. */
export async function readMark(database: Kysely<Tables>, name: string): Promise<LogMark | undefined> {
  const row = await database
    .selectFrom('projection_checkpoint')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
  if (!row?.event_id) return undefined;
  return {
    eventId: row.event_id,
    streamId: row.event_stream!,
    revision: row.event_revision!,
    position: { commit: row.event_commit_position!, prepare: row.event_prepare_position! },
    recordedAt: row.event_recorded_at!,
  };
}

const markColumns = ({ eventId, streamId, revision, position, recordedAt }: LogMark) => ({
  event_id: eventId,
  event_stream: streamId,
  event_revision: revision,
  event_commit_position: position.commit,
  event_prepare_position: position.prepare,
  event_recorded_at: recordedAt,
});

/** The same of all read models, in one statement. @throws {Fault} the database is away */
export async function positionsOf(database: Kysely<Tables>): Promise<Record<ProjectionName, Position>> {
  const rows = await database
    .selectFrom('projection_checkpoint')
    .select(['name', 'commit_position as commit', 'prepare_position as prepare'])
    .execute();
  const placeOf = (name: ProjectionName): Position => {
    const row = rows.find(each => each.name === name);
    return row ? { commit: row.commit, prepare: row.prepare } : BEGINNING;
  };
  const places = PROJECTION_NAMES.map(name => [name, placeOf(name)]);
  return Object.fromEntries(places) as Record<ProjectionName, Position>;
}

/**
 * Moves the checkpoint from where this writer left it. `mark`: the last event applied since; undefined: none was.
 * @throws {Fault} it is somewhere else: somebody else has written, and this transaction must not count
 */
export async function moveCheckpoint(
  transaction: Kysely<Tables>,
  name: string,
  from: Position | undefined,
  to: Position,
  mark: LogMark | undefined,
  updatedAt: Date,
): Promise<void> {
  invariant(
    from === undefined || comparePositions(from, to) < 0,
    `The checkpoint of ${name} would move back`,
  );
  const place = {
    commit_position: to.commit,
    prepare_position: to.prepare,
    updated_at: updatedAt,
    ...(mark && markColumns(mark)),
  };
  const moved = from
    ? await transaction
        .updateTable('projection_checkpoint')
        .set(place)
        .where('name', '=', name)
        .where('commit_position', '=', from.commit)
        .where('prepare_position', '=', from.prepare)
        .executeTakeFirst()
    : await transaction
        .insertInto('projection_checkpoint')
        .values({ name, ...place })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst();
  const rows = 'numUpdatedRows' in moved ? moved.numUpdatedRows : moved.numInsertedOrUpdatedRows;
  if (rows !== 1n) throw new Fault('database', `The checkpoint of ${name} was moved by somebody else`);
}

/**
 * Checks that each event is the next one of its stream, and remembers how far each stream is.
 * @throws {Bug} a revision is missing or comes again: the read model would be wrong from there on
 */
export async function advanceStreams(
  transaction: Kysely<Tables>,
  projection: string,
  events: readonly RecordedEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const last = await lastRevisions(transaction, projection, new Set(events.map(event => event.streamId)));
  for (const { streamId, revision } of events) {
    const expected = (last.get(streamId) ?? -1n) + 1n;
    invariant(
      revision === expected,
      `Stream ${streamId} goes on with revision ${revision}, expected was ${expected}`,
    );
    last.set(streamId, revision);
  }
  await transaction
    .insertInto('projection_stream')
    .values([...last].map(([stream_id, revision]) => ({ projection, stream_id, revision })))
    .onConflict(conflict =>
      conflict
        .columns(['projection', 'stream_id'])
        .doUpdateSet(row => ({ revision: row.ref('excluded.revision') })),
    )
    .execute();
}

async function lastRevisions(
  transaction: Kysely<Tables>,
  projection: string,
  streams: ReadonlySet<string>,
): Promise<Map<string, bigint>> {
  const rows = await transaction
    .selectFrom('projection_stream')
    .select(['stream_id', 'revision'])
    .where('projection', '=', projection)
    .where('stream_id', 'in', [...streams])
    .execute();
  return new Map(rows.map(row => [row.stream_id, row.revision]));
}

/** Separates our advisory locks from others in the same database ("HOLD"). */
const LOCK_CLASS = 0x484f4c44;

/** Takes the writer's lock for as long as this connection lives; false where another session has it. */
export async function tryWriterLock(connection: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(${sql.lit(LOCK_CLASS)}, hashtext(${name})) as locked`.execute(connection);
  return rows[0]?.locked ?? false;
}
