import type { EventStore, LogMark, Position } from '../../event-store/event-store';
import type { LogBytes, RecordedBytes } from '../../event-store/log/log-bytes';
import { containsMark } from '../../event-store/log/log-mark';
import { invariant } from '../../shared/invariant';
import { hashEntry, isTechnical } from '../formats/entry';
import { rootOf } from '../merkle/make-proofs';
import { TileTree } from '../merkle/tile-tree';
import { nodesFromTiles, TILE_WIDTH, type Tile } from '../merkle/tiles';
import type { PlacedTile, TileSession } from './tile-store';

export interface LogWriterParts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly bytes: LogBytes;
  readonly session: TileSession;
}

/** Events that one transaction of the tile store takes at most. */
const BATCH = 2_000;

/** Takes the events of the log into the tree and keeps its tiles. */
export class LogWriter {
  private tree = new TileTree();
  private mark: LogMark | undefined;
  private unsaved = 0;
  /** Where the tiles of level 0 begin that are not saved yet, or not complete. */
  private readonly firstPositions = new Map<number, Position>();

  constructor(private readonly parts: LogWriterParts) {}

  get size(): number {
    return this.tree.size;
  }

  get root(): Buffer {
    return this.tree.root();
  }

  /** Goes on where the writer of before left off; from nothing where the event store does not hold its last event. */
  async resume(): Promise<void> {
    const { session, store } = this.parts;
    const { edge, mark } = await session.load();
    if (mark && !(await containsMark(store, mark))) return this.beginAgain();
    this.tree = new TileTree(edge);
    this.mark = mark;
    for (const { level, index, firstPosition } of edge)
      if (level === 0 && firstPosition) this.firstPositions.set(index, firstPosition);
  }

  async beginAgain(): Promise<void> {
    await this.parts.session.clear();
    this.tree = new TileTree();
    this.mark = undefined;
    this.unsaved = 0;
    this.firstPositions.clear();
  }

  /** Takes every event to the present end of the log, or until the signal. */
  async readOn(ending: AbortSignal): Promise<void> {
    for await (const event of this.parts.bytes.readAllBytes(this.mark?.position)) {
      if (ending.aborted) break;
      this.take(event);
      if (this.unsaved >= BATCH) await this.save();
    }
    if (this.unsaved > 0) await this.save();
  }

  /** The root at an earlier size, from the tiles. */
  rootAt(size: number): Promise<Buffer> {
    return rootOf(
      nodesFromTiles(place => this.parts.session.readTile(place)),
      size,
    );
  }

  private take(event: RecordedBytes): void {
    if (!isTechnical(event)) this.append(event);
    const { id: eventId, streamId, revision, position, recordedAt } = event;
    // The store may take its own events away, so they prove nothing.
    if (streamId.startsWith('$')) return;
    this.mark = { eventId, streamId, revision, position, recordedAt };
    this.unsaved += 1;
  }

  private append(event: RecordedBytes): void {
    const { size } = this.tree;
    if (size % TILE_WIDTH === 0) this.firstPositions.set(size / TILE_WIDTH, event.position);
    this.tree.append(hashEntry(event));
  }

  private async save(): Promise<void> {
    const full = this.tree.takeFullTiles().map(tile => this.placed(tile));
    const edge = this.tree.edgeTiles().map(tile => this.placed(tile));
    await this.parts.session.save([...full, ...edge], { mark: this.mark });
    for (const { level, index } of full) if (level === 0) this.firstPositions.delete(index);
    this.unsaved = 0;
  }

  private placed(tile: Tile): PlacedTile {
    const firstPosition = tile.level === 0 ? this.firstPositions.get(tile.index) : undefined;
    invariant(tile.level > 0 || firstPosition, 'A tile of entries without a position');
    return { ...tile, firstPosition };
  }
}
