import { CompactRange } from './compact-range';
import type { ReadNodes } from './make-proofs';
import type { Node } from './ranges';

/** How many hashes a complete tile has (c2sp.org/tlog-tiles). */
export const TILE_WIDTH = 256;
/** How many levels of the tree one level of tiles spans. */
const TILE_HEIGHT = 8;

export interface TilePlace {
  /** 0: the hashes are of leaves. Above: each hash is the root of a complete tile of the level below. */
  readonly level: number;
  readonly index: number;
}

/** A tile has 1 to 256 hashes. */
export interface Tile extends TilePlace {
  readonly hashes: readonly Buffer[];
}

/** Gives the hashes of a tile, complete or not. @throws when there is no such tile */
export type ReadTile = (place: TilePlace) => Promise<readonly Buffer[]>;

/** Reads the hashes of complete subtrees from tiles. Each tile is read once. */
export const nodesFromTiles =
  (readTile: ReadTile): ReadNodes =>
  async nodes => {
    const tiles = new Map<string, Promise<readonly Buffer[]>>();
    const hashesAt = (place: TilePlace) => {
      const key = `${place.level}/${place.index}`;
      if (!tiles.has(key)) tiles.set(key, readTile(place));
      return tiles.get(key)!;
    };
    return Promise.all(nodes.map(async node => nodeHash(node, await hashesAt(placeOf(node)))));
  };

const widthOf = ({ level }: Node): number => 2 ** (level % TILE_HEIGHT);

const placeOf = (node: Node): TilePlace => ({
  level: Math.floor(node.level / TILE_HEIGHT),
  index: Math.floor((node.index * widthOf(node)) / TILE_WIDTH),
});

function nodeHash(node: Node, hashes: readonly Buffer[]): Buffer {
  const [width, first] = [widthOf(node), (node.index * widthOf(node)) % TILE_WIDTH];
  if (hashes.length < first + width) throw new RangeError('The tile does not reach this far');
  const range = new CompactRange();
  for (const hash of hashes.slice(first, first + width)) range.append(hash);
  return range.root();
}
