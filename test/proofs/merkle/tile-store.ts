import { hashLeaf } from '../../../src/proofs/merkle/hashing';
import { TileTree } from '../../../src/proofs/merkle/tile-tree';
import type { ReadTile, Tile, TilePlace } from '../../../src/proofs/merkle/tiles';

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

/** A tree over entries, and all its tiles. */
export function growTree(entries: readonly Buffer[]): { tree: TileTree; tiles: ReadonlyMap<string, Tile> } {
  const tree = new TileTree();
  for (const entry of entries) tree.append(hashLeaf(entry));
  const tiles = [...tree.takeFullTiles(), ...tree.edgeTiles()];
  return { tree, tiles: new Map(tiles.map(tile => [keyOf(tile), tile])) };
}

export const tileReader =
  (tiles: ReadonlyMap<string, Tile>): ReadTile =>
  place => {
    const tile = tiles.get(keyOf(place));
    return tile
      ? Promise.resolve(tile.hashes)
      : Promise.reject(new RangeError(`There is no tile ${keyOf(place)}`));
  };
