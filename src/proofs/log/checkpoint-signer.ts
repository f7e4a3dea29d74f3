import { appendEvents } from '../../event-store/append-events';
import type { EventStore } from '../../event-store/event-store';
import type { ProofLogEvent } from '../../event-store/log/proof-events';
import { PROOF_LOG_STREAM } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { isSignedByLog, parseCheckpoint, signCheckpoint } from '../formats/checkpoint';
import { signKeyChange } from '../keys/key-change';
import { keyInForce, type KeyRing, type KeySource } from '../keys/key-ring';
import { readLogHead, type LogHead } from './log-head';
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
  readonly store: Pick<EventStore, 'append' | 'readLast' | 'readStream'>;
  readonly clock: Clock;
  readonly keys: KeySource;
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
  /** Of the current key, when this was up to date. */
  private keyId: string | undefined;

  constructor(private readonly parts: CheckpointSignerParts) {}

  /** The size of the last checkpoint; undefined: nothing is signed yet. */
  get size(): number | undefined {
    return this.signedSize;
  }

  /**
   * Does nothing where nothing is new. Where the key file has a new current key, it is announced first.
   * @throws {KeyNotInForce} @throws {HistoryContradicted} @throws {Fault}
   */
  async signNews(): Promise<void> {
    const ring = await this.parts.keys();
    const { log, store } = this.parts;
    if (log.size === 0 || (log.size === this.signedSize && ring[0].id === this.keyId)) return;
    const head = await readLogHead(store);
    const from = keyInForce(ring, head);
    if (head && from !== ring[0]) return this.announce(ring, head);
    await this.signAfter(ring, head);
    if (this.signedSize === log.size) this.keyId = ring[0].id;
  }

  /** The next checkpoint is signed by both keys. */
  private async announce(ring: KeyRing, head: LogHead): Promise<void> {
    const [to, from] = [ring[0], keyInForce(ring, head)];
    const statement = signKeyChange({ kind: 'key-rotation', from, to });
    await this.record({ type: 'ProofKeyRotated', data: { statement } }, to.name, head.revision);
  }

  private async signAfter(ring: KeyRing, head: LogHead | undefined): Promise<void> {
    const { session, log } = this.parts;
    const [current, ...others] = ring;
    const signed = await session.readSigned();
    // Another name is another log, which was contradicted.
    const isOurs = signed !== undefined && parseCheckpoint(signed).origin === current.name;
    await this.requireExtension(ring, head?.checkpoint, 'on record');
    if (isOurs) await this.requireExtension(ring, signed, 'signed before');
    if (head?.checkpoint !== undefined && parseCheckpoint(head.checkpoint).size === log.size)
      return void (this.signedSize = log.size);
    const tree = { origin: current.name, size: log.size, root: log.root };
    const checkpoint = signCheckpoint(
      current,
      tree,
      others.filter(({ name }) => name === current.name),
    );
    // It is remembered before it is given to anyone.
    await session.saveSigned(checkpoint);
    const body: ProofLogEvent = { type: 'ProofCheckpointSigned', data: { checkpoint } };
    if (!(await this.record(body, current.name, head?.revision))) return;
    this.proved.add(checkpoint);
    this.signedSize = log.size;
  }

  /** False where another process was faster. */
  private async record(body: ProofLogEvent, name: string, revision: bigint | undefined): Promise<boolean> {
    const { ok } = await recordInLog(this.parts, body, name, revision);
    return ok;
  }

  /** @throws {HistoryContradicted} the log does not begin with what the checkpoint says */
  private async requireExtension(ring: KeyRing, text: string | undefined, which: string): Promise<void> {
    if (text === undefined || this.proved.has(text)) return;
    const { log } = this.parts;
    const checkpoint = parseCheckpoint(text);
    const { size, root } = checkpoint;
    const reject = (reason: string) =>
      new HistoryContradicted(`The checkpoint ${which} of size ${size} ${reason}`, text);
    if (!isSignedByLog(checkpoint, ring)) throw reject('is not signed by a key of the key file here');
    if (size > log.size) throw reject(`has more entries than the event store: ${log.size}`);
    if (!root.equals(await log.rootAt(size)))
      throw reject('is of another history than the event store holds');
    this.proved.clear();
    this.proved.add(text);
  }
}

/** Appends to the stream of the proof log at the revision that was read. `name`: of the log. @throws {Fault} */
export function recordInLog(
  { store, clock }: { readonly store: Pick<EventStore, 'append'>; readonly clock: Clock },
  body: ProofLogEvent,
  name: string,
  revision: bigint | undefined,
): ReturnType<EventStore['append']> {
  const cause = {
    causationId: derivedId(PROOF_LOG_STREAM),
    correlationId: PROOF_LOG_STREAM,
    actor: `log:${name}`,
  };
  const expected = revision ?? 'no_stream';
  return appendEvents({ store, clock }, PROOF_LOG_STREAM, expected, [body], cause, String(expected));
}
