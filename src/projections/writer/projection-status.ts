import {
  formatPosition,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '../../event-store/event-store';
import { ForeignLog } from '../../event-store/log/log-mark';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { DatabaseAddress } from '../engine/database';
import type { Projection } from '../engine/projection';

export interface ProjectionRunnerParts {
  readonly eventStore: Pick<EventStore, 'subscribe'>;
  readonly database: DatabaseAddress;
  readonly projection: Projection;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What to do where the event store holds another log than the read model was built from; `rebuild` unless given. */
  readonly onForeignLog?: ForeignLogRule;
  /** Told when the event store is replaced by another one after this process had begun. */
  readonly onReplaced?: () => void;
}

/** `rebuild`: the read model begins again from nothing. `refuse`: it stays as it is and is not kept up. */
export type ForeignLogRule = 'rebuild' | 'refuse';

/**
 * - `connecting`: no connection to the database or to the event store yet, or a new one is awaited after a failure
 *   (`error` says which)
 * - `standby`: another process is the writer
 * - `writing`: this process is the writer
 * - `parked`: an event cannot be applied (`error` says which and why); needs a person, then a restart
 * - `refused`: the event store holds another log (`error` says so), and the setting forbids to begin again
 */
export type ProjectionState = 'stopped' | 'connecting' | 'standby' | 'writing' | 'parked' | 'refused';

export interface ProjectionStatus {
  readonly name: string;
  readonly state: ProjectionState;
  /** How far this process knows the read model to be; undefined where it has not read or written it yet. */
  readonly position: Position | undefined;
  /** True once this process has applied everything there was when its subscription began. */
  readonly caughtUp: boolean;
  readonly error: string | undefined;
  /** Whether the event store has been found to hold the log that the read model was built from, by this process or another. */
  readonly proved: boolean;
  /** How often, in this process, the event store was found to hold another log than the read model was built from. */
  readonly foreignLogs: number;
  /** True from when such a log was found until everything in it has been applied. */
  readonly rebuilding: boolean;
  /**
   * Since when something waits to be applied: when its first event was recorded, or since when this process cannot
   * write. undefined where nothing waits, and where another process is the writer.
   */
  readonly waitingSince: Date | undefined;
}

/** An event that its projection cannot apply. Going on without it would make the read model wrong. */
export class PoisonEvent extends Error {
  override name = 'PoisonEvent';
  constructor(projection: string, event: RecordedEvent, cause: unknown) {
    const place = `${event.body.type}, ${event.streamId} revision ${event.revision}, position ${formatPosition(event.position)}`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Projection ${projection} cannot apply event ${event.id} (${place}): ${reason}`, { cause });
  }
}

/** What a person has to look at ends the work; everything else is tried again. */
export function endOf(error: unknown): 'parked' | 'refused' | undefined {
  if (error instanceof PoisonEvent) return 'parked';
  return error instanceof ForeignLog ? 'refused' : undefined;
}
