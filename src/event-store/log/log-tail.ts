import type { Position } from '../event-store';

/** An entry of `$all`: an event's place without its content. */
export interface LogEntry {
  /** The event's id. */
  readonly id: string;
  readonly streamId: string;
  readonly position: Position;
  /** The store's clock. */
  readonly recordedAt: Date;
}

/** The end of `$all`, read backwards; as a port and its injection token. */
export abstract class LogTail {
  /**
   * The last `count` events before a position, or of the whole log; the newest first. They include the store's own events.
   * Returns none at the beginning of the log. @throws {Fault}
   */
  abstract readTail(count: number, before?: Position): Promise<readonly LogEntry[]>;
}
