import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { SigningKey } from '../formats/note-keys';
import { CheckpointSigner, HistoryContradicted } from './checkpoint-signer';
import { LogWriter } from './log-writer';
import { MissingTile, type TileSession, type TileStore } from './tile-store';

export interface ProofLogParts {
  readonly store: Pick<EventStore, 'append' | 'readLast' | 'readStream'>;
  readonly bytes: LogBytes;
  readonly tiles: TileStore;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long it rests between two readings, in milliseconds. */
  readonly intervalMs: number;
}

export interface ProofLogStatus {
  /** `refused`: the event store does not hold what was signed, and nothing is signed. */
  readonly state: 'stopped' | 'connecting' | 'standby' | 'writing' | 'refused';
  readonly error: string | undefined;
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
    return { state: this.state, error: this.error };
  }

  private async run(): Promise<void> {
    const { tiles, clock, intervalMs } = this.parts;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.state = this.state === 'refused' ? 'refused' : 'connecting';
      try {
        await tiles.inSession((session, lost) => this.write(session, AbortSignal.any([signal, lost])));
      } catch (error) {
        this.onFailure(error);
      }
      await clock.wait(Math.min(intervalMs, LONGEST_PAUSE_MS), signal);
    }
  }

  /** One tenure as the writer. @throws {Fault} @throws {HistoryContradicted} */
  private async write(session: TileSession, ending: AbortSignal): Promise<void> {
    const { store, bytes, key, clock, intervalMs } = this.parts;
    if (!(await this.becomeWriter(session, ending))) return;
    const log = new LogWriter({ store, bytes, session });
    const signer = new CheckpointSigner({ store, clock, key, session, log });
    await log.resume();
    while (!ending.aborted) {
      await log.readOn(ending);
      if (ending.aborted) return;
      await this.sign(log, signer, ending);
      this.stands('writing');
      await clock.wait(intervalMs, ending);
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
      if (await session.tryLock()) return true;
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
  private onFailure(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const isContradicted = error instanceof HistoryContradicted;
    if (this.error !== message) {
      if (isContradicted) this.parts.logger.error({}, `The proof log signs nothing: ${message}`);
      else this.parts.logger.warn({}, `The proof log waits: ${message}`);
    }
    this.error = message;
    this.state = isContradicted ? 'refused' : 'connecting';
  }
}
