import { formatPosition, type Position, type RecordedEvent } from '../../event-store/event-store';

/** `rebuild`: the read model begins again from nothing. `refuse`: it stays as it is and is not kept up. */
export type ForeignLogRule = 'rebuild' | 'refuse';

/**
 * `connecting`: the projection has no connection to the database or to the event store; `error` says why it lost one.
 * `standby`: another process is the writer.
 * `writing`: this process is the writer.
 * `parked`: an event cannot be applied; `error` says which one and why. A person corrects it and restarts the process.
 * `refused`: the event store holds another log, and the setting forbids to begin again.
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
   * Since when an event waits to be applied: its recording time, or the time since which this process cannot write. It
   * is undefined when no event waits, and when another process is the writer.
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
