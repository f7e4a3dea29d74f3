import { START, streamNameFilter, type AllStreamResolvedEvent } from '@eventstore/db-client';

import type { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import { Bug, invariant } from '../../../shared/invariant';
import type { ClientConnection } from '../client-connection';
import { DamagedLog, saysDataLoss } from '../damaged-log';
import type { EventRegistry } from '../../codec/event-registry';
import {
  comparePositions,
  type LogMark,
  type Position,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../../event-store';
import { ForeignLog, markOf } from '../../log/log-mark';
import { pull } from '../read-client-stream';
import { fromClientEvent } from '../../codec/client-events';

export interface SubscriptionParts {
  readonly connection: ClientConnection;
  readonly registry: EventRegistry;
  readonly clock: Clock;
  readonly onInterrupted: ((fault: Fault) => void) | undefined;
  /** Whether the store holds the event where it was. @throws {Fault} */
  readonly holds: (mark: LogMark) => Promise<boolean>;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** A node that lags behind its cluster does not hold yet what it will: it is asked again before it is believed. */
const LOOKS = 3;
const LOOK_AGAIN_MS = 500;

/**
 * Subscribes, and subscribes again after the last position seen whenever the store was away: the client does not. The
 * end of history is told again after each time. Ends with the signal only. @throws {Bug} an event cannot be read
 * @throws {DamagedLog} asked for by `failsOnDamage`: the store cannot read what it holds
 * @throws {ForeignLog} the store holds another log than the one it was subscribed to before
 */
export async function* subscribeToPrefixes(
  parts: SubscriptionParts,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionItem> {
  invariant(options.streamPrefixes.length > 0, 'A subscription without stream prefixes');
  let { after, mark } = options;
  let pauseMs = FIRST_PAUSE_MS;
  while (!options.signal.aborted) {
    try {
      for await (const item of subscribeProved(parts, { ...options, after, mark })) {
        pauseMs = FIRST_PAUSE_MS;
        after = positionOf(item) ?? after;
        if (item.kind === 'event') mark = markOf(item.event);
        yield item;
      }
    } catch (error) {
      if (error instanceof Bug || error instanceof ForeignLog) throw error;
      if (options.failsOnDamage && saysDataLoss(error)) throw new DamagedLog(error);
      if (!options.signal.aborted) parts.onInterrupted?.(interruption(error));
    }
    await parts.clock.wait(pauseMs, options.signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/**
 * Proves the log before it is read on, for a place in another one may be refused; and again before anything of it is
 * believed, for the server may have been replaced between the proof and the call.
 */
async function* subscribeProved(
  parts: SubscriptionParts,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionItem> {
  await prove(parts, options);
  let proved = false;
  for await (const item of subscribeOnce(parts, options)) {
    if (!proved) await prove(parts, options);
    proved = true;
    if (options.signal.aborted) return;
    yield item;
  }
}

async function prove({ holds, clock }: SubscriptionParts, { mark, signal }: SubscribeOptions): Promise<void> {
  if (!mark) return;
  for (let looks = 1; !signal.aborted && !(await holds(mark)); looks += 1) {
    if (looks === LOOKS) throw new ForeignLog(mark);
    await clock.wait(LOOK_AGAIN_MS, signal);
  }
}

/** What the stream of the client is made to carry: events, and in their order also checkpoints and the end of history. */
type Carried = AllStreamResolvedEvent | { readonly marker: SubscriptionItem };

async function* subscribeOnce(
  parts: SubscriptionParts,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionItem> {
  const { after, signal } = options;
  const client = await parts.connection.current();
  if (signal.aborted) return;
  const ended = AbortSignal.any([signal, parts.connection.givenUp(client)]);
  const subscription = client.subscribeToAll({
    fromPosition: after ?? START,
    filter: streamNameFilter({
      prefixes: [...options.streamPrefixes],
      // Told beside the events, it would overtake those not yet taken; put into the stream, it keeps its place.
      checkpointReached: (_, position) =>
        void subscription.push({ marker: { kind: 'checkpoint', position } }),
    }),
  });
  subscription.on('caughtUp', () => subscription.push({ marker: { kind: 'caught_up' } }));
  const stop = new AbortedSignal(ended);
  try {
    const items = pull<Carried>(subscription, () => subscription.unsubscribe(), stop.orReady);
    for await (const carried of items) {
      if (signal.aborted) return;
      const item = itemOf(parts.registry, carried);
      if (item && isNews(item, after)) yield item;
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

function itemOf(registry: EventRegistry, carried: Carried): SubscriptionItem | undefined {
  if ('marker' in carried) return carried.marker;
  return carried.event && { kind: 'event', event: fromClientEvent(registry, carried.event) };
}

function positionOf(item: SubscriptionItem): Position | undefined {
  if (item.kind === 'event') return item.event.position;
  return item.kind === 'checkpoint' ? item.position : undefined;
}

function isNews(item: SubscriptionItem, after: Position | undefined): boolean {
  const position = positionOf(item);
  return !position || !after || comparePositions(position, after) > 0;
}

const interruption = (error: unknown): Fault =>
  error instanceof Fault
    ? error
    : new Fault(
        'event store',
        `A subscription was interrupted: ${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
