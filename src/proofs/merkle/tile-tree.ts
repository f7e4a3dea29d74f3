import { CompactRange } from './compact-range';
import { EMPTY_ROOT } from './hashing';
import { TILE_WIDTH, type Tile } from './tiles';

/** A tree that grows at its right edge and gives its tiles. It keeps the incomplete tiles alone. */
export class TileTree {
  private readonly edge: EdgeTile[] = [];
  private full: Tile[] = [];
  private leaves = 0;

  /** `edge`: what `edgeTiles` gave for another tree; this one goes on from there. */
  constructor(edge: readonly Tile[] = []) {
    for (const { level, hashes } of edge) {
      this.edge[level] = EdgeTile.from(hashes);
      this.leaves += hashes.length * TILE_WIDTH ** level;
    }
  }

  /** The number of leaves. */
  get size(): number {
    return this.leaves;
  }

  append(leafHash: Buffer): void {
    this.leaves += 1;
    this.appendAt(0, leafHash);
  }

  root(): Buffer {
    const join = (root: Buffer | undefined, tile: EdgeTile) => tile.range.joinedWith(root);
    return this.edge.reduce<Buffer | undefined>(join, undefined) ?? EMPTY_ROOT;
  }

  /** The incomplete tiles. The tree before them is complete tiles only. */
  edgeTiles(): Tile[] {
    return this.edge.flatMap(({ hashes }, level) =>
      hashes.length === 0 ? [] : [{ level, index: this.tilesBefore(level), hashes: [...hashes] }],
    );
  }

  /** The tiles that were completed since the last call. */
  takeFullTiles(): readonly Tile[] {
    const { full } = this;
    this.full = [];
    return full;
  }

  private appendAt(level: number, hash: Buffer): void {
    const tile = (this.edge[level] ??= new EdgeTile());
    tile.append(hash);
    if (tile.hashes.length < TILE_WIDTH) return;
    this.full.push({ level, index: this.tilesBefore(level) - 1, hashes: tile.hashes });
    this.edge[level] = new EdgeTile();
    this.appendAt(level + 1, tile.range.root());
  }

  private tilesBefore(level: number): number {
    return Math.floor(this.leaves / TILE_WIDTH ** (level + 1));
  }
}

class EdgeTile {
  readonly hashes: Buffer[] = [];
  readonly range = new CompactRange();

  static from(hashes: readonly Buffer[]): EdgeTile {
    const tile = new EdgeTile();
    hashes.forEach(hash => tile.append(hash));
    return tile;
  }

  append(hash: Buffer): void {
    this.hashes.push(hash);
    this.range.append(hash);
  }
}
