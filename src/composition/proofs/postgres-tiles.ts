import { sql } from 'kysely';
import type { LogMark } from '../../event-store/event-store';
import { tryWriterLock } from '../../projections/engine/checkpoints';
import { onDedicatedConnection } from '../../projections/engine/database';
import type { Database } from '../../projections/schema';
import type { LogProgress, PlacedTile, StoredLog, TileSession, TileStore } from '../../proofs/log/tile-store';
import { HASH_BYTES } from '../../proofs/merkle/hashing';
import { TILE_WIDTH, type TilePlace } from '../../proofs/merkle/tiles';
import { makeTables, readTileHashes, tileOf, type TileRow } from './tile-rows';

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

class PostgresTileSession implements TileSession {
  constructor(private readonly connection: Database) {}

  tryLock(): Promise<boolean> {
    return tryWriterLock(this.connection, LOCK);
  }

  async load(): Promise<StoredLog> {
    if (await this.hasTileWithoutPosition()) await this.clear();
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

  async save(tiles: readonly PlacedTile[], { mark }: LogProgress): Promise<void> {
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

  readTile(place: TilePlace): Promise<readonly Buffer[]> {
    return readTileHashes(this.connection, place);
  }

  /** An earlier version kept no positions. */
  private async hasTileWithoutPosition(): Promise<boolean> {
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from proof_log.tile where level = 0 and first_commit is null) as found`.execute(
      this.connection,
    );
    return rows[0]?.found ?? false;
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

const saveTile = (transaction: Database, { level, index, hashes, firstPosition }: PlacedTile) =>
  sql`
    insert into proof_log.tile (level, index, hashes, first_commit, first_prepare)
    values (${level}, ${index}, ${Buffer.concat(hashes)}, ${firstPosition?.commit ?? null}, ${firstPosition?.prepare ?? null})
    on conflict (level, index) do update set hashes = excluded.hashes,
      first_commit = excluded.first_commit, first_prepare = excluded.first_prepare`.execute(transaction);
