import type { RecordedEvent } from '../../src/event-store/event-store';
import type { World } from '../support/check-world';

export type Data = Record<string, unknown>;
export type Change = (event: RecordedEvent) => RecordedEvent[];

/** The world with the events changed, later revisions and positions closed up so that nothing but the change shows. */
export function altered(world: World, change: Change): World {
  const { readModel: _readModel, ...rest } = world;
  return { ...rest, events: renumbered(world.events.flatMap(change)) };
}

function renumbered(events: readonly RecordedEvent[]): RecordedEvent[] {
  const next = new Map<string, bigint>();
  return events.map((event, index) => {
    const revision = next.get(event.streamId) ?? 0n;
    next.set(event.streamId, revision + 1n);
    const place = BigInt(index + 1);
    return { ...event, revision, position: { commit: place, prepare: place } };
  });
}

export const isOne = (event: RecordedEvent, type: string, payoutId?: string) =>
  event.body.type === type && (payoutId === undefined || (event.body.data as Data)['payoutId'] === payoutId);

export const saying = (event: RecordedEvent, data: Data, type = event.body.type): RecordedEvent => ({
  ...event,
  body: { type, data: { ...event.body.data, ...data } },
});

/** Drops the event of this type. */
export const without =
  (type: string, payoutId?: string): Change =>
  event =>
    isOne(event, type, payoutId) ? [] : [event];

/** Makes the event of this type say something else. */
export const changed =
  (type: string, data: Data, payoutId?: string): Change =>
  event =>
    isOne(event, type, payoutId) ? [saying(event, data)] : [event];

/** Lets the event of this type be followed in its stream by one of another type, under an id of its own. */
export const followed =
  (type: string, payoutId: string, next: string, data: Data = {}): Change =>
  event =>
    isOne(event, type, payoutId) ? [event, { ...saying(event, data, next), id: anotherId(event) }] : [event];

/** Records the event of this type a second time, under an id of its own. */
export const twice =
  (type: string, payoutId?: string): Change =>
  event =>
    isOne(event, type, payoutId) ? [event, { ...event, id: anotherId(event) }] : [event];

const anotherId = ({ id }: RecordedEvent): string => id.replace(/^..../, 'ffff');
