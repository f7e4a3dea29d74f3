/** The most events of one read, and the bytes after which it stops early. `limit` asks for fewer events. */
export const MAX_READ_EVENTS = 256;
export const MAX_READ_BYTES = 256 * 1024;

export interface StoredEvent {
  readonly position: number;
  /** The encoded RecordedEvent. */
  readonly bytes: Buffer;
}

/** An event with everything that the indexes need. */
export interface IndexedEvent extends StoredEvent {
  /** A UUID in text. */
  readonly id: string;
  readonly stream: string;
  /** Undefined for the event that ends a stream for ever. That event is in no index. */
  readonly revision: number | undefined;
}

export interface Place {
  readonly revision: number;
  readonly position: number;
}
