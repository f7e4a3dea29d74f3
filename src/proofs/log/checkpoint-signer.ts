import { appendEvents } from '../../event-store/append-events';
import type { EventStore } from '../../event-store/event-store';
import { PROOF_LOG_STREAM, type ProofCheckpointSigned } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { isSignedByLog, parseCheckpoint, signCheckpoint } from '../formats/checkpoint';
import type { SigningKey } from '../formats/note-keys';
import { readLastCheckpoint } from './checkpoint-stream';
import type { LogWriter } from './log-writer';
import type { TileSession } from './tile-store';

/** The event store does not hold the history that was signed. Only a person can say what happened. Nothing is signed. */
export class HistoryContradicted extends Error {
  override name = 'HistoryContradicted';
  constructor(
    message: string,
    /** What was signed, as a signed note. */
    readonly checkpoint: string,
  ) {
    super(message);
  }
}

export interface CheckpointSignerParts {
  readonly store: Pick<EventStore, 'append' | 'readLast'>;
  readonly clock: Clock;
  readonly key: SigningKey;
  readonly session: TileSession;
  readonly log: LogWriter;
}

/**
 * Signs what the log has come to. Before that it proves that the log extends the last checkpoint on record and the last
 * one that was signed over the same tile store. So it never signs two checkpoints that contradict each other.
 */
export class CheckpointSigner {
  /** Checkpoints that were proved, or made here. */
  private readonly proved = new Set<string>();
  private signedSize: number | undefined;

  constructor(private readonly parts: CheckpointSignerParts) {}

  /** The size of the last checkpoint; undefined: nothing is signed yet. */
  get size(): number | undefined {
    return this.signedSize;
  }

  /** Does nothing where nothing is new. @throws {HistoryContradicted} @throws {Fault} */
  async signNews(): Promise<void> {
    const { store, session, log, key } = this.parts;
    if (log.size === this.signedSize || log.size === 0) return;
    const last = await readLastCheckpoint(store);
    const signed = await session.readSigned();
    const isOurs = signed !== undefined && parseCheckpoint(signed).origin === key.name;
    await this.requireExtension(last?.body.data.checkpoint, 'on record');
    // Another name is another log: a person began it with a new key.
    if (isOurs) await this.requireExtension(signed, 'signed before');
    if (last && parseCheckpoint(last.body.data.checkpoint).size === log.size)
      return void (this.signedSize = log.size);
    const checkpoint = signCheckpoint(key, { origin: key.name, size: log.size, root: log.root });
    // It is remembered before it is given to anyone.
    await session.saveSigned(checkpoint);
    await this.record(checkpoint, last?.revision);
  }

  private async record(checkpoint: string, revision: bigint | undefined): Promise<void> {
    const { store, clock, key, log } = this.parts;
    const body: ProofCheckpointSigned = { type: 'ProofCheckpointSigned', data: { checkpoint } };
    const cause = {
      causationId: derivedId(PROOF_LOG_STREAM),
      correlationId: PROOF_LOG_STREAM,
      actor: `log:${key.name}`,
    };
    const expected = revision ?? 'no_stream';
    const { ok } = await appendEvents(
      { store, clock },
      PROOF_LOG_STREAM,
      expected,
      [body],
      cause,
      String(expected),
    );
    if (!ok) return;
    this.proved.add(checkpoint);
    this.signedSize = log.size;
  }

  /** @throws {HistoryContradicted} the log does not begin with what the checkpoint says */
  private async requireExtension(text: string | undefined, which: string): Promise<void> {
    if (text === undefined || this.proved.has(text)) return;
    const { key, log } = this.parts;
    const checkpoint = parseCheckpoint(text);
    const { size, root, origin } = checkpoint;
    const reject = (reason: string) =>
      new HistoryContradicted(`The checkpoint ${which} of size ${size} ${reason}`, text);
    if (!isSignedByLog(checkpoint, [key]))
      throw reject(`is of the log ${origin}; the key here is of ${key.name}`);
    if (size > log.size) throw reject(`has more entries than the event store: ${log.size}`);
    if (!root.equals(await log.rootAt(size)))
      throw reject('is of another history than the event store holds');
    this.proved.clear();
    this.proved.add(text);
  }
}
