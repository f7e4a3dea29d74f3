import { comparePositions, type Position } from '../../../src/event-store/event-store';
import { TILE_WIDTH, type TilePlace } from '../../../src/proofs/merkle/tiles';
import {
  MissingTile,
  type EntryPlace,
  type LogProgress,
  type PlacedTile,
  type StoredLog,
  type TileReader,
  type TileSession,
  type TileStore,
} from '../../../src/proofs/log/tile-store';

/** Tiles in memory, for one writer at a time. */
export class MemoryTiles implements TileStore, TileSession, TileReader {
  readonly tiles = new Map<string, PlacedTile>();
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

  save(tiles: readonly PlacedTile[], { mark }: LogProgress): Promise<void> {
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
    return tile ? Promise.resolve(tile.hashes) : Promise.reject(new MissingTile(place));
  }

  findPlaceBefore(position: Position): Promise<EntryPlace | undefined> {
    const begun = this.places().filter(place => comparePositions(place.firstPosition, position) <= 0);
    return Promise.resolve(begun.at(-1));
  }

  readPlace(index: number): Promise<EntryPlace> {
    const place = this.places().find(each => each.index === index);
    return place ? Promise.resolve(place) : Promise.reject(new MissingTile({ level: 0, index }));
  }

  private places(): EntryPlace[] {
    return [...this.tiles.values()]
      .flatMap(({ index, firstPosition }) => (firstPosition ? [{ index, firstPosition }] : []))
      .sort((left, right) => left.index - right.index);
  }
}
