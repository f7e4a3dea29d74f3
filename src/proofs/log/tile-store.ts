import type { LogMark, Position } from '../../event-store/event-store';
import type { Tile, TilePlace } from '../merkle/tiles';

/** How far the log has come in the event store. */
export interface LogProgress {
  /** The last event that was looked at, of a stream of ours; undefined: none. */
  readonly mark: LogMark | undefined;
}

/** A tile, and where its entries begin in the event store. */
export interface PlacedTile extends Tile {
  /** Of the event whose entry is the first one, in `$all`; undefined above level 0. */
  readonly firstPosition: Position | undefined;
}

/** What the writer of before has left. */
export interface StoredLog extends LogProgress {
  /** The incomplete tiles. */
  readonly edge: readonly PlacedTile[];
}

/** The tile store does not have the tile, or not as much of it as is needed. It is a cache: the writer makes it again. */
export class MissingTile extends Error {
  override name = 'MissingTile';
  constructor({ level, index }: TilePlace) {
    super(`The tile ${level}/${index} is not stored`);
  }
}

/** Where the entries of a tile of level 0 begin. */
export interface EntryPlace {
  /** Of the tile. */
  readonly index: number;
  readonly firstPosition: Position;
}

/** Reads tiles. Nothing that it gives is proved. Every method @throws {Fault} */
export interface TileReader {
  /** @throws {MissingTile} */
  readTile(place: TilePlace): Promise<readonly Buffer[]>;
  /** The last tile of level 0 that begins at or before a position; undefined: there is none. */
  findPlaceBefore(position: Position): Promise<EntryPlace | undefined>;
  /** The tile of level 0 with this index. @throws {MissingTile} */
  readPlace(index: number): Promise<EntryPlace>;
}

/** The store for as long as one writer has it. Every method @throws {Fault} */
export interface TileSession extends Pick<TileReader, 'readTile'> {
  /** False where another process is the writer. */
  tryLock(): Promise<boolean>;
  /** Nothing where an earlier version has left tiles without positions: they are made again. */
  load(): Promise<StoredLog>;
  /** All of it or nothing. A tile takes the place of its shorter self. */
  save(tiles: readonly PlacedTile[], progress: LogProgress): Promise<void>;
  /** The last checkpoint that was signed over this store; undefined: none. */
  readSigned(): Promise<string | undefined>;
  /** On disk when this returns. */
  saveSigned(checkpoint: string): Promise<void>;
  /** Forgets the tiles and the progress. What was signed stays. */
  clear(): Promise<void>;
}

/** Where the tiles are kept: a cache that is made again from the event store. */
export abstract class TileStore {
  /** Runs the work on a session; `lost` is aborted when the store is away. @throws {Fault} */
  abstract inSession(work: (session: TileSession, lost: AbortSignal) => Promise<void>): Promise<void>;
}
