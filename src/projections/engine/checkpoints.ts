import { sql, type Kysely, type Selectable } from 'kysely';
import type { LogMark, Position } from '../../event-store/event-store';
import { BEGINNING } from './position';
import { PROJECTION_NAMES, type ProjectionName, type Tables } from '../schema';

/** How far a projection is; undefined before its first batch. Works inside a transaction and outside. */
export async function readCheckpoint(database: Kysely<Tables>, name: string): Promise<Position | undefined> {
  const row = await database
    .selectFrom('projectionCheckpoint')
    .select(['commitPosition', 'preparePosition'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row && { commit: row.commitPosition, prepare: row.preparePosition };
}

/** The position up to which a read model is complete. @throws {Fault} the database is away */
export async function positionOf(database: Kysely<Tables>, name: ProjectionName): Promise<Position> {
  return (await readCheckpoint(database, name)) ?? BEGINNING;
}

/** A checkpoint as it is stored. */
export interface Checkpoint {
  readonly position: Position;
  /** The last event that the projection has applied; undefined where it has applied none. */
  readonly mark: LogMark | undefined;
}

/** The checkpoints of these projections; those that have none are left out. @throws {Fault} the database is away */
export async function readCheckpoints(
  database: Kysely<Tables>,
  names: readonly string[],
): Promise<ReadonlyMap<string, Checkpoint>> {
  const rows = await database
    .selectFrom('projectionCheckpoint')
    .selectAll()
    .where('name', 'in', names)
    .execute();
  return new Map(
    rows.map(row => {
      const position = { commit: row.commitPosition, prepare: row.preparePosition };
      return [row.name, { position, mark: markOfRow(row) }];
    }),
  );
}

function markOfRow(row: Selectable<Tables['projectionCheckpoint']>): LogMark | undefined {
  if (!row.eventId) return undefined;
  return {
    eventId: row.eventId,
    streamId: row.eventStream!,
    revision: row.eventRevision!,
    position: { commit: row.eventCommitPosition!, prepare: row.eventPreparePosition! },
    recordedAt: row.eventRecordedAt!,
  };
}

/** The position of every read model, in one statement. @throws {Fault} the database is away */
export async function positionsOf(database: Kysely<Tables>): Promise<Record<ProjectionName, Position>> {
  const rows = await database
    .selectFrom('projectionCheckpoint')
    .select(['name', 'commitPosition as commit', 'preparePosition as prepare'])
    .execute();
  const placeOf = (name: ProjectionName): Position => {
    const row = rows.find(each => each.name === name);
    return row ? { commit: row.commit, prepare: row.prepare } : BEGINNING;
  };
  const places = PROJECTION_NAMES.map(name => [name, placeOf(name)]);
  return Object.fromEntries(places) as Record<ProjectionName, Position>;
}

/** Separates our advisory locks from others in the same database ("HOLD"). */
const LOCK_CLASS = 0x484f4c44;

/** Takes the writer's lock for as long as this connection lives; false where another session has it. */
export async function tryWriterLock(connection: Kysely<Tables>, name: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(${sql.lit(LOCK_CLASS)}, hashtext(${name})) as locked`.execute(connection);
  return rows[0]?.locked ?? false;
}
