import { HASH_BYTES } from '../merkle/hashing';
import { TileTree } from '../merkle/tile-tree';
import type { Tile, TilePlace } from '../merkle/tiles';

/** A whole tree in memory, at about 33 bytes for each leaf. */
export class PackedTiles {
  private readonly tree = new TileTree();
  private readonly packed = new Map<string, Buffer>();

  get size(): number {
    return this.tree.size;
  }

  append(leafHash: Buffer): void {
    this.tree.append(leafHash);
    this.keep(this.tree.takeFullTiles());
  }

  /** The root. Nothing can be appended afterwards, and the tiles can be read. */
  finish(): Buffer {
    this.keep(this.tree.edgeTiles());
    return this.tree.root();
  }

  /** @throws {RangeError} there is no such tile */
  readonly readTile = ({ level, index }: TilePlace): Promise<readonly Buffer[]> => {
    const bytes = this.packed.get(`${level}/${index}`);
    if (!bytes) return Promise.reject(new RangeError(`There is no tile ${level}/${index}`));
    const count = bytes.length / HASH_BYTES;
    return Promise.resolve(
      Array.from({ length: count }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
    );
  };

  private keep(tiles: readonly Tile[]): void {
    for (const { level, index, hashes } of tiles)
      this.packed.set(`${level}/${index}`, Buffer.concat([...hashes]));
  }
}
