import { comparePositions, type Position } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import { formatEntry, isTechnical } from '../formats/entry';
import type { EntryPlace, TileReader } from '../log/tile-store';
import { TILE_WIDTH } from '../merkle/tiles';
import { ProofFault } from './proof-fault';

/** An entry, and where its event stands in `$all`. */
export interface PlacedEntry {
  /** In the tree. */
  readonly index: number;
  /** Of the event. */
  readonly id: string;
  readonly position: Position;
  readonly entry: Buffer;
}

export interface EntryReaderParts {
  readonly bytes: Pick<LogBytes, 'readBytesFrom'>;
  readonly tiles: Pick<TileReader, 'findPlaceBefore' | 'readPlace'>;
}

/** Finds entries in the event store by the positions at which the tiles begin. Nothing that it gives is proved. */
export class EntryReader {
  constructor(private readonly parts: EntryReaderParts) {}

  /**
   * The first entries under a tile of level 0; fewer than `width` where there are no more.
   * @throws {MissingTile} @throws {ProofFault} the tile does not begin there @throws {Fault} a store is away
   */
  async readUnder(tile: number, width = TILE_WIDTH): Promise<PlacedEntry[]> {
    return this.readFrom(await this.parts.tiles.readPlace(tile), width);
  }

  /**
   * The entries under the tile in which the event at this position has its entry; undefined: no tile begins before it.
   * @throws {ProofFault} the tile does not begin there @throws {Fault} a store is away
   */
  async readAround(position: Position): Promise<PlacedEntry[] | undefined> {
    const place = await this.parts.tiles.findPlaceBefore(position);
    return place && this.readFrom(place, TILE_WIDTH);
  }

  /**
   * The index of the entry of the event at this position; undefined: it has none, or the tiles do not reach so far.
   * @throws {ProofFault} the tile does not begin there @throws {Fault} a store is away
   */
  async findIndex(position: Position): Promise<number | undefined> {
    const entries = await this.readAround(position);
    return entries?.find(each => comparePositions(each.position, position) === 0)?.index;
  }

  private async readFrom({ index, firstPosition }: EntryPlace, width: number): Promise<PlacedEntry[]> {
    const entries: PlacedEntry[] = [];
    for await (const event of this.parts.bytes.readBytesFrom(firstPosition)) {
      if (!isTechnical(event)) {
        const { id, position } = event;
        const entry = formatEntry(event);
        entries.push({ index: index * TILE_WIDTH + entries.length, id, position, entry });
      }
      if (entries.length >= width) break;
    }
    const [first] = entries;
    if (!first || comparePositions(first.position, firstPosition) !== 0)
      throw new ProofFault('PROOF_ENTRIES_DIFFER', `The event store has no entry where tile ${index} begins`);
    return entries;
  }
}
