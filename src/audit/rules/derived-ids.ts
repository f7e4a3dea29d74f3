import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import { derivedId, fingerprint } from '../../shared/ids';
import type { Report } from '../difference';

/** Streams that are written by the service alone: every id in them stands for what the event says. */
const OURS = /^(?:account|payout|case|notification|exchange|reconciliation|reference)-/;

/** Events that one decision appends together, at most: a chunk of a statement. */
const AT_ONCE = 500;

/** Fields that a later schema version gave an event: as it was written then, it had none. */
const ADDED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  PayoutOutcomeUnknown: { needsPerson: 2 },
  ProviderNotificationReceived: { signature: 2 },
  HoldCaptured: { excessMinor: 2 },
  CaptureReversed: { excessMinor: 2 },
  ReleaseReversed: { excessMinor: 2 },
};

/**
 * I10: an id stands for stream, cause, place and content (docs/decisions/0002), so an event that says something else than
 * it was written with has an id that nothing of it makes.
 */
export class DerivedIds {
  /** The revision that the event before was decided on, and its stream: the next one mostly is of the same decision. */
  private before = { streamId: '', decidedOn: 0n };

  demand(event: RecordedEvent, report: Report): void {
    if (!OURS.test(event.streamId)) return;
    const decidedOn = this.decidedOn(event);
    if (decidedOn === undefined)
      return report(
        'I10',
        `event id ${event.id} is not the one that its stream, cause, place and content make`,
      );
    this.before = { streamId: event.streamId, decidedOn };
  }

  /** The revision at which the id is the one that the event makes. It is not recorded, so it is looked for. */
  private decidedOn({ id, streamId, revision, body, metadata }: RecordedEvent): bigint | undefined {
    const content = contentOf(asWritten(body, metadata.schemaVersion));
    const isMade = (decidedOn: bigint): boolean => {
      const index = String(revision - decidedOn - 1n);
      const places = ['once', String(decidedOn), ...(decidedOn < 0n ? ['no_stream'] : [])];
      return places.some(after => derivedId(streamId, metadata.$causationId, after, index, content) === id);
    };
    const { before } = this;
    if (before.streamId === streamId && before.decidedOn < revision && isMade(before.decidedOn))
      return before.decidedOn;
    for (let on = revision - 1n; on >= -1n && on >= revision - 1n - BigInt(AT_ONCE); on -= 1n)
      if (isMade(on)) return on;
    return undefined;
  }
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
