import type { EventStore } from '../event-store/event-store';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import { accounts } from './accounts/accounts';
import { cases } from './cases/cases';
import { openDatabase } from './engine/database';
import { journal } from './journal/journal';
import { migrate } from './migrations/migrate';
import { payouts } from './payouts/payouts';
import type { Projection } from './engine/projection';
import { type Database, type ProjectionName } from './schema';
import type { OnApplied } from './writer/group-writer';
import { ReadModelWriter, type ForeignLogRule, type ProjectionStatus } from './writer/read-model-writer';

export const PROJECTIONS: Readonly<Record<ProjectionName, Projection>> = {
  journal,
  accounts,
  payouts,
  cases,
};

export interface ReadModelsParts {
  readonly eventStore: Pick<EventStore, 'subscribe'>;
  /** `postgres://…` */
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** False where only other processes write them; true unless given. */
  readonly writes?: boolean;
  /** `rebuild` unless given. */
  readonly onForeignLog?: ForeignLogRule;
  /** Told of the events that this process has applied. */
  readonly onApplied?: OnApplied;
  /** Told when the event store is replaced by another one after this process had begun. */
  readonly onReplaced?: () => void;
}

export interface ReadModelsStatus {
  /** The tables are there and no projection of this process is parked or without its connection. */
  readonly healthy: boolean;
  readonly migrated: boolean;
  readonly projections: readonly ProjectionStatus[];
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** All read models of one process: their tables made, their projections running, their database for the queries. */
export class ReadModels {
  readonly database: Database;
  private readonly writer: ReadModelWriter;
  private readonly stopping = new AbortController();
  private starting: Promise<void> | undefined;
  private migrated = false;

  constructor(private readonly parts: ReadModelsParts) {
    const {
      eventStore,
      databaseUrl,
      clock,
      logger,
      onForeignLog = 'rebuild',
      onReplaced,
      writes = true,
    } = parts;
    this.database = openDatabase({ url: databaseUrl });
    const database = { url: databaseUrl };
    const told = {
      ...(onReplaced && { onReplaced }),
      ...(parts.onApplied && { onApplied: parts.onApplied }),
    };
    const projections = Object.values(PROJECTIONS);
    this.writer = new ReadModelWriter({
      ...told,
      eventStore,
      database,
      projections,
      clock,
      logger,
      onForeignLog,
      writes,
    });
  }

  /**
   * Resolves when the tables are there and the projections have been started (not when they have caught up). It keeps
   * trying while the database is away. A caller that must not wait for the database does not await this.
   */
  start(): Promise<void> {
    return (this.starting ??= this.begin());
  }

  /** Finishes what is under way and closes every connection. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.starting;
    await this.writer.stop();
    await this.database.destroy();
  }

  status(): ReadModelsStatus {
    const projections = this.writer.status();
    const healthy =
      this.migrated && projections.every(({ state }) => state === 'writing' || state === 'standby');
    return { healthy, migrated: this.migrated, projections };
  }

  /** Tells whenever a group of this process was committed; returns how to end that. */
  onProgress(listener: () => void): () => void {
    return this.writer.onProgress(listener);
  }

  /** As long as it takes: a large journal is changed as a whole. */
  private async migrate(): Promise<void> {
    const database = openDatabase({ url: this.parts.databaseUrl, patient: true, maxConnections: 2 });
    try {
      await migrate(database);
    } finally {
      await database.destroy();
    }
  }

  private async begin(): Promise<void> {
    const { clock, logger } = this.parts;
    const { signal } = this.stopping;
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.migrate();
        this.migrated = true;
        this.writer.start();
        return;
      } catch (error) {
        logger.warn({}, `The read models' tables cannot be made yet: ${(error as Error).message}`);
        await clock.wait(pauseMs, signal);
      }
    }
  }
}
