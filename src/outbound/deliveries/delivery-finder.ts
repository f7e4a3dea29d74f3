import { webhookDeliveries } from '../../domain/outbound/delivery';
import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { WebhookDeliveryEvent, WebhookEndpointEvent } from '../../domain/outbound/events';
import { TEST_MESSAGE } from '../../domain/outbound/events';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { load } from '../../event-store/load';
import { readEvents } from '../../event-store/read-events';
import {
  isEventOf,
  payoutStream,
  streamName,
  WEBHOOK_ENDPOINTS_STREAM,
  webhookDeliveriesOf,
} from '../../event-store/stream-names';
import { deliveryIdOf } from './delivery-id';
import { textOf } from '../messages/body';
import type { Message } from '../messages/message';
import type { MessageMaker } from '../messages/message-maker';
import { TYPES_BY_EVENT } from '../messages/message-types';
import type { OpenDelivery } from './open-delivery';

/** The accounts that a client sees now; `*`: all. null: it is not known now, or the client has no key that is in use. */
export type AccountsOf = (clientName: string) => '*' | readonly string[] | null;

export interface DeliveryFinderParts {
  readonly store: Pick<EventStore, 'readStream' | 'readLast'>;
  readonly messages: MessageMaker;
}

/** Says what an event means for one endpoint. */
export class DeliveryFinder {
  constructor(private readonly parts: DeliveryFinderParts) {}

  /** undefined: the endpoint is not told of it. @throws {Fault} */
  async find(endpoint: WebhookEndpoint, event: RecordedEvent): Promise<OpenDelivery | undefined> {
    const { endpointId } = endpoint;
    const place = { streamId: event.streamId, revision: Number(event.revision) };
    if (isEventOf(webhookDeliveriesOf(endpointId), event)) return this.replayOf(event, place);
    const message =
      event.streamId === WEBHOOK_ENDPOINTS_STREAM
        ? testOf(endpointId, event as RecordedEvent<WebhookEndpointEvent>)
        : await this.messageOf(event, endpoint);
    return message && { deliveryId: deliveryIdOf(endpointId, message.subject, event.id), message, place };
  }

  private async messageOf(
    event: RecordedEvent,
    { endpointId, events, receives }: WebhookEndpoint,
  ): Promise<Message | undefined> {
    if (!TYPES_BY_EVENT[event.body.type]?.some(type => events.includes(type))) return undefined;
    const message = await this.parts.messages.messageOf(event);
    if (receives === 'CALLBACKS' && message?.callback?.endpointId !== endpointId) return undefined;
    return message && (events as readonly string[]).includes(message.type) ? message : undefined;
  }

  /** Its body is as it was, whatever the program makes of its source today. */
  private async replayOf(
    { streamId, body, recordedAt }: RecordedEvent<WebhookDeliveryEvent>,
    place: OpenDelivery['place'],
  ): Promise<OpenDelivery | undefined> {
    if (body.type !== 'WebhookReplayRequested') return undefined;
    const { deliveryId, endpointId } = body.data;
    const { state } = await load(
      this.parts.store,
      streamName<WebhookDeliveryEvent>(streamId),
      webhookDeliveries,
    );
    const delivery = state.get(deliveryId);
    const first = delivery?.attempts[0];
    if (!delivery || !first) return undefined;
    const subject = streamId.slice(webhookDeliveriesOf(endpointId).length);
    const { messageType: type, payoutId, source } = first;
    const callback = await this.callbackOf(payoutId);
    const { body: text } = delivery;
    const message = { type, subject, payoutId, accountId: null, callback, source, recordedAt, body: text };
    return { deliveryId, message, place };
  }

  private async callbackOf(payoutId: string | null): Promise<Message['callback']> {
    if (payoutId === null) return null;
    for await (const { body } of readEvents(this.parts.store, payoutStream(payoutId)))
      if (body.type === 'PayoutRequested') return body.data.callback ?? null;
    return null;
  }
}

function testOf(endpointId: string, event: RecordedEvent<WebhookEndpointEvent>): Message | undefined {
  const { id, streamId, revision, body, recordedAt } = event;
  if (body.type !== 'WebhookTestRequested' || body.data.endpointId !== endpointId) return undefined;
  const source = { eventId: id, streamId, revision: Number(revision) };
  const text = textOf(TEST_MESSAGE, event, { endpointId });
  return {
    ...{ type: TEST_MESSAGE, subject: `test-${id}`, payoutId: null, accountId: null, callback: null },
    ...{ source, recordedAt, body: text },
  };
}
