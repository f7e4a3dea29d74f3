import { sql } from 'kysely';
import type { Position } from '../../event-store/event-store';
import type { Database } from '../../projections/schema';
import { MissingTile, type PlacedTile } from '../../proofs/log/tile-store';
import { HASH_BYTES } from '../../proofs/merkle/hashing';
import type { TilePlace } from '../../proofs/merkle/tiles';

/** Where the first entry of a tile stands in `$all`; null above level 0. */
export interface PlaceRow {
  readonly index: bigint;
  readonly firstCommit: bigint | null;
  readonly firstPrepare: bigint | null;
}

export interface TileRow extends PlaceRow {
  readonly level: number;
  readonly hashes: Buffer;
}

export const positionOf = ({ firstCommit, firstPrepare }: PlaceRow): Position | undefined =>
  firstCommit === null || firstPrepare === null ? undefined : { commit: firstCommit, prepare: firstPrepare };

export const tileOf = (row: TileRow): PlacedTile => ({
  level: row.level,
  index: Number(row.index),
  hashes: hashesOf(row.hashes),
  firstPosition: positionOf(row),
});

const hashesOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );

/** @throws {MissingTile} @throws {Fault} */
export async function readTileHashes(database: Database, place: TilePlace): Promise<readonly Buffer[]> {
  const { rows } = await sql<TileRow>`
    select * from proof_log.tile where level = ${place.level} and index = ${place.index}`.execute(database);
  if (!rows[0]) throw new MissingTile(place);
  return tileOf(rows[0]).hashes;
}

/** Two processes may come here at once. A table of an earlier version gets the columns that it lacks. */
export async function makeTables(database: Database): Promise<void> {
  await database.transaction().execute(async transaction => {
    await sql`select pg_advisory_xact_lock(hashtext('proof log tables'))`.execute(transaction);
    await sql`create schema if not exists proof_log`.execute(transaction);
    await sql`create table if not exists proof_log.tile (
      level int not null, index bigint not null, hashes bytea not null, primary key (level, index))`.execute(
      transaction,
    );
    await sql`alter table proof_log.tile add column if not exists first_commit numeric(20),
      add column if not exists first_prepare numeric(20)`.execute(transaction);
    await sql`create index if not exists tile_by_position on proof_log.tile (first_commit, first_prepare)
      where level = 0`.execute(transaction);
    await sql`create table if not exists proof_log.progress (
      id int primary key default 1 check (id = 1), event_id text, stream text, revision numeric(20),
      commit numeric(20), prepare numeric(20), recorded_at timestamptz, signed text)`.execute(transaction);
    await sql`insert into proof_log.progress default values on conflict do nothing`.execute(transaction);
  });
}
