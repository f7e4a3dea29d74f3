import {
  type DeliveryCommand,
  type WebhookDeliveries,
  webhookDeliveries,
  type WebhookDelivery,
} from '../../domain/outbound/delivery';
import type { WebhookDeliveryEvent } from '../../domain/outbound/events';
import { change } from '../../event-store/change';
import type { EventStore } from '../../event-store/event-store';
import { load, type StreamDecider } from '../../event-store/load';
import type { Cause } from '../../event-store/new-events';
import { webhookDeliveryStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { payoutSubject } from '../messages/message';
import { parseDeliveryId } from './delivery-id';

export interface ListedDelivery extends WebhookDelivery {
  readonly deliveryId: string;
}

const deliveryStream: StreamDecider<WebhookDeliveries, DeliveryCommand, WebhookDeliveryEvent, never> =
  webhookDeliveries;

/** What endpoints were sent, from the streams themselves: it is current. */
export class DeliveryLog {
  constructor(private readonly parts: { readonly store: EventStore; readonly clock: Clock }) {}

  /** Everything that these endpoints were sent about a payout, in order. @throws {Fault} */
  async ofPayout(endpointIds: readonly string[], payoutId: string): Promise<readonly ListedDelivery[]> {
    const lists = await Promise.all(endpointIds.map(id => this.read(id, payoutSubject(payoutId))));
    return lists.flatMap(deliveries =>
      [...deliveries].map(([deliveryId, delivery]) => ({ ...delivery, deliveryId })),
    );
  }

  /** What these ids name, in their order. Of an id that was never attempted nothing is known. @throws {Fault} */
  async ofIds(endpointId: string, deliveryIds: readonly string[]): Promise<readonly ListedDelivery[]> {
    const found = await Promise.all(deliveryIds.map(id => this.find([endpointId], id)));
    return found.filter(each => each !== undefined);
  }

  /** undefined: these endpoints have no such delivery, or it was never attempted. @throws {Fault} */
  async find(endpointIds: readonly string[], deliveryId: string): Promise<ListedDelivery | undefined> {
    const named = parseDeliveryId(deliveryId);
    if (!named || !endpointIds.includes(named.endpointId)) return undefined;
    const delivery = (await this.read(named.endpointId, named.subject)).get(deliveryId);
    return delivery && { ...delivery, deliveryId };
  }

  /** Asks that a delivery be sent again; nothing where it is still to be delivered. @throws {Fault} */
  async askReplay(deliveryId: string, cause: Cause): Promise<void> {
    const { endpointId, subject } = parseDeliveryId(deliveryId)!;
    const command = { type: 'AskReplay' as const, deliveryId, endpointId };
    await change(this.parts, deliveryStream, webhookDeliveryStream(endpointId, subject), command, cause);
  }

  private async read(endpointId: string, subject: string): Promise<WebhookDeliveries> {
    return (await load(this.parts.store, webhookDeliveryStream(endpointId, subject), webhookDeliveries))
      .state;
  }
}
