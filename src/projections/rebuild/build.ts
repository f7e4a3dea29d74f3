import type { Transaction } from 'kysely';
import {
  comparePositions,
  type EventStore,
  type Position,
  type RecordedEvent,
  type SubscriptionItem,
} from '../../event-store/event-store';
import { markOf } from '../../event-store/log/log-mark';
import type { Clock } from '../../shared/clock';
import { inBatches } from '../engine/batches';
import { advanceStreams } from '../engine/stream-revisions';
import { prefixesOf, type Projection } from '../engine/projection';
import type { Tables } from '../schema';
import { moveCheckpoints } from '../writer/checkpoint-moves';

/** Events per SQL transaction at most. */
const BATCH_LIMIT = 2_000;

export interface Building {
  readonly eventStore: Pick<EventStore, 'subscribe'>;
  /** Under the name of what is built. */
  readonly projection: Projection;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told how many events more are applied. */
  readonly onProgress: (events: number) => void;
}

/**
 * Applies everything after `from` (undefined: from the beginning) up to and including `to`; the checkpoint is exactly
 * there afterwards. `within` runs one batch, in a transaction of its own or in the caller's.
 */
export async function build(
  building: Building,
  from: Position | undefined,
  to: Position,
  within: (apply: (transaction: Transaction<Tables>) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { eventStore, projection, clock, signal, onProgress } = building;
  if (from && comparePositions(from, to) >= 0) return;
  const streamPrefixes = prefixesOf(projection);
  const open = (ending: AbortSignal) =>
    upTo(eventStore.subscribe({ after: from, streamPrefixes, failsOnDamage: true, signal: ending }), to);
  let position = from;
  for await (const batch of inBatches(open, { limit: () => BATCH_LIMIT }, signal)) {
    const end = batch.at(-1)!.place;
    const events = batch.flatMap(({ event }) => (event ? [event] : []));
    const last = events.at(-1);
    const move = { name: projection.name, from: position, to: end, mark: last && markOf(last) };
    await within(async transaction => {
      await advanceStreams(transaction, [{ projection: projection.name, events }]);
      if (events.length > 0) await projection.apply(transaction, events);
      await moveCheckpoints(transaction, [move], clock.now());
    });
    position = end;
    onProgress(events.length);
  }
  signal.throwIfAborted();
}

interface Step {
  readonly place: Position;
  readonly event: RecordedEvent | undefined;
}

/** The events up to the end, and then the end itself: it may be a place at which no event of ours stands. */
async function* upTo(items: AsyncIterable<SubscriptionItem>, end: Position): AsyncGenerator<Step> {
  for await (const item of items) {
    if (item.kind === 'caught_up') return yield { place: end, event: undefined };
    const place = item.kind === 'event' ? item.event.position : item.position;
    const order = comparePositions(place, end);
    if (order > 0) return yield { place: end, event: undefined };
    if (item.kind === 'event') yield { place, event: item.event };
    if (order === 0 && item.kind === 'event') return;
  }
}
