import { sql } from 'kysely';
import type { Position } from '../../event-store/event-store';
import type { Database } from '../../projections/schema';
import { MissingTile, type EntryPlace, type TileReader } from '../../proofs/log/tile-store';
import type { TilePlace } from '../../proofs/merkle/tiles';
import { makeTables, positionOf, readTileHashes, type PlaceRow } from './tile-rows';

/** Reads the tiles that some process writes. */
export class PostgresTileReader implements TileReader {
  private tables: Promise<void> | undefined;

  constructor(private readonly database: Database) {}

  async readTile(place: TilePlace): Promise<readonly Buffer[]> {
    await this.requireTables();
    return readTileHashes(this.database, place);
  }

  async findPlaceBefore({ commit, prepare }: Position): Promise<EntryPlace | undefined> {
    await this.requireTables();
    const { rows } = await sql<PlaceRow>`
      select index, first_commit, first_prepare from proof_log.tile
      where level = 0 and (first_commit, first_prepare) <= (${commit}::numeric, ${prepare}::numeric)
      order by first_commit desc, first_prepare desc limit 1`.execute(this.database);
    return rows[0] && placeOf(rows[0]);
  }

  async readPlace(index: number): Promise<EntryPlace> {
    await this.requireTables();
    const { rows } = await sql<PlaceRow>`
      select index, first_commit, first_prepare from proof_log.tile
      where level = 0 and index = ${index}`.execute(this.database);
    const place = rows[0] && placeOf(rows[0]);
    if (!place) throw new MissingTile({ level: 0, index });
    return place;
  }

  /** This process may come before the writer. What failed is tried again. */
  private requireTables(): Promise<void> {
    this.tables ??= makeTables(this.database).catch((error: unknown) => {
      this.tables = undefined;
      throw error;
    });
    return this.tables;
  }
}

function placeOf(row: PlaceRow): EntryPlace | undefined {
  const firstPosition = positionOf(row);
  return firstPosition && { index: Number(row.index), firstPosition };
}
