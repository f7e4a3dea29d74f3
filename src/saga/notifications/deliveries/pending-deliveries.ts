import type { NotificationEvent, NotificationReceived } from '../../../domain/notification/events';
import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import type { Report } from '../../../providers/port/provider';

/** A delivery that nothing has been decided about yet. */
export interface Pending {
  readonly received: RecordedEvent;
  /** The deliveries of the same meaning before it, each with its verdict; their bodies are others. */
  readonly earlier: readonly Delivery[];
  readonly revision: bigint;
}

/** A delivery that was judged: undefined where it was not, else the reason of its quarantine, or null where it was applied. */
export interface Delivery {
  readonly received: RecordedEvent;
  readonly quarantine: string | null | undefined;
}

/** The first delivery of the stream without a verdict. @throws {Fault} */
export async function pendingIn(store: EventStore, streamId: string): Promise<Pending | undefined> {
  const deliveries = new Map<string, Delivery>();
  let revision = -1n;
  for await (const event of store.readStream(streamId)) {
    const body = event.body as NotificationEvent;
    const id = body.type === 'ProviderNotificationReceived' ? event.id : body.data.receivedEventId;
    const received = deliveries.get(id)?.received ?? event;
    if (body.type === 'ProviderNotificationReceived') deliveries.set(id, { received, quarantine: undefined });
    else deliveries.set(id, { received, quarantine: 'reason' in body.data ? body.data.reason : null });
    ({ revision } = event);
  }
  const all = [...deliveries.values()];
  const at = all.findIndex(({ quarantine }) => quarantine === undefined);
  return at < 0 ? undefined : { received: all[at]!.received, earlier: all.slice(0, at), revision };
}

export const rawTextOf = ({ personal }: NotificationReceived): string =>
  personal.encoding === 'utf8' ? personal.rawBody : Buffer.from(personal.rawBody, 'base64').toString('utf8');

/** Whether two tellings say the same, however they are worded and whenever they were told: times are data, no meaning. */
export const saysTheSame = (left: Report, right: Report): boolean => meaningOf(left) === meaningOf(right);

const meaningOf = (report: Report): string =>
  JSON.stringify(report, (key, value: unknown) => {
    if (key === 'answerHash' || key === 'providerTime') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
