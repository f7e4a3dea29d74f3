import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import { withCosignatures } from '../log/cosigned-checkpoints';
import { readLastCheckpoint } from '../log/checkpoint-stream';
import type { TileReader } from '../log/tile-store';
import { EntryReader } from './entry-reader';
import { ProofFault } from './proof-fault';
import { SignedTree } from './signed-tree';

export interface ProofReaderParts {
  readonly store: Pick<EventStore, 'readLast' | 'readStream'>;
  readonly bytes: Pick<LogBytes, 'readBytesFrom'>;
  readonly tiles: TileReader;
}

/** Gives proofs by the last checkpoint on record, and none that it has not checked. */
export class ProofReader {
  private readonly entries: EntryReader;

  constructor(private readonly parts: ProofReaderParts) {
    this.entries = new EntryReader(parts);
  }

  /**
   * The last checkpoint on record, as a signed note, with the cosignatures that are on record.
   * @throws {ProofFault} nothing is signed yet @throws {Fault}
   */
  async readCheckpoint(): Promise<string> {
    const last = await readLastCheckpoint(this.parts.store);
    if (!last) throw new ProofFault('PROOF_NOT_SIGNED', 'The proof log has no signed checkpoint yet');
    return withCosignatures(this.parts.store, last.body.data.checkpoint);
  }

  /** The tree of the last checkpoint. @throws {ProofFault} nothing is signed yet @throws {Fault} */
  async readTree(): Promise<SignedTree> {
    return new SignedTree(await this.readCheckpoint(), { tiles: this.parts.tiles, entries: this.entries });
  }
}
