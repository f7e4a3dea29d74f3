import { comparePositions, type Position } from '../../event-store/event-store';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import type { TileReader } from '../log/tile-store';
import { hashLeaf } from '../merkle/hashing';
import { proveConsistency, proveInclusion } from '../merkle/make-proofs';
import { nodesFromTiles, TILE_WIDTH, type TilePlace } from '../merkle/tiles';
import { isIncluded } from '../merkle/verify-proofs';
import { asMissing, CheckedTiles } from './checked-tiles';
import type { EntryReader, PlacedEntry } from './entry-reader';
import { ProofFault } from './proof-fault';

export interface SignedTreeParts {
  readonly tiles: TileReader;
  readonly entries: EntryReader;
}

/** An event that is to be found in the tree. */
export interface EventPlace {
  readonly id: string;
  readonly position: Position;
}

export interface EntryProof {
  readonly index: number;
  readonly entry: Buffer;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Buffer[];
}

/**
 * The tree of one checkpoint. What it gives leads to the root that is signed; where that cannot be shown, it gives nothing.
 * Every method @throws {ProofFault} @throws {Fault} a store is away
 */
export class SignedTree {
  readonly checkpoint: Checkpoint;
  private readonly checked: CheckedTiles;
  private readonly under = new Map<number, Promise<readonly PlacedEntry[]>>();

  constructor(
    /** As a signed note. */
    readonly checkpointText: string,
    private readonly parts: SignedTreeParts,
  ) {
    this.checkpoint = parseCheckpoint(checkpointText);
    this.checked = new CheckedTiles(this.checkpoint, parts.tiles);
  }

  get size(): number {
    return this.checkpoint.size;
  }

  /** How many hashes, or entries under a tile of level 0, are signed. */
  widthOf(place: TilePlace): number {
    return this.checked.widthOf(place);
  }

  /** All signed hashes of a tile that the tree has. */
  readTile(place: TilePlace): Promise<readonly Buffer[]> {
    return this.checked.readTile(place);
  }

  /** All signed entries under a tile of level 0 that the tree has. */
  readEntries(tile: number): Promise<readonly PlacedEntry[]> {
    const entries = this.under.get(tile) ?? this.proveEntries(tile);
    this.under.set(tile, entries);
    return entries;
  }

  /** `from <= to`, and both are at most the size. */
  proveConsistency(from: number, to: number): Promise<readonly Buffer[]> {
    return proveConsistency(nodesFromTiles(this.checked.readTile), from, to);
  }

  /** That the event is in the tree; undefined: it came after the checkpoint. */
  async proveEvent(event: EventPlace): Promise<EntryProof | undefined> {
    const found = await this.find(event);
    return found && this.prove(found);
  }

  private async prove({ index, entry }: PlacedEntry): Promise<EntryProof> {
    const { size, root } = this.checkpoint;
    const hashes = await proveInclusion(nodesFromTiles(this.checked.readTile), index, size);
    if (!isIncluded({ index, size, root, leafHash: hashLeaf(entry), proof: hashes }))
      throw new ProofFault('PROOF_TILES_DAMAGED', `The tiles do not prove entry ${index}`);
    return { index, entry, hashes };
  }

  private async find({ id, position }: EventPlace): Promise<PlacedEntry | undefined> {
    const place = await this.parts.tiles.findPlaceBefore(position);
    if (!place) throw new ProofFault('PROOF_TILES_MISSING', 'The first tile is not stored');
    const lastTile = Math.floor((this.size - 1) / TILE_WIDTH);
    if (place.index > lastTile) return undefined;
    const entries = await this.readEntries(place.index);
    const found = entries.find(each => comparePositions(each.position, position) === 0);
    if (found?.id === id) return found;
    if (found || comparePositions(position, entries.at(-1)!.position) < 0) throw differs(place.index);
    if (place.index < lastTile)
      throw new ProofFault('PROOF_TILES_MISSING', `The tile 0/${place.index + 1} is not stored`);
    return undefined;
  }

  private async proveEntries(tile: number): Promise<readonly PlacedEntry[]> {
    const hashes = await this.readTile({ level: 0, index: tile });
    const entries = await this.parts.entries.readUnder(tile, hashes.length).catch(asMissing);
    const isSigned = (hash: Buffer, at: number) => entries[at] && hashLeaf(entries[at].entry).equals(hash);
    if (!hashes.every(isSigned)) throw differs(tile);
    return entries;
  }
}

const differs = (tile: number): ProofFault =>
  new ProofFault(
    'PROOF_ENTRIES_DIFFER',
    `The event store does not hold the entries that are signed under tile ${tile}`,
  );
