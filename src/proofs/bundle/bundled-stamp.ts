import type { ProofCheckpointStamped } from '../../event-store/log/proof-events';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import { formatHashLines } from '../formats/tlog-proof';
import { proveConsistency, rootOf, type ReadNodes } from '../merkle/make-proofs';
import { BadTimeStamp, parseTimeStamp } from '../stamping/time-stamp';
import { BundleRefused } from './survey-log';
import type { ZippedFile } from './zip-file';

export type RecordedStamp = ProofCheckpointStamped['data'];

/** Oldest first. */
export type RecordedStamps = AsyncIterable<RecordedStamp> | Iterable<RecordedStamp>;

/** A stamp that was put into a bundle: over how many entries, and the time that it says (RFC 3339 UTC). */
export interface StampSummary {
  readonly size: number;
  readonly stampedAt: string;
}

/**
 * Chooses the time stamp of a bundle: the first one that covers all events shown, for it proves the earliest time. Else the
 * last one that is not later than the checkpoint of the bundle.
 */
export class BundledStamp {
  private summary: StampSummary | undefined;

  constructor(
    private readonly stamps: RecordedStamps,
    private readonly checkpoint: Checkpoint,
  ) {}

  /** Undefined: no stamp fits, or the files were not asked for yet. */
  get chosen(): StampSummary | undefined {
    return this.summary;
  }

  /**
   * The stamped checkpoint, its stamp, and the proof that the log of the bundle extends it; nothing where no stamp fits.
   * @param covered how many entries the stamp should cover
   * @throws {BundleRefused} the stamp contradicts the log, or is damaged
   */
  async *files(readNodes: ReadNodes, covered: number): AsyncGenerator<ZippedFile> {
    const stamp = await this.choose(covered);
    if (!stamp) return;
    const { checkpoint, answer, stampedAt } = stamp;
    const { size, root } = readCheckpoint(stamp);
    checkBytes(stamp);
    if (!(await rootOf(readNodes, size)).equals(root))
      throw refused(stamp, 'its checkpoint is of another history');
    const proof = await proveConsistency(readNodes, size, this.checkpoint.size);
    yield { name: 'stamped-checkpoint', content: Buffer.from(checkpoint) };
    yield { name: 'checkpoint.tsr', content: Buffer.from(answer, 'base64') };
    yield { name: 'stamp-proof', content: Buffer.from(formatHashLines(proof)) };
    this.summary = { size, stampedAt };
  }

  private async choose(covered: number): Promise<RecordedStamp | undefined> {
    let last: RecordedStamp | undefined;
    for await (const stamp of this.stamps) {
      const { origin, size } = readCheckpoint(stamp);
      // A log that was begun again has another name, and proves nothing of this one.
      if (origin !== this.checkpoint.origin || size > this.checkpoint.size) continue;
      last = stamp;
      if (size >= covered) break;
    }
    return last;
  }
}

function readCheckpoint(stamp: RecordedStamp): Checkpoint {
  try {
    return parseCheckpoint(stamp.checkpoint);
  } catch (error) {
    throw error instanceof Malformed ? refused(stamp, error.message) : error;
  }
}

function checkBytes(stamp: RecordedStamp): void {
  try {
    parseTimeStamp(Buffer.from(stamp.answer, 'base64'), Buffer.from(stamp.checkpoint));
  } catch (error) {
    throw error instanceof BadTimeStamp ? refused(stamp, error.message) : error;
  }
}

const refused = ({ stampedAt }: RecordedStamp, why: string): BundleRefused =>
  new BundleRefused('CONTRADICTED', `The time stamp of ${stampedAt}: ${why}: see "holdfast audit verify"`);
