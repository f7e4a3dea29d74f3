import type { NotificationEvent, NotificationReceived } from '../../../domain/notification/events';
import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { readEvents } from '../../../event-store/read-events';
import { streamName } from '../../../event-store/stream-names';
import type { PayoutReport } from '../../../providers/port/provider';

/** One arrival of a notification, as the inbox stored it. */
export interface Delivery {
  readonly streamId: string;
  /** The id of the event ProviderNotificationReceived. */
  readonly eventId: string;
  readonly data: NotificationReceived;
  /** The time at which the inbox stored it, by the clock of that process. */
  readonly receivedAt: Date;
}

/** A delivery that has a verdict. `quarantine` is the reason, or null where the delivery was applied. */
export interface JudgedDelivery {
  readonly delivery: Delivery;
  readonly quarantine: string | null;
}

/** The first delivery of a stream that has no verdict yet. */
export interface PendingDelivery {
  readonly delivery: Delivery;
  /** The deliveries before it. They have the same identity, and other bodies. */
  readonly earlier: readonly JudgedDelivery[];
  /** The revision of the stream when it was read. */
  readonly revision: bigint;
}

/** What a notification's stream says. */
export interface StoredDeliveries {
  readonly deliveries: readonly Delivery[];
  /** By the delivery's event id: the reason of its quarantine, or null where it was applied. */
  readonly verdicts: ReadonlyMap<string, string | null>;
  readonly revision: bigint;
}

/**
 * Reads a notification's stream. A delivery without a verdict here can have one in its payout's stream.
 * @throws {Fault} The event store does not answer.
 */
export async function readDeliveries(store: EventStore, streamId: string): Promise<StoredDeliveries> {
  const deliveries: Delivery[] = [];
  const verdicts = new Map<string, string | null>();
  let revision = -1n;
  for await (const event of readEvents(store, streamName<NotificationEvent>(streamId))) {
    const { body } = event;
    if (body.type === 'ProviderNotificationReceived') deliveries.push(deliveryOf(event, body.data));
    else verdicts.set(body.data.receivedEventId, 'reason' in body.data ? body.data.reason : null);
    ({ revision } = event);
  }
  return { deliveries, verdicts, revision };
}

export const deliveryOf = (
  { id, streamId, metadata }: RecordedEvent,
  data: NotificationReceived,
): Delivery => ({
  streamId,
  eventId: id,
  data,
  receivedAt: new Date(metadata.occurredAt),
});

export const rawTextOf = ({ personal }: NotificationReceived): string =>
  personal.encoding === 'utf8' ? personal.rawBody : Buffer.from(personal.rawBody, 'base64').toString('utf8');

/** Compares two reports without their times and hashes: another wording of the same report has the same meaning. */
export const hasSameMeaning = (left: PayoutReport, right: PayoutReport): boolean =>
  meaningOf(left) === meaningOf(right);

const meaningOf = (report: PayoutReport): string =>
  JSON.stringify(report, (key, value: unknown) => {
    if (key === 'answerHash' || key === 'providerTime') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
