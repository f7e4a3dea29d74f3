import type { EventStore } from '../../event-store/event-store';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { readLastCheckpoint } from '../log/checkpoint-stream';
import { readLastCosignatures } from '../log/cosigned-checkpoints';
import { recordAlarm } from '../log/record-alarm';
import { proveConsistency, rootOf, type ReadNodes } from '../merkle/make-proofs';
import { isConsistent } from '../merkle/verify-proofs';
import type { CosignatureRecord } from './cosignature-record';
import { addCheckpoint, type WitnessAddress, type WitnessOutcome } from './witness-client';

export interface SubmitterParts {
  readonly store: Pick<EventStore, 'append' | 'readLast' | 'readStream'>;
  readonly record: CosignatureRecord;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long it rests between two looks at the record. */
  readonly intervalMs: number;
  /** For one call. */
  readonly timeoutMs: number;
  /** A checkpoint that stays the last one is cosigned again after this time, so that a cosignature is never old. */
  readonly refreshMs: number;
}

export interface WitnessStatus {
  readonly name: string;
  /** `refused`: it says that our checkpoint does not extend the one that it cosigned. */
  readonly state: 'waiting' | 'cosigned' | 'failed' | 'refused';
  /** Why it is not well. */
  readonly reason: string | undefined;
}

const MAX_PAUSE_MS = 60_000;
/** Other processes may submit to the same witness: its known size can change between two calls. */
const MAX_TRIES = 4;

/** Submits the last checkpoint on record to one witness, again and again. Nothing waits for it. */
export class WitnessSubmitter {
  private knownSize: number | undefined;
  private done: { readonly checkpoint: string; readonly atMs: number } | undefined;
  private failures = 0;
  private state: WitnessStatus['state'] = 'waiting';
  private reason: string | undefined;

  constructor(
    private readonly address: WitnessAddress,
    private readonly parts: SubmitterParts,
  ) {}

  status(): WitnessStatus {
    return { name: this.address.key.name, state: this.state, reason: this.reason };
  }

  /** Ends with the signal, and never rejects. */
  async run(readNodes: ReadNodes, ending: AbortSignal): Promise<void> {
    const { clock, intervalMs } = this.parts;
    while (!ending.aborted) {
      try {
        await this.attempt(readNodes, ending);
      } catch (error) {
        if (!ending.aborted) this.fail(error instanceof Error ? error.message : String(error));
      }
      await clock.wait(Math.min(intervalMs * 2 ** this.failures, MAX_PAUSE_MS), ending);
    }
  }

  /** @throws {Fault} the event store or the tiles are away */
  private async attempt(readNodes: ReadNodes, ending: AbortSignal): Promise<void> {
    const text = (await readLastCheckpoint(this.parts.store))?.body.data.checkpoint;
    if (text === undefined || this.isFresh(text)) return;
    const checkpoint = parseCheckpoint(text);
    this.knownSize ??= await this.sizeOnRecord();
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const oldSize = Math.min(this.knownSize, checkpoint.size);
      const proof = await proveExtension(readNodes, oldSize, checkpoint);
      const outcome = await addCheckpoint(
        this.address,
        { oldSize, proof, checkpoint: text },
        this.parts,
        ending,
      );
      if (outcome.kind === 'failed' && ending.aborted) return;
      if (outcome.kind !== 'conflict') return this.settle(text, oldSize, outcome, readNodes);
      this.knownSize = outcome.knownSize;
      if (outcome.knownSize > checkpoint.size) return this.judgeAhead(text, outcome.knownSize);
      if (outcome.knownSize === oldSize) break;
    }
    this.fail('it does not accept the size that it names');
  }

  private isFresh(checkpoint: string): boolean {
    const { clock, refreshMs } = this.parts;
    return this.done?.checkpoint === checkpoint && clock.monotonicMs() - this.done.atMs < refreshMs;
  }

  private async sizeOnRecord(): Promise<number> {
    const { name, id } = this.address.key;
    const own = (await readLastCosignatures(this.parts.store)).find(
      each => each.name === name && each.keyId === id,
    );
    return own?.size ?? 0;
  }

  private async settle(
    checkpoint: string,
    oldSize: number,
    outcome: Exclude<WitnessOutcome, { kind: 'conflict' }>,
    readNodes: ReadNodes,
  ): Promise<void> {
    if (outcome.kind === 'failed') return this.fail(outcome.reason);
    if (outcome.kind === 'refused') {
      const root = await rootOf(readNodes, oldSize);
      return this.refuse(checkpoint, { ...outcome, knownSize: oldSize, root: root.toString('base64') });
    }
    const { line, cosignedAt } = outcome;
    const { name, id: keyId } = this.address.key;
    const { size } = parseCheckpoint(checkpoint);
    const witness = { name, keyId, size, cosignedAt: cosignedAt.toISOString() };
    await this.parts.record.add({ checkpoint, line, witness });
    this.succeed(checkpoint, size);
  }

  /** Another process can have signed more since. A witness that knows more than the record has is a contradiction. */
  private async judgeAhead(checkpoint: string, knownSize: number): Promise<void> {
    const last = await readLastCheckpoint(this.parts.store);
    if (last && parseCheckpoint(last.body.data.checkpoint).size >= knownSize) return;
    const reason = 'it has cosigned a larger checkpoint';
    await this.refuse(checkpoint, { knownSize, root: null, status: 409, reason });
  }

  private async refuse(
    checkpoint: string,
    refusal: { knownSize: number; root: string | null; status: number; reason: string },
  ): Promise<void> {
    const { name, id: keyId } = this.address.key;
    const { knownSize, root, status, reason } = refusal;
    const subject = [parseCheckpoint(checkpoint).origin, name, keyId, String(knownSize)];
    const data = { witness: name, keyId, checkpoint, knownSize, root, status, reason };
    await recordAlarm(this.parts, subject, { type: 'ProofWitnessRefused', data });
    this.fail(`it refuses: ${reason}`, 'refused');
  }

  private succeed(checkpoint: string, size: number): void {
    const { clock, logger } = this.parts;
    if (this.reason !== undefined)
      logger.info({ witness: this.address.key.name }, 'the witness cosigns again');
    Object.assign(this, { failures: 0, state: 'cosigned', reason: undefined, knownSize: size });
    this.done = { checkpoint, atMs: clock.monotonicMs() };
  }

  /** Said once until it is well again, not at every attempt. */
  private fail(reason: string, state: 'failed' | 'refused' = 'failed'): void {
    if (this.reason === undefined || state !== this.state)
      this.parts.logger.warn({ witness: this.address.key.name, reason }, 'the witness does not cosign');
    this.failures += 1;
    [this.state, this.reason] = [state, reason];
  }
}

/**
 * A proof that the checkpoint extends our own log at an earlier size. It is verified here: a damaged tile must not look like
 * a refusal.
 */
async function proveExtension(
  readNodes: ReadNodes,
  from: number,
  { size: to, root: toRoot }: Checkpoint,
): Promise<Buffer[]> {
  const proof = await proveConsistency(readNodes, from, to);
  if (from === 0) return proof;
  const fromRoot = await rootOf(readNodes, from);
  if (!isConsistent({ from, to, fromRoot, toRoot, proof }))
    throw new Error('the tiles do not prove the checkpoint');
  return proof;
}
