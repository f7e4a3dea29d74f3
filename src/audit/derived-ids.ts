import type { EventBody, RecordedEvent } from '../event-store/event-store';
import { derivedId, fingerprint } from '../shared/ids';
import type { Report } from './difference';

/** Streams that are written by the service alone: every id in them stands for what the event says. */
const OURS = /^(?:account|payout|case|notification|exchange|reconciliation|reference)-/;

/** Events that one decision appends together, at most. */
const AT_ONCE = 64;

/** Fields that a later schema version gave an event: as it was written then, it had none. */
const ADDED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  PayoutOutcomeUnknown: { needsPerson: 2 },
  HoldCaptured: { excessMinor: 2 },
  CaptureReversed: { excessMinor: 2 },
  ReleaseReversed: { excessMinor: 2 },
};

/**
 * I10: an id stands for stream, cause, place and content (docs/decisions/0002), so an event that says something else than
 * it was written with has an id that nothing of it makes.
 */
export function demandDerivedId(event: RecordedEvent, report: Report): void {
  if (OURS.test(event.streamId) && !isMadeOfIt(event))
    report('I10', `event id ${event.id} is not the one that its stream, cause, place and content make`);
}

/** The place in its decision is not recorded, so it is looked for; mostly it is the first. */
function isMadeOfIt({ id, streamId, revision, body, metadata }: RecordedEvent): boolean {
  const content = contentOf(asWritten(body, metadata.schemaVersion));
  const isMade = (after: string, index: number) =>
    derivedId(streamId, metadata.$causationId, after, String(index), content) === id;
  for (let index = 0; index <= Math.min(Number(revision), AT_ONCE); index += 1) {
    const decidedOn = revision - 1n - BigInt(index);
    const places = ['once', String(decidedOn), ...(decidedOn < 0n ? ['no_stream'] : [])];
    if (places.some(after => isMade(after, index))) return true;
  }
  return false;
}

function asWritten(body: EventBody, version: number): EventBody {
  const added = Object.entries(ADDED[body.type] ?? {}).filter(([, since]) => version < since);
  if (added.length === 0) return body;
  const later = new Set(added.map(([field]) => field));
  return {
    ...body,
    data: Object.fromEntries(Object.entries(body.data).filter(([field]) => !later.has(field))),
  };
}

/** Amounts are written as `5000n`, so that an amount and a text never make the same. */
const contentOf = ({ type, data }: EventBody): string =>
  fingerprint(
    type,
    JSON.stringify(data, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );
