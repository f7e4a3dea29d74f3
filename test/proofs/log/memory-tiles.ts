import { TILE_WIDTH, type Tile, type TilePlace } from '../../../src/proofs/merkle/tiles';
import type { LogProgress, StoredLog, TileSession, TileStore } from '../../../src/proofs/log/tile-store';

/** Tiles in memory, for one writer at a time. */
export class MemoryTiles implements TileStore, TileSession {
  readonly tiles = new Map<string, Tile>();
  signed: string | undefined;
  private mark: LogProgress['mark'];
  private isLocked = false;

  async inSession(work: (session: TileSession, lost: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await work(this, new AbortController().signal);
    } finally {
      this.isLocked = false;
    }
  }

  tryLock(): Promise<boolean> {
    const isFree = !this.isLocked;
    this.isLocked = true;
    return Promise.resolve(isFree);
  }

  load(): Promise<StoredLog> {
    const edge = [...this.tiles.values()].filter(({ hashes }) => hashes.length < TILE_WIDTH);
    return Promise.resolve({ edge, mark: this.mark });
  }

  readSigned(): Promise<string | undefined> {
    return Promise.resolve(this.signed);
  }

  save(tiles: readonly Tile[], { mark }: LogProgress): Promise<void> {
    for (const tile of tiles) {
      this.tiles.set(`${tile.level}/${tile.index}`, tile);
    }
    this.mark = mark;
    return Promise.resolve();
  }

  saveSigned(checkpoint: string): Promise<void> {
    this.signed = checkpoint;
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.tiles.clear();
    this.mark = undefined;
    return Promise.resolve();
  }

  readTile(place: TilePlace): Promise<readonly Buffer[]> {
    const tile = this.tiles.get(`${place.level}/${place.index}`);
    return tile ? Promise.resolve(tile.hashes) : Promise.reject(new RangeError('There is no such tile'));
  }
}
