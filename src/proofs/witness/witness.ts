import type { Clock } from '../../shared/clock';
import { KeyedMutex } from '../../shared/system/keyed-mutex';
import { parseAddCheckpoint, type AddCheckpoint } from '../formats/add-checkpoint';
import { isSignedByLog, parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import type { SigningKey, VerifierKey } from '../formats/note-keys';
import { cosignText, formatNote, verifyNote } from '../formats/signed-note';
import { EMPTY_ROOT } from '../merkle/hashing';
import { isConsistent } from '../merkle/verify-proofs';
import { originHash, type CheckpointFiles } from './checkpoint-files';

export interface WitnessParts {
  readonly key: SigningKey;
  /** The logs whose checkpoints are cosigned. Several keys may have the name of one log. */
  readonly logs: readonly VerifierKey[];
  readonly files: CheckpointFiles;
  readonly clock: Clock;
}

/** What a request comes to (c2sp.org/tlog-witness). `body` ends with a newline. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly body: string;
}

const refuse = (status: WitnessAnswer['status'], reason: string): WitnessAnswer => ({
  status,
  body: `${reason}\n`,
});

/** Cosigns a checkpoint of a known log if it extends the one that it cosigned before. */
export class Witness {
  private readonly mutex = new KeyedMutex();

  constructor(private readonly parts: WitnessParts) {}

  /** `body`: of a request `add-checkpoint`. @throws when the disk fails: nothing is cosigned then */
  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    try {
      const request = parseAddCheckpoint(body);
      return await this.judge(request, parseCheckpoint(request.checkpoint));
    } catch (error) {
      if (error instanceof Malformed) return refuse(400, error.message);
      throw error;
    }
  }

  /** The latest checkpoint of a log with our cosignature; undefined: none was cosigned. `hash`: of the log's name. */
  async latest(hash: string): Promise<string | undefined> {
    const log = this.parts.logs.find(({ name }) => originHash(name) === hash);
    const stored = log && (await this.parts.files.read(log.name));
    if (!stored) return undefined;
    const { note } = stored.checkpoint;
    return formatNote(note.text, [
      ...note.signatures.map(({ line }) => line),
      this.cosign(stored.checkpoint),
    ]);
  }

  private async judge(request: AddCheckpoint, checkpoint: Checkpoint): Promise<WitnessAnswer> {
    const { origin, size } = checkpoint;
    const keys = this.parts.logs.filter(({ name }) => name === origin);
    if (keys.length === 0) return refuse(404, `the log ${origin} is not known here`);
    if (!isSigned(checkpoint, keys)) return refuse(403, `no key of the log ${origin} has signed`);
    if (request.oldSize > size) return refuse(400, 'the old size is above the size of the checkpoint');
    // Two requests at once are judged one after the other, each against what the other one has stored.
    return this.mutex.runExclusive(origin, () => this.extend(request, checkpoint, keys));
  }

  private async extend(
    { oldSize, proof }: AddCheckpoint,
    checkpoint: Checkpoint,
    keys: readonly VerifierKey[],
  ): Promise<WitnessAnswer> {
    const known = (await this.parts.files.read(checkpoint.origin))?.checkpoint;
    if (oldSize !== (known?.size ?? 0)) return refuse(409, String(known?.size ?? 0));
    const fault = inconsistency(known, checkpoint, proof);
    if (fault !== undefined) return refuse(422, fault);
    const { text } = checkpoint.note;
    const lines = verifyNote(checkpoint.note, keys).map(({ line }) => line);
    await this.parts.files.write(checkpoint.origin, formatNote(text, lines));
    return { status: 200, body: `${this.cosign(checkpoint)}\n` };
  }

  /** Only for what is stored. */
  private cosign({ note }: Checkpoint): string {
    const { key, clock } = this.parts;
    return cosignText(key, note.text, BigInt(Math.floor(clock.now().getTime() / 1_000)));
  }
}

function isSigned(checkpoint: Checkpoint, keys: readonly VerifierKey[]): boolean {
  try {
    return isSignedByLog(checkpoint, keys);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** Why a checkpoint does not extend the known one; undefined: it does. */
function inconsistency(
  known: Checkpoint | undefined,
  { size, root }: Checkpoint,
  proof: readonly Buffer[],
): string | undefined {
  if (size === 0 && !root.equals(EMPTY_ROOT)) return 'the root is not the root of an empty log';
  if (!known || known.size === 0)
    return proof.length > 0 ? 'a proof from an empty log has no hashes' : undefined;
  if (isConsistent({ from: known.size, to: size, fromRoot: known.root, toRoot: root, proof }))
    return undefined;
  return `the checkpoint does not extend the one of size ${known.size} that was cosigned`;
}
