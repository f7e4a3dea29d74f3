import { createHash } from 'node:crypto';
import { formatAddCheckpoint } from '../../../src/proofs/formats/add-checkpoint';
import { signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { proveConsistency, rootOf, type ReadNodes } from '../../../src/proofs/merkle/make-proofs';
import { nodesFromTiles } from '../../../src/proofs/merkle/tiles';
import { growTree, tileReader } from '../merkle/tile-store';

const seedOf = (text: string) => createHash('sha256').update(text).digest();

/** A log with its key, at any size. Logs of another `history` have other entries from `forkAt` on. */
export class GrowingLog {
  readonly key;
  private readonly readNodes: ReadNodes;

  constructor(name: string, size: number, { history = '', forkAt = 0 } = {}) {
    this.key = signingKey(name, seedOf(name), SIGNATURE);
    const entries = Array.from({ length: size }, (_, at) =>
      Buffer.from(`${at < forkAt ? '' : history}${at}`),
    );
    this.readNodes = nodesFromTiles(tileReader(growTree(entries).tiles));
  }

  async checkpoint(size: number): Promise<string> {
    return signCheckpoint(this.key, {
      origin: this.key.name,
      size,
      root: await rootOf(this.readNodes, size),
    });
  }

  /** The body of a request `add-checkpoint`. */
  async request(oldSize: number, size: number): Promise<string> {
    const proof = await proveConsistency(this.readNodes, oldSize, size);
    return formatAddCheckpoint({ oldSize, proof, checkpoint: await this.checkpoint(size) });
  }
}
