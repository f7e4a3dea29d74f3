import {
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';

import { Fault } from '../../../shared/fault';
import type { Position } from '../../event-store';
import type { ClientConnection } from '../client-connection';
import { readClientStream } from '../read-client-stream';

type ClientEvent = NonNullable<ResolvedEvent['event']>;

/** What the server tells in one call: an event, a place up to which nothing matched, or the end of history. */
export type CallItem =
  | { readonly kind: 'event'; readonly event: ClientEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'caught_up' };

export interface CallOptions {
  /** Exclusive; undefined starts at the beginning. */
  readonly after: Position | undefined;
  readonly streamPrefixes: readonly string[];
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** An item of the client's stream: an event, or a marker at its place between the events. */
type MarkedEvent = AllStreamResolvedEvent | { readonly marker: CallItem };

/**
 * One subscription call. The call ends with the iteration, with the signal, or with the client.
 * @throws {Fault} the client was given up. @throws what the client throws when the call breaks
 */
export async function* openSubscriptionCall(
  connection: ClientConnection,
  { after, streamPrefixes, signal }: CallOptions,
): AsyncGenerator<CallItem> {
  const client = await connection.current();
  if (signal.aborted) return;
  const ended = AbortSignal.any([signal, connection.givenUp(client)]);
  const subscription = client.subscribeToAll({
    fromPosition: after ?? START,
    filter: streamNameFilter({
      prefixes: [...streamPrefixes],
      // A checkpoint beside the stream would overtake events that wait in it. Inside the stream it keeps its place.
      checkpointReached: (_, position) =>
        void subscription.push({ marker: { kind: 'checkpoint', position } }),
    }),
  });
  subscription.on('caughtUp', () => subscription.push({ marker: { kind: 'caught_up' } }));
  const stop = new AbortedSignal(ended);
  try {
    const items = readClientStream<MarkedEvent>(subscription, () => subscription.unsubscribe(), stop.orReady);
    for await (const carried of items) {
      if (signal.aborted) return;
      if ('marker' in carried) yield carried.marker;
      else if (carried.event) yield { kind: 'event', event: carried.event };
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stop.release();
  }
}

/** Lets a wait end with the signal. One listener for a whole subscription, however often it waits. */
class AbortedSignal {
  private abort: (error: Error) => void = () => undefined;
  private readonly listener = () => this.abort(new Fault('event store', 'The subscription was ended.'));

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.listener, { once: true });
  }

  readonly orReady = (ready: Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      this.abort = reject;
      if (this.signal.aborted) this.listener();
      ready.then(resolve, reject);
    });

  release(): void {
    this.signal.removeEventListener('abort', this.listener);
  }
}
