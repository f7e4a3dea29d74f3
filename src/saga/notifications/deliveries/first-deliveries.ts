import type { NotificationEvent } from '../../../domain/notification/events';
import type { RecordedEvent } from '../../../event-store/event-store';
import { deliveryOf, type Delivery, type PendingDelivery } from './pending-deliveries';

/** Characters of raw bodies. A body that is not kept is read from its stream. */
const MAX_CHARACTERS = 16_000_000;
/** Counted for each delivery beside its body. */
const OWN_SIZE = 1_000;

/**
 * First deliveries, as the saga's subscription has just brought them: they are judged without a read of their streams.
 * Only a stream with one event is kept. An append at that revision is refused if another event has come.
 */
export class FirstDeliveries {
  private readonly byStream = new Map<string, Delivery>();
  private characters = 0;

  constructor(private readonly maxCharacters = MAX_CHARACTERS) {}

  /** Takes note of an event in a notification's stream. */
  note(event: RecordedEvent<NotificationEvent>): void {
    const { body, streamId, revision } = event;
    this.forget(streamId);
    if (body.type !== 'ProviderNotificationReceived' || revision !== 0n) return;
    const delivery = deliveryOf(event, body.data);
    if (this.characters + sizeOf(delivery) > this.maxCharacters) return;
    this.byStream.set(streamId, delivery);
    this.characters += sizeOf(delivery);
  }

  /** Returns undefined when the stream must be read. */
  get(streamId: string): PendingDelivery | undefined {
    const delivery = this.byStream.get(streamId);
    return delivery && { delivery, earlier: [], revision: 0n };
  }

  forget(streamId: string): void {
    const delivery = this.byStream.get(streamId);
    if (!delivery) return;
    this.byStream.delete(streamId);
    this.characters -= sizeOf(delivery);
  }
}

const sizeOf = ({ data }: Delivery): number => OWN_SIZE + data.personal.rawBody.length;
