import { sql } from 'kysely';
import { comparePositions, type EventStore, type Position } from '../../event-store/event-store';
import { DamagedLog } from '../../event-store/eventstoredb/damaged-log';
import { containsMark } from '../../event-store/log/log-mark';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { ok, refuse, type Result } from '../../shared/result';
import { readCheckpoint, readCheckpoints, tryWriterLock } from '../engine/checkpoints';
import { onDedicatedConnection } from '../engine/database';
import { makeTables } from '../migrations/migrate';
import { PROJECTIONS } from '../read-models';
import type { Database, ProjectionName } from '../schema';
import { build, type Building } from './build';
import { rebuildSchemasOf, type RebuildSchemas } from './rebuild-schemas';
import { swap, type SwapOutcome } from './swap';

export interface RebuildParts {
  readonly eventStore: Pick<EventStore, 'subscribe' | 'readStream'>;
  /** `postgres://…` */
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Told how many events more are applied. */
  readonly onProgress?: (events: number) => void;
  /** Swap even where the two differ: for a live one that is known to be wrong. */
  readonly acceptDifferences?: boolean;
  /** Gives up; the live read model stays as it is. */
  readonly signal?: AbortSignal;
}

/**
 * `NOTHING_YET`: the read model has not been built even once.
 * `OLD_KEPT`: the one before the last rebuild is still there. Drop it first.
 * `BUSY`: another process rebuilds it.
 * `FOREIGN_LOG`: the event store holds another log than the read model was built from. The service begins it again.
 */
export type RebuildRefusal = 'NOTHING_YET' | 'OLD_KEPT' | 'BUSY' | 'FOREIGN_LOG';

const ATTEMPTS = 10;
const PAUSE_MS = 500;
/** Rounds in which the new one runs after the live one before it is held still. */
const ROUNDS = 5;
const NEVER = new AbortController().signal;

/**
 * Builds a read model beside the live one, which goes on meanwhile. It compares the two at one position and exchanges
 * them. The one that was live is kept until `dropOld`. A rebuild that ends early leaves the live one whole, and can
 * begin again.
 * @throws {Fault} when the database is away.
 * @throws {DamagedLog} when the event store's data is damaged.
 * @throws {Bug} when an event cannot be applied.
 */
export function rebuild(
  name: ProjectionName,
  parts: RebuildParts,
): Promise<Result<SwapOutcome, RebuildRefusal>> {
  const places = rebuildSchemasOf(name);
  const address = { url: parts.databaseUrl, searchPath: places.searchPath, patient: true };
  return onDedicatedConnection(address, async (connection, lost) => {
    // Held by this very connection: a rebuild that was killed leaves none behind.
    if (!(await tryWriterLock(connection, `rebuild ${name}`))) return refuse('BUSY');
    if (!(await readCheckpoint(connection, name))) return refuse('NOTHING_YET');
    if (await exists(connection, places.old)) return refuse('OLD_KEPT');
    const mark = (await readCheckpoints(connection, [name])).get(name)?.mark;
    if (mark && !(await containsMark(parts.eventStore, mark))) return refuse('FOREIGN_LOG');
    await begin(connection, name, places);
    const building: Building = {
      eventStore: parts.eventStore,
      projection: { ...PROJECTIONS[name], name: places.nextName },
      clock: parts.clock,
      signal: AbortSignal.any([lost, parts.signal ?? NEVER]),
      onProgress: parts.onProgress ?? (() => undefined),
    };
    await catchUpWithLive(connection, name, building);
    return ok(await swapWithRetry(connection, name, places, building, parts));
  });
}

/** Drops what the last rebuild replaced. False where there is none. @throws {Fault} */
export async function dropOld(database: Database, name: ProjectionName): Promise<boolean> {
  const { old } = rebuildSchemasOf(name);
  if (!(await exists(database, old))) return false;
  await sql`drop schema ${sql.id(old)} cascade`.execute(database);
  return true;
}

async function exists(database: Database, schemaName: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${schemaName}`.execute(database);
  return rows.length > 0;
}

/** From nothing: what an earlier rebuild left unfinished is of no use. */
const begin = (
  connection: Database,
  name: ProjectionName,
  { next, nextName }: RebuildSchemas,
): Promise<void> =>
  connection.transaction().execute(async transaction => {
    await sql`drop schema if exists ${sql.id(next)} cascade`.execute(transaction);
    await transaction.deleteFrom('projectionCheckpoint').where('name', '=', nextName).execute();
    await transaction.deleteFrom('projectionStream').where('projection', '=', nextName).execute();
    await makeTables(transaction, name, next);
  });

/** Runs after the live one, which goes on meanwhile, until little is between them. */
async function catchUpWithLive(
  connection: Database,
  name: ProjectionName,
  building: Building,
): Promise<void> {
  let position: Position | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const live = await readCheckpoint(connection, name);
    if (!live || (position && comparePositions(position, live) >= 0)) return;
    await build(building, position, live, apply => connection.transaction().execute(apply));
    position = live;
  }
}

/** Readers may hold the live tables for a moment: then it is tried again. */
async function swapWithRetry(
  connection: Database,
  name: ProjectionName,
  places: RebuildSchemas,
  building: Building,
  { clock, acceptDifferences = false }: RebuildParts,
): Promise<SwapOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await swap(connection, name, places, building, acceptDifferences);
    } catch (error) {
      if (
        !(error instanceof Fault) ||
        error instanceof DamagedLog ||
        building.signal.aborted ||
        attempt === ATTEMPTS
      )
        throw error;
      await clock.wait(PAUSE_MS, building.signal);
    }
  }
}
