import type { EventLog } from '../../storage/event-log';
import type { StoredEvent } from '../../storage/events/stored-event';
import { dataOf, summaryOf } from '../../wire/recorded-event';
import { StreamDeletedError } from '../errors';
import { isYoungEnough, visibleRange } from './history';

/** One place in a read: an event, or a link with its event if that is still visible. */
export interface ResolvedEvent {
  readonly event: StoredEvent | undefined;
  readonly link: StoredEvent | undefined;
}

const LINK_TYPE = '$>';

/**
 * Follows a link (type `$>`, data `revision@stream`) one step. A link to a deleted, hidden or missing event has no
 * event. A link whose data does not begin with a number is an ordinary event.
 * @throws {CorruptDataError} when the event is damaged
 */
export async function resolveLink(log: EventLog, found: StoredEvent, now: Date): Promise<ResolvedEvent> {
  if (summaryOf(found.bytes).type !== LINK_TYPE) return { event: found, link: undefined };
  const [revision = '', ...rest] = dataOf(found.bytes).toString().split('@');
  if (!/^\s*[+-]?\d{1,19}\s*$/.test(revision)) return { event: found, link: undefined };
  return { event: await visibleEvent(log, rest.join('@'), Number(revision), now), link: found };
}

async function visibleEvent(
  log: EventLog,
  stream: string,
  revision: number,
  now: Date,
): Promise<StoredEvent | undefined> {
  const range = await visibleRangeIfAny(log, stream);
  if (!range || revision < range.first || revision > range.last) return undefined;
  const [event] = await log.readStreamForwards(stream, revision, revision);
  return event && isYoungEnough(event, range, now) ? event : undefined;
}

async function visibleRangeIfAny(log: EventLog, stream: string) {
  try {
    return await visibleRange(log, stream);
  } catch (error) {
    if (error instanceof StreamDeletedError) return undefined;
    throw error;
  }
}
