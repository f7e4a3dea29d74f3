import type { Position } from '../event-store';

/** An event as the event store holds it. `data` and `metadata` are the bytes as stored. */
export interface RecordedBytes {
  readonly streamId: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly position: Position;
  /** When the store recorded it. */
  readonly recordedAt: Date;
}

/** Reads the log without decoding anything. */
export abstract class LogBytes {
  /** Every event in `$all` order, the store's own ones too, after `after` to the present end. @throws {Fault} */
  abstract readAllBytes(after?: Position): AsyncIterable<RecordedBytes>;

  /** The same from the event at a position on, that event included. @throws {Fault} */
  abstract readBytesFrom(first: Position): AsyncIterable<RecordedBytes>;
}
