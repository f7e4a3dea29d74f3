import type { Difference } from '../../src/audit/difference';
import type { NotificationEvent, NotificationReceived } from '../../src/domain/notification/events';
import type { Evidence } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';

/** I12: each verified notification is stored, judged at most once, and takes effect at most once. */
export function notificationViolations(
  events: readonly RecordedEvent[],
  stored: readonly string[],
  atRest: boolean,
): Difference[] {
  const received = new Map<string, RecordedEvent>();
  const verdicts = new Map<string, number>();
  const effects = new Map<string, Set<string>>();
  /** Those on which an event of a payout is the verdict. */
  const byPayout = new Set<string>();
  const found: Difference[] = [];
  const report = (stream: string, revision: bigint | null, detail: string) =>
    found.push({ invariant: 'I12', stream, revision, detail });
  /** Counts what a notification led to; it must have been received before. */
  const count = (counts: Map<string, number>, id: string, { streamId, revision, body }: RecordedEvent) => {
    const times = (counts.get(id) ?? 0) + 1;
    counts.set(id, times);
    if (!received.has(id))
      report(streamId, revision, `${body.type} rests on notification ${id}, never received`);
    if (times > 1)
      report(streamId, revision, `${body.type} is number ${times} to rest on notification ${id}`);
  };
  /** One notification makes one event, or the two that a return of a payment not known before makes. */
  const rest = (id: string, { streamId, revision, body }: RecordedEvent) => {
    const made = effects.get(id) ?? new Set();
    const isSecond = made.size > 0 && `${[...made].join()} ${body.type}` !== 'PayoutCompleted PayoutReturned';
    effects.set(id, made.add(body.type));
    if (!received.has(id))
      report(streamId, revision, `${body.type} rests on notification ${id}, never received`);
    if (isSecond) report(streamId, revision, `${body.type} is one more to rest on notification ${id}`);
  };
  for (const event of events) {
    const body = event.body as NotificationEvent | { type: 'other'; data: { evidence?: Evidence } };
    if (body.type === 'ProviderNotificationReceived') received.set(event.id, event);
    else if (body.type === 'NotificationApplied' || body.type === 'NotificationQuarantined') {
      count(verdicts, body.data.receivedEventId, event);
    } else if (body.data.evidence?.kind === 'notification') {
      const { eventId, verdictOn } = body.data.evidence;
      rest(eventId, event);
      if (verdictOn !== undefined) byPayout.add(eventId);
    }
  }
  const bodies = new Set(
    [...received.values()].map(event => rawBody(event.body.data as NotificationReceived)),
  );
  for (const body of stored) if (!bodies.has(body)) report('notifications', null, `${body} was lost`);
  if (atRest) {
    for (const [id, { streamId, revision }] of received) {
      if (!verdicts.has(id) && !byPayout.has(id))
        report(streamId, revision, 'is still without a verdict at rest');
    }
  }
  return found;
}

const rawBody = ({ personal }: NotificationReceived): string =>
  Buffer.from(personal.rawBody, personal.encoding).toString('utf8');
