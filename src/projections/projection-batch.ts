import {
  comparePositions,
  type Position,
  type RecordedEvent,
  type SubscriptionItem,
} from '../event-store/event-store';

export interface ProjectionBatch {
  readonly events: readonly RecordedEvent[];
  /** The place of the last item; `after` where there is none beyond it. */
  readonly end: Position | undefined;
}

/** What of the items is beyond a place. What is delivered again has taken effect already. */
export function batchOf(items: readonly SubscriptionItem[], after: Position | undefined): ProjectionBatch {
  const events: RecordedEvent[] = [];
  let end = after;
  for (const item of items) {
    if (item.kind === 'caught_up') continue;
    const place = item.kind === 'event' ? item.event.position : item.position;
    if (end && comparePositions(place, end) <= 0) continue;
    end = place;
    if (item.kind === 'event') events.push(item.event);
  }
  return { events, end };
}
