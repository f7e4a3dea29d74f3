import type { EventStore, LogMark } from '../../event-store/event-store';
import type { LogBytes, RecordedBytes } from '../../event-store/log/log-bytes';
import { containsMark } from '../../event-store/log/log-mark';
import { formatEntry, isTechnical } from '../formats/entry';
import { hashLeaf } from '../merkle/hashing';
import { rootOf } from '../merkle/make-proofs';
import { TileTree } from '../merkle/tile-tree';
import { nodesFromTiles } from '../merkle/tiles';
import type { TileSession } from './tile-store';

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
  }

  async beginAgain(): Promise<void> {
    await this.parts.session.clear();
    this.tree = new TileTree();
    this.mark = undefined;
    this.unsaved = 0;
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
    if (!isTechnical(event)) this.tree.append(hashLeaf(formatEntry(event)));
    const { id: eventId, streamId, revision, position, recordedAt } = event;
    // The store may take its own events away, so they prove nothing.
    if (streamId.startsWith('$')) return;
    this.mark = { eventId, streamId, revision, position, recordedAt };
    this.unsaved += 1;
  }

  private async save(): Promise<void> {
    const tiles = [...this.tree.takeFullTiles(), ...this.tree.edgeTiles()];
    await this.parts.session.save(tiles, { mark: this.mark });
    this.unsaved = 0;
  }
}
