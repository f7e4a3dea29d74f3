import type { LogMark } from '../../event-store/event-store';
import type { Tile, TilePlace } from '../merkle/tiles';

/** How far the log has come in the event store. */
export interface LogProgress {
  /** The last event that was looked at, of a stream of ours; undefined: none. */
  readonly mark: LogMark | undefined;
}

/** What the writer of before has left. */
export interface StoredLog extends LogProgress {
  /** The incomplete tiles. */
  readonly edge: readonly Tile[];
}

/** The store for as long as one writer has it. Every method @throws {Fault} */
export interface TileSession {
  /** False where another process is the writer. */
  tryLock(): Promise<boolean>;
  load(): Promise<StoredLog>;
  /** All of it or nothing. A tile takes the place of its shorter self. */
  save(tiles: readonly Tile[], progress: LogProgress): Promise<void>;
  /** The last checkpoint that was signed over this store; undefined: none. */
  readSigned(): Promise<string | undefined>;
  /** On disk when this returns. */
  saveSigned(checkpoint: string): Promise<void>;
  /** Forgets the tiles and the progress. What was signed stays. */
  clear(): Promise<void>;
  readTile(place: TilePlace): Promise<readonly Buffer[]>;
}

/** Where the tiles are kept: a cache that is made again from the event store. */
export abstract class TileStore {
  /** Runs the work on a session; `lost` is aborted when the store is away. @throws {Fault} */
  abstract inSession(work: (session: TileSession, lost: AbortSignal) => Promise<void>): Promise<void>;
}
