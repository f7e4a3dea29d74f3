import type { Position } from '../event-store';

/** Where an event stands in `$all`, without its content. */
export interface LogPlace {
  /** The event's id. */
  readonly id: string;
  readonly streamId: string;
  readonly position: Position;
  /** The store's clock. */
  readonly recordedAt: Date;
}

/** The end of `$all`, read backwards. */
export interface LogTail {
  /**
   * The last `count` events before a place, or of all; the newest first. The store's own events are among them.
   * None where the log begins. @throws {Fault}
   */
  readTail(count: number, before?: Position): Promise<readonly LogPlace[]>;
}
