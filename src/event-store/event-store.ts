import { Fault } from '../shared/fault';

/**
 * The port through which everything is remembered. `EventStoreDbStore` speaks to a real server; the simulator hands in
 * an in-memory one with the same semantics. One contract suite proves both.
 */

/** A place in `$all`. Positions compare by commit, then prepare. */
export interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export interface EventMetadata {
  /** The payout (or account, or notification) the event belongs to. */
  readonly $correlationId: string;
  /** The id of the event or command that caused it. */
  readonly $causationId: string;
  /** Who asked: `client:<name>`, `saga`, `provider:<name>`. */
  readonly actor: string;
  /** The API key of the client that asked; missing where no key asked, and in events of before. */
  readonly keyId?: string;
  /** The id of the request by which a client asked; missing where no request asked, and in events of before. */
  readonly requestId?: string;
  readonly schemaVersion: number;
  /** Our clock when the event was decided, RFC 3339 UTC. */
  readonly occurredAt: string;
}

/** An event as a decider makes it. Fields named `…Minor` are bigint in code and safe integers in JSON. */
export interface EventBody {
  readonly type: string;
  readonly data: object;
}

export interface NewEvent<Body extends EventBody = EventBody> {
  /** UUID, deterministic: the same decision repeated makes the same id. */
  readonly id: string;
  readonly body: Body;
  readonly metadata: EventMetadata;
}

export interface RecordedEvent<Body extends EventBody = EventBody> extends NewEvent<Body> {
  readonly streamId: string;
  readonly revision: bigint;
  readonly position: Position;
  /** When the store recorded it. */
  readonly recordedAt: Date;
}

/** The revision of the stream's last event, or 'no_stream'. There is no ANY. */
export type ExpectedRevision = bigint | 'no_stream';

export type AppendResult =
  | { readonly ok: true; readonly revision: bigint; readonly position: Position }
  | { readonly ok: false; readonly refusal: 'WRONG_EXPECTED_REVISION' };

/** An event by which a log is known again: another log does not hold it there. */
export interface LogMark {
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly recordedAt: Date;
}

/** The stream was deleted for ever: nothing can be read of it, nothing can be appended. */
export class StreamTombstoned extends Fault {
  override name = 'StreamTombstoned';
  constructor(readonly streamId: string) {
    super('event store', `The stream ${streamId} was deleted for ever (a tombstone stands in its place)`);
  }
}

/** A stream of ours of which the store no longer tells everything: by its metadata, or by a tombstone. */
export interface StreamTruncation {
  readonly streamId: string;
  /** How it was cut, in words; undefined: what cut it was taken back. */
  readonly description: string | undefined;
}

/** What a subscription yields: an event, or a place up to which nothing matched, or the end of history. */
export type SubscriptionItem =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'caught_up' };

export interface SubscribeOptions {
  /** Exclusive; undefined starts at the beginning. */
  readonly after: Position | undefined;
  /** Ends with DamagedLog where the store cannot read what it holds; without it the store is asked again for ever. */
  readonly failsOnDamage?: boolean;
  /** The last event that was taken from this log, at or before `after`: what proves that it still is this log. */
  readonly mark?: LogMark | undefined;
  readonly streamPrefixes: readonly string[];
  /** Ends the iteration. */
  readonly signal: AbortSignal;
}

/** The event store, as a port and its injection token. */
export abstract class EventStore {
  /**
   * Appends all events or none, durably. Repeating an append (same ids, same expected revision) that already happened
   * succeeds again and writes nothing.
   * @throws {Fault} the store is away or its answer was lost: the append may or may not have happened
   */
  abstract append(
    streamId: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult>;

  /**
   * The stream's events from `fromRevision` on (inclusive), oldest first, at most `limit` of them; nothing if it does not
   * exist. Who needs the first few only says so, so that the server need not be stopped. @throws {Fault}
   */
  abstract readStream(streamId: string, fromRevision?: bigint, limit?: number): AsyncIterable<RecordedEvent>;

  /** The last event of a stream. @throws {Fault} */
  abstract readLast(streamId: string): Promise<RecordedEvent | undefined>;

  /** Every event of ours in `$all` order (system events left out), after `after`, to the present end. `onTruncation`: told of
   * what was done to streams of ours between them. @throws {Fault}
   */
  abstract readAll(
    after?: Position,
    onTruncation?: (cut: StreamTruncation) => void,
  ): AsyncIterable<RecordedEvent>;

  /**
   * Events of the streams with these prefixes in `$all` order: history, then live, without gap or repeat. It comes back
   * by itself after the store was away, from where it was. Ends only with the signal.
   * @throws {ForeignLog} at the beginning or after the store was away: it does not hold the mark, or the last event that
   * this subscription has yielded
   */
  abstract subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem>;
}

export function comparePositions(left: Position, right: Position): number {
  if (left.commit !== right.commit) return left.commit < right.commit ? -1 : 1;
  if (left.prepare !== right.prepare) return left.prepare < right.prepare ? -1 : 1;
  return 0;
}

/** "123/123", or "123" where commit and prepare agree in the text given. */
export function parsePosition(text: string): Position | undefined {
  const match = /^(\d{1,20})(?:\/(\d{1,20}))?$/.exec(text);
  if (!match) return undefined;
  return { commit: BigInt(match[1]!), prepare: BigInt(match[2] ?? match[1]!) };
}

export const formatPosition = (position: Position): string => `${position.commit}/${position.prepare}`;
