import type { EventStore } from '../../event-store/event-store';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import { policyFault, type Policy } from '../formats/policy';
import { mergeNotes, verifyNote, type SignedNote } from '../formats/signed-note';
import { readCosigned } from './cosigned-checkpoints';

/** The largest checkpoint that the quorum of a policy has cosigned. */
export interface QuorumReport {
  readonly size: number;
  /** The last cosignature of it, as its witness says, RFC 3339 UTC; undefined: the policy needs none. */
  readonly cosignedAt: string | undefined;
}

export interface CosignatureReport {
  readonly quorum: QuorumReport | undefined;
  /** The kept checkpoint with the cosignatures on record. */
  readonly kept: Checkpoint | undefined;
  /** The texts that were cosigned, each with the number of its first event. */
  readonly texts: ReadonlyMap<string, bigint>;
  readonly faults: readonly string[];
}

interface Asked {
  readonly policy: Policy | undefined;
  readonly kept: Checkpoint | undefined;
}

/** Cosignatures of one text stand close together: an older text is not looked at again. */
const MAX_OPEN_TEXTS = 64;

/** Reads the cosignatures on record, and finds out what they prove with the policy. @throws {Fault} */
export async function verifyCosignatures(
  store: Pick<EventStore, 'readStream'>,
  asked: Asked,
): Promise<CosignatureReport> {
  const reader = new CosignatureReader(asked);
  for await (const { revision, body } of readCosigned(store)) reader.read(revision, body.data.checkpoint);
  return reader.finish();
}

class CosignatureReader {
  private readonly faults: string[] = [];
  private readonly texts = new Map<string, bigint>();
  private readonly open = new Map<string, SignedNote>();
  private kept: Checkpoint | undefined;
  private quorum: QuorumReport | undefined;

  constructor(private readonly asked: Asked) {
    this.kept = asked.kept;
  }

  read(revision: bigint, note: string): void {
    try {
      const { note: parsed } = parseCheckpoint(note);
      if (!this.texts.has(parsed.text)) this.texts.set(parsed.text, revision);
      this.judge(this.merged(parsed));
      if (this.kept?.note.text === parsed.text)
        this.kept = parseCheckpoint(mergeNotes([this.kept.note, parsed]));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.faults.push(`Cosignature ${revision}: ${error.message}`);
    }
  }

  finish(): CosignatureReport {
    const { kept, faults, texts } = this;
    if (kept) this.judge(kept);
    if (this.asked.policy?.quorum && !this.quorum) faults.push('No checkpoint has the quorum of the policy');
    return { kept, faults, texts, quorum: this.quorum };
  }

  /** With the signatures of the events before. */
  private merged(note: SignedNote): Checkpoint {
    const known = this.open.get(note.text);
    const merged = parseCheckpoint(mergeNotes(known ? [known, note] : [note]));
    this.open.delete(note.text);
    this.open.set(note.text, merged.note);
    const [oldest] = this.open.keys();
    if (this.open.size > MAX_OPEN_TEXTS && oldest !== undefined) this.open.delete(oldest);
    return merged;
  }

  /** @throws {Malformed} a signature in the name of a witness of the policy is not its signature */
  private judge(checkpoint: Checkpoint): void {
    const { policy } = this.asked;
    if (!policy) return;
    const times = verifyNote(checkpoint.note, policy.witnesses).flatMap(({ cosignedSeconds }) =>
      cosignedSeconds === undefined ? [] : [Number(cosignedSeconds) * 1_000],
    );
    if (checkpoint.size < (this.quorum?.size ?? 0) || policyFault(policy, checkpoint) !== undefined) return;
    const cosignedAt = times.length > 0 ? new Date(Math.max(...times)).toISOString() : undefined;
    this.quorum = { size: checkpoint.size, cosignedAt };
  }
}
