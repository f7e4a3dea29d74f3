import { ok, type Result } from '../../shared/result';
import type { WebhookDeliveryAttempted, WebhookDeliveryEvent } from './events';

/** One message on its way to one endpoint. */
export interface WebhookDelivery {
  readonly attempts: readonly WebhookDeliveryAttempted[];
  /** As it was first sent, and is sent each time. */
  readonly body: string;
  readonly isDelivered: boolean;
  /** It failed for good at the address of its payout: nothing more is tried unless a client asks. */
  readonly isGivenUp: boolean;
  /** The first failure since it was last delivered or asked for again; null: there is none. RFC 3339 UTC. */
  readonly failingSince: string | null;
  /** RFC 3339 UTC; null: now, or never where it is delivered. */
  readonly nextAttemptAt: string | null;
}

/** By their ids. */
export type WebhookDeliveries = ReadonlyMap<string, WebhookDelivery>;

const NEW: WebhookDelivery = {
  attempts: [],
  body: '',
  isDelivered: false,
  isGivenUp: false,
  failingSince: null,
  nextAttemptAt: null,
};

/** The decider over the stream of one endpoint and one payout. `AskReplay` of an unknown or open delivery does nothing. */
export type DeliveryCommand =
  | { readonly type: 'RecordAttempt'; readonly attempt: WebhookDeliveryAttempted }
  | { readonly type: 'AskReplay'; readonly deliveryId: string; readonly endpointId: string };

export const webhookDeliveries = {
  initial: new Map() as WebhookDeliveries,

  evolve(deliveries: WebhookDeliveries, event: WebhookDeliveryEvent): WebhookDeliveries {
    const { deliveryId } = event.data;
    const before = deliveries.get(deliveryId) ?? NEW;
    return new Map(deliveries).set(deliveryId, next(before, event));
  },

  decide(
    deliveries: WebhookDeliveries,
    command: DeliveryCommand,
  ): Result<readonly WebhookDeliveryEvent[], never> {
    if (command.type === 'RecordAttempt')
      return ok([{ type: 'WebhookDeliveryAttempted', data: command.attempt }]);
    const { deliveryId, endpointId } = command;
    const { isDelivered = false, isGivenUp = false } = deliveries.get(deliveryId) ?? {};
    return ok(
      isDelivered || isGivenUp ? [{ type: 'WebhookReplayRequested', data: { deliveryId, endpointId } }] : [],
    );
  },
};

function next(before: WebhookDelivery, event: WebhookDeliveryEvent): WebhookDelivery {
  if (event.type === 'WebhookReplayRequested')
    return { ...before, isDelivered: false, isGivenUp: false, failingSince: null, nextAttemptAt: null };
  if (event.type !== 'WebhookDeliveryAttempted') return before;
  const { data } = event;
  const isDelivered = data.outcome === 'DELIVERED';
  return {
    attempts: [...before.attempts, data],
    body: data.body ?? before.body,
    isDelivered,
    isGivenUp: data.outcome === 'GIVEN_UP',
    failingSince: isDelivered ? null : (before.failingSince ?? data.attemptedAt),
    nextAttemptAt: data.nextAttemptAt,
  };
}
