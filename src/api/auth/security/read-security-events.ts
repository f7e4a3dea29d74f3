import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { readEvents } from '../../../event-store/read-events';
import { invalid } from '../../problems/problem';
import { dayOf, type SecurityEventRecorded, type SecurityKind, securityStream } from './security-event';

const DAY_MS = 86_400_000;
/** A page can have fewer items than its limit: so many events are looked at for one. */
const MAX_LOOKED_AT = 5_000;

export interface SecurityFilter {
  readonly from: Date;
  /** Outside the period. */
  readonly to: Date;
  readonly kind: SecurityKind | undefined;
  readonly client: string | undefined;
}

interface Place {
  readonly day: string;
  readonly revision: bigint;
}

export interface SecurityPage {
  readonly items: readonly RecordedEvent<SecurityEventRecorded>[];
  readonly nextCursor: string | null;
}

/** Reads a page of what was recorded, the oldest first, from the streams of the days. @throws {Fault} */
export async function readSecurityEvents(
  store: Pick<EventStore, 'readStream'>,
  filter: SecurityFilter,
  limit: number,
  cursor: string | undefined,
): Promise<SecurityPage> {
  const items: RecordedEvent<SecurityEventRecorded>[] = [];
  let lookedAt = 0;
  for await (const { day, event } of eventsFrom(store, startOf(filter, cursor), filter.to)) {
    if (items.length === limit || lookedAt === MAX_LOOKED_AT)
      return { items, nextCursor: cursorOf({ day, revision: event.revision }) };
    lookedAt += 1;
    if (isWanted(event, filter)) items.push(event);
  }
  return { items, nextCursor: null };
}

async function* eventsFrom(store: Pick<EventStore, 'readStream'>, start: Place, end: Date) {
  let { day, revision } = start;
  while (Date.parse(day) < end.getTime()) {
    for await (const event of readEvents(store, securityStream(day), revision)) yield { day, event };
    day = dayOf(new Date(Date.parse(day) + DAY_MS));
    revision = 0n;
  }
}

function isWanted(
  { body, metadata }: RecordedEvent<SecurityEventRecorded>,
  { from, to, kind, client }: SecurityFilter,
): boolean {
  const at = Date.parse(metadata.occurredAt);
  return (
    at >= from.getTime() &&
    at < to.getTime() &&
    (kind === undefined || body.data.kind === kind) &&
    (client === undefined || body.data.client === client)
  );
}

const startOf = ({ from }: SecurityFilter, cursor: string | undefined): Place =>
  cursor === undefined ? { day: dayOf(from), revision: 0n } : readCursor(cursor);

const cursorOf = ({ day, revision }: Place): string =>
  Buffer.from(`${day}.${revision}`).toString('base64url');

/** @throws {ProblemError} for a cursor that was never answered */
function readCursor(cursor: string): Place {
  const [, day, revision] =
    /^(\d{4}-\d{2}-\d{2})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const isTime = day !== undefined && !Number.isNaN(Date.parse(day));
  if (!isTime || revision === undefined)
    throw invalid({ field: 'cursor', message: 'must be a nextCursor as it was answered' });
  return { day, revision: BigInt(revision) };
}
