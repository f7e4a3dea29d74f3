import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import type { Clock } from '../../shared/clock';
import { errorFields, type Logger } from '../../shared/logging';
import { KeyNotInForce, keyInForce, type KeySource } from '../keys/key-ring';
import type { ReadNodes } from '../merkle/make-proofs';
import { nodesFromTiles } from '../merkle/tiles';
import { CheckpointSigner, HistoryContradicted } from './checkpoint-signer';
import { readLogHead } from './log-head';
import { LogWriter } from './log-writer';
import { recordAlarm } from './record-alarm';
import { MissingTile, type TileSession, type TileStore } from './tile-store';

export interface ProofLogParts {
  readonly store: Pick<EventStore, 'append' | 'readLast' | 'readStream'>;
  readonly bytes: LogBytes;
  readonly tiles: TileStore;
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long it rests between two readings, in milliseconds. */
  readonly intervalMs: number;
  /** What is done with the checkpoints. */
  readonly followers?: readonly TenureFollower[];
}

/** The time in which this process is the writer, from the first checkpoint that it has proved on. */
export interface Tenure {
  readonly readNodes: ReadNodes;
  readonly ending: AbortSignal;
}

/** Has work that one process at a time does. */
export interface TenureFollower {
  /** Ends soon after `ending`, and never rejects. */
  follow(tenure: Tenure): Promise<void>;
}

export interface ProofLogStatus {
  /** `refused`: the event store does not hold what was signed, or the key here is not the log's. Nothing is signed. */
  readonly state: 'stopped' | 'connecting' | 'standby' | 'writing' | 'refused';
  readonly error: string | undefined;
  /** Entries of the log, and those in the last checkpoint, where this process is the writer or refuses to be. */
  readonly entries: number | undefined;
  readonly signed: number | undefined;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * Keeps the proof log up with the event store. Nothing waits for it. Of all processes that run one, the holder of a lock
 * writes.
 */
export class ProofLog {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private state: ProofLogStatus['state'] = 'stopped';
  private error: string | undefined;
  /** The checkpoint of the last alarm. */
  private raised: string | undefined;
  private sizes: Pick<ProofLogStatus, 'entries' | 'signed'> = { entries: undefined, signed: undefined };

  constructor(private readonly parts: ProofLogParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes what is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.state = 'stopped';
  }

  status(): ProofLogStatus {
    return { state: this.state, error: this.error, ...this.sizes };
  }

  private async run(): Promise<void> {
    const { tiles, clock, intervalMs } = this.parts;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.state = this.state === 'refused' ? 'refused' : 'connecting';
      try {
        await tiles.inSession((session, lost) => this.write(session, AbortSignal.any([signal, lost])));
      } catch (error) {
        await this.onFailure(error);
      }
      await clock.wait(Math.min(intervalMs, LONGEST_PAUSE_MS), signal);
    }
  }

  /** One tenure as the writer. @throws {Fault} @throws {HistoryContradicted} @throws {KeyNotInForce} */
  private async write(session: TileSession, ending: AbortSignal): Promise<void> {
    const { store, bytes, keys, clock, intervalMs } = this.parts;
    if (!(await this.becomeWriter(session, ending))) return;
    const log = new LogWriter({ store, bytes, session });
    const signer = new CheckpointSigner({ store, clock, keys, session, log });
    const followers = new Followers(this.parts.followers ?? [], session, ending);
    await log.resume();
    try {
      while (!ending.aborted) {
        await log.readOn(ending);
        if (ending.aborted) return;
        this.sizes = { entries: log.size, signed: signer.size ?? this.sizes.signed };
        await this.sign(log, signer, ending);
        this.sizes = { entries: log.size, signed: signer.size ?? this.sizes.signed };
        this.stands('writing');
        followers.start();
        await clock.wait(intervalMs, ending);
      }
    } finally {
      await followers.end();
    }
  }

  /** Tiles are a cache: where they contradict a checkpoint, the event store itself is read again before anything is said. */
  private async sign(log: LogWriter, signer: CheckpointSigner, ending: AbortSignal): Promise<void> {
    try {
      await signer.signNews();
    } catch (error) {
      const isOfTiles = error instanceof HistoryContradicted || error instanceof MissingTile;
      if (!isOfTiles || this.state === 'refused') throw error;
      await log.beginAgain();
      await log.readOn(ending);
      if (!ending.aborted) await signer.signNews();
    }
  }

  private async becomeWriter(session: TileSession, ending: AbortSignal): Promise<boolean> {
    while (!ending.aborted) {
      // A process that may not sign leaves the lock to the others.
      keyInForce(await this.parts.keys(), await readLogHead(this.parts.store));
      if (await session.tryLock()) return true;
      this.sizes = { entries: undefined, signed: undefined };
      this.stands('standby');
      await this.parts.clock.wait(this.parts.intervalMs, ending);
    }
    return false;
  }

  private stands(state: 'standby' | 'writing'): void {
    this.state = state;
    this.error = undefined;
  }

  /** Said once, not at every attempt. */
  private async onFailure(error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    const isContradicted = error instanceof HistoryContradicted;
    const isRefused = isContradicted || error instanceof KeyNotInForce;
    if (this.error !== message) {
      if (isRefused) this.parts.logger.error({}, `The proof log signs nothing: ${message}`);
      else this.parts.logger.warn({}, `The proof log waits: ${message}`);
    }
    this.error = message;
    this.state = isRefused ? 'refused' : 'connecting';
    if (isContradicted) await this.raise(error);
  }

  /** One alarm for one checkpoint, however often and in how many processes it is contradicted. */
  private async raise({ checkpoint, message: reason }: HistoryContradicted): Promise<void> {
    if (this.raised === checkpoint) return;
    const data = { checkpoint, reason };
    try {
      await recordAlarm(this.parts, [checkpoint], { type: 'ProofHistoryContradicted', data });
      this.raised = checkpoint;
    } catch (error) {
      this.parts.logger.warn(errorFields(error), 'the alarm of the proof log is not recorded yet');
    }
  }
}

/** The followers of one tenure. */
class Followers {
  private readonly over = new AbortController();
  private running: Promise<unknown> | undefined;

  constructor(
    private readonly followers: readonly TenureFollower[],
    private readonly session: TileSession,
    private readonly ending: AbortSignal,
  ) {}

  start(): void {
    if (this.running) return;
    const readNodes = nodesFromTiles(place => this.session.readTile(place));
    const tenure = { readNodes, ending: AbortSignal.any([this.ending, this.over.signal]) };
    this.running = Promise.all(this.followers.map(follower => follower.follow(tenure)));
  }

  async end(): Promise<void> {
    this.over.abort();
    await this.running;
  }
}
