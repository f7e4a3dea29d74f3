import type { NotificationEvent, NotificationReceived } from '../domain/notification/events';
import type { EventStore, RecordedEvent } from '../event-store/event-store';
import type { Report } from '../providers/provider';

/** A delivery that nothing has been decided about yet. */
export interface Pending {
  readonly received: RecordedEvent;
  /** The first delivery of the same meaning: `received` itself, or one with another body. */
  readonly first: RecordedEvent;
  readonly revision: bigint;
}

/** The first delivery of the stream without a verdict. @throws {Fault} */
export async function pendingIn(store: EventStore, streamId: string): Promise<Pending | undefined> {
  const open = new Map<string, RecordedEvent>();
  let first: RecordedEvent | undefined;
  let revision = -1n;
  for await (const event of store.readStream(streamId)) {
    const body = event.body as NotificationEvent;
    if (body.type === 'ProviderNotificationReceived') {
      open.set(event.id, event);
      first ??= event;
    } else open.delete(body.data.receivedEventId);
    ({ revision } = event);
  }
  const [received] = open.values();
  return received && first && { received, first, revision };
}

export const rawTextOf = ({ personal }: NotificationReceived): string =>
  personal.encoding === 'utf8' ? personal.rawBody : Buffer.from(personal.rawBody, 'base64').toString('utf8');

/** Whether two tellings say the same, however they are worded. */
export const saysTheSame = (left: Report, right: Report): boolean => meaningOf(left) === meaningOf(right);

const meaningOf = (report: Report): string =>
  JSON.stringify(report, (key, value: unknown) => {
    if (key === 'answerHash') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
