import type { TreeHead } from '../formats/checkpoint';
import { MissingTile, type TileReader } from '../log/tile-store';
import { CompactRange } from '../merkle/compact-range';
import { TileTree } from '../merkle/tile-tree';
import { TILE_WIDTH, type ReadTile, type Tile, type TilePlace } from '../merkle/tiles';
import { ProofFault } from './proof-fault';

/**
 * Gives the tiles of a signed tree, and no hash that does not lead to its root. A complete tile is proved by its hash in the
 * tile above it. The incomplete tiles are proved together: the root follows from them alone.
 */
export class CheckedTiles {
  private readonly proved = new Map<string, Promise<readonly Buffer[]>>();
  private edge: Promise<readonly Tile[]> | undefined;

  constructor(
    private readonly head: Pick<TreeHead, 'size' | 'root'>,
    private readonly tiles: Pick<TileReader, 'readTile'>,
  ) {}

  /** How many hashes the signed tree has in this tile. */
  widthOf({ level, index }: TilePlace): number {
    const hashes = Math.floor(this.head.size / TILE_WIDTH ** level) - index * TILE_WIDTH;
    return Math.min(Math.max(hashes, 0), TILE_WIDTH);
  }

  /** @throws {ProofFault} a tile is missing or damaged @throws {Fault} the tile store is away */
  readonly readTile: ReadTile = place => {
    const key = keyOf(place);
    const proved = this.proved.get(key) ?? this.prove(place);
    this.proved.set(key, proved);
    return proved;
  };

  private async prove(place: TilePlace): Promise<readonly Buffer[]> {
    if (this.widthOf(place) === TILE_WIDTH) return this.proveByTileAbove(place);
    const tile = (await this.provedEdge()).find(each => keyOf(each) === keyOf(place));
    if (!tile) throw new RangeError(`The signed tree has no tile ${keyOf(place)}`);
    return tile.hashes;
  }

  private async proveByTileAbove(place: TilePlace): Promise<readonly Buffer[]> {
    const { level, index } = place;
    const above = await this.readTile({ level: level + 1, index: Math.floor(index / TILE_WIDTH) });
    const hashes = await this.readStored(place);
    if (!rootOf(hashes).equals(above[index % TILE_WIDTH]!)) throw damaged(place);
    return hashes;
  }

  private provedEdge(): Promise<readonly Tile[]> {
    this.edge ??= this.proveEdge();
    return this.edge;
  }

  private async proveEdge(): Promise<readonly Tile[]> {
    const edge = await Promise.all(
      this.edgePlaces().map(async place => ({ ...place, hashes: await this.readStored(place) })),
    );
    const lowest = edge[0] ?? { level: 0, index: 0 };
    if (!new TileTree(edge).root().equals(this.head.root)) throw damaged(lowest);
    return edge;
  }

  /** The incomplete tiles, from the lowest level up. */
  private edgePlaces(): TilePlace[] {
    const places: TilePlace[] = [];
    for (let level = 0, count = this.head.size; count > 0; level += 1) {
      const index = Math.floor(count / TILE_WIDTH);
      if (count % TILE_WIDTH > 0) places.push({ level, index });
      count = index;
    }
    return places;
  }

  /** As much of a tile as is signed. The log may have gone on since. */
  private async readStored(place: TilePlace): Promise<readonly Buffer[]> {
    const width = this.widthOf(place);
    const hashes = await this.tiles.readTile(place).catch(asMissing);
    if (hashes.length < width) throw missing(place);
    return hashes.slice(0, width);
  }
}

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

function rootOf(hashes: readonly Buffer[]): Buffer {
  const range = new CompactRange();
  for (const hash of hashes) range.append(hash);
  return range.root();
}

const damaged = (place: TilePlace): ProofFault =>
  new ProofFault('PROOF_TILES_DAMAGED', `The tile ${keyOf(place)} does not lead to the root that is signed`);

const missing = (place: TilePlace): ProofFault =>
  new ProofFault('PROOF_TILES_MISSING', `The tile ${keyOf(place)} is not stored as far as it is signed`);

/** @throws {ProofFault} for a tile that is not stored; any other error as it is */
export function asMissing(error: unknown): never {
  throw error instanceof MissingTile ? new ProofFault('PROOF_TILES_MISSING', error.message) : error;
}
