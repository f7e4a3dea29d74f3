import type { Clock } from '../../core/clock';
import type { EventLog } from '../../storage/event-log';
import type { StoredEvent } from '../../storage/events/stored-event';
import { eventFrame, resolvedEventFrame } from '../../wire/read-frames';
import { withStructuredId } from '../../wire/recorded-event';
import { resolveLink } from './links';
import type { ReadRequest } from './read-request';

/** The message for one event, in the shape that the reader asked for. */
export type Frame = (event: StoredEvent) => Buffer | Promise<Buffer>;

export function frameFor(log: EventLog, clock: Clock, request: ReadRequest): Frame {
  const shaped = request.structuredIds ? withStructured : (event: StoredEvent) => event;
  if (!request.resolveLinks) return event => eventFrame(shaped(event));
  return async found => {
    const { event, link } = await resolveLink(log, found, clock.now());
    return resolvedEventFrame({
      event: event && shaped(event),
      link: link && shaped(link),
      position: found.position,
    });
  };
}

const withStructured = (event: StoredEvent): StoredEvent => ({
  ...event,
  bytes: withStructuredId(event.bytes),
});
