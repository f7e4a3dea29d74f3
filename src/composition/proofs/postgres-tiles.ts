import { sql } from 'kysely';
import type { LogMark } from '../../event-store/event-store';
import { tryWriterLock } from '../../projections/engine/checkpoints';
import { onDedicatedConnection } from '../../projections/engine/database';
import type { Database } from '../../projections/schema';
import type { LogProgress, StoredLog, TileSession, TileStore } from '../../proofs/log/tile-store';
import { HASH_BYTES } from '../../proofs/merkle/hashing';
import { TILE_WIDTH, type Tile, type TilePlace } from '../../proofs/merkle/tiles';

/** Of all processes, the one that holds this lock writes the proof log. */
const LOCK = 'proof log';

/** Tiles in a schema of PostgreSQL of their own. No read model knows them. */
export class PostgresTiles implements TileStore {
  constructor(private readonly databaseUrl: string) {}

  inSession(work: (session: TileSession, lost: AbortSignal) => Promise<void>): Promise<void> {
    return onDedicatedConnection({ url: this.databaseUrl }, async (connection, lost) => {
      await makeTables(connection);
      await work(new PostgresTileSession(connection), lost);
    });
  }
}

interface TileRow {
  readonly level: number;
  readonly index: bigint;
  readonly hashes: Buffer;
}

class PostgresTileSession implements TileSession {
  constructor(private readonly connection: Database) {}

  tryLock(): Promise<boolean> {
    return tryWriterLock(this.connection, LOCK);
  }

  async load(): Promise<StoredLog> {
    const { rows } = await sql<TileRow>`
      select * from proof_log.tile where length(hashes) < ${sql.lit(TILE_WIDTH * HASH_BYTES)}`.execute(
      this.connection,
    );
    const progress = await this.progress();
    return { edge: rows.map(tileOf), mark: progress && markOf(progress) };
  }

  async readSigned(): Promise<string | undefined> {
    return (await this.progress())?.signed ?? undefined;
  }

  async save(tiles: readonly Tile[], { mark }: LogProgress): Promise<void> {
    await this.connection.transaction().execute(async transaction => {
      for (const tile of tiles) await saveTile(transaction, tile);
      await sql`
        update proof_log.progress set event_id = ${mark?.eventId ?? null}, stream = ${mark?.streamId ?? null},
          revision = ${mark?.revision ?? null}, commit = ${mark?.position.commit ?? null},
          prepare = ${mark?.position.prepare ?? null}, recorded_at = ${mark?.recordedAt ?? null}`.execute(
        transaction,
      );
    });
  }

  async saveSigned(checkpoint: string): Promise<void> {
    await sql`update proof_log.progress set signed = ${checkpoint}`.execute(this.connection);
  }

  async clear(): Promise<void> {
    await this.connection.transaction().execute(async transaction => {
      await sql`delete from proof_log.tile`.execute(transaction);
      await sql`update proof_log.progress set event_id = null`.execute(transaction);
    });
  }

  async readTile(place: TilePlace): Promise<readonly Buffer[]> {
    const tile = await findTile(this.connection, place);
    if (!tile) throw new RangeError(`There is no tile ${place.level}/${place.index}`);
    return tile.hashes;
  }

  private async progress(): Promise<ProgressRow | undefined> {
    const { rows } = await sql<ProgressRow>`select * from proof_log.progress`.execute(this.connection);
    return rows[0];
  }
}

interface ProgressRow {
  readonly eventId: string | null;
  readonly stream: string;
  readonly revision: bigint;
  readonly commit: bigint;
  readonly prepare: bigint;
  readonly recordedAt: Date;
  readonly signed: string | null;
}

function markOf({
  eventId,
  stream,
  revision,
  commit,
  prepare,
  recordedAt,
}: ProgressRow): LogMark | undefined {
  if (eventId === null) return undefined;
  return { eventId, streamId: stream, revision, position: { commit, prepare }, recordedAt };
}

async function findTile(database: Database, { level, index }: TilePlace): Promise<Tile | undefined> {
  const { rows } = await sql<TileRow>`
    select * from proof_log.tile where level = ${level} and index = ${index}`.execute(database);
  return rows[0] && tileOf(rows[0]);
}

function tileOf({ level, index, hashes }: TileRow): Tile {
  const at = (number: number) => hashes.subarray(number * HASH_BYTES, (number + 1) * HASH_BYTES);
  return {
    level,
    index: Number(index),
    hashes: Array.from({ length: hashes.length / HASH_BYTES }, (_, number) => at(number)),
  };
}

const saveTile = (transaction: Database, { level, index, hashes }: Tile) =>
  sql`
    insert into proof_log.tile (level, index, hashes) values (${level}, ${index}, ${Buffer.concat(hashes)})
    on conflict (level, index) do update set hashes = excluded.hashes`.execute(transaction);

/** Two processes may come here at once. */
async function makeTables(database: Database): Promise<void> {
  await database.transaction().execute(async transaction => {
    await sql`select pg_advisory_xact_lock(hashtext('proof log tables'))`.execute(transaction);
    await sql`create schema if not exists proof_log`.execute(transaction);
    await sql`create table if not exists proof_log.tile (
      level int not null, index bigint not null, hashes bytea not null, primary key (level, index))`.execute(
      transaction,
    );
    await sql`create table if not exists proof_log.progress (
      id int primary key default 1 check (id = 1), event_id text, stream text, revision numeric(20),
      commit numeric(20), prepare numeric(20), recorded_at timestamptz, signed text)`.execute(transaction);
    await sql`insert into proof_log.progress default values on conflict do nothing`.execute(transaction);
  });
}
