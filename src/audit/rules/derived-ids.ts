import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import { derivedId, fingerprint } from '../../shared/ids';
import type { ReportDifference } from '../difference';

/** Streams that are written by the service alone: every id in them stands for what the event says. */
const OURS =
  /^(?:account|payout|case|notification|exchange|reconciliation|reference|provider|alarm|limits|usage|webhook)-/;

/** Events that one decision appends together, at most: a chunk of a statement. */
const MAX_EVENTS_PER_APPEND = 500;

/** Fields that a later schema version gave an event: as it was written then, it had none. */
const FIELDS_ADDED_SINCE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ApiKeyCreated: { notBefore: 2, expiresAt: 2, networks: 2, description: 2, signingKey: 3 },
  FundsDeposited: { evidence: 2 },
  PayoutOutcomeUnknown: { needsPerson: 2 },
  ProviderNotificationReceived: { signature: 2 },
  HoldCaptured: { excessMinor: 2 },
  CaptureReversed: { excessMinor: 2 },
  ReleaseReversed: { excessMinor: 2 },
};

/**
 * I10: an event's id is derived from its stream, cause, number and content (docs/decisions/0002). An event whose content
 * was changed later has an id that its content does not give.
 */
export class DerivedIds {
  /** The revision that the event before was decided on, and its stream: the next one mostly is of the same decision. */
  private before = { streamId: '', decidedOn: 0n };

  check(event: RecordedEvent, report: ReportDifference): void {
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
    const content = contentOf(asFirstWritten(body, metadata.schemaVersion));
    const matches = (decidedOn: bigint): boolean => {
      const index = String(revision - decidedOn - 1n);
      const places = ['once', String(decidedOn), ...(decidedOn < 0n ? ['no_stream'] : [])];
      return places.some(after => derivedId(streamId, metadata.$causationId, after, index, content) === id);
    };
    const { before } = this;
    if (before.streamId === streamId && before.decidedOn < revision && matches(before.decidedOn))
      return before.decidedOn;
    for (let on = revision - 1n; on >= -1n && on >= revision - 1n - BigInt(MAX_EVENTS_PER_APPEND); on -= 1n)
      if (matches(on)) return on;
    return undefined;
  }
}

function asFirstWritten(body: EventBody, version: number): EventBody {
  const fields = FIELDS_ADDED_SINCE[body.type];
  if (!fields) return body;
  const added = Object.entries(fields).filter(([, since]) => version < since);
  if (added.length === 0) return body;
  const later = new Set(added.map(([field]) => field));
  return {
    ...body,
    data: Object.fromEntries(Object.entries(body.data).filter(([field]) => !later.has(field))),
  };
}

const contentOf = ({ type, data }: EventBody): string => fingerprint(type, contentText(data));

/**
 * JSON, except that an amount is written as `"5000n"`: so an amount and a text never make the same. Event data is plain. It is
 * written out here because `JSON.stringify` with a replacer takes three times as long.
 */
function contentText(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}n"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(contentText).join(',')}]`;
  let text = '';
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${contentText(item)}`;
  return `{${text}}`;
}
