import type { DisableReason, MessageType, ParkReason, WebhookEndpointEvent } from './events';

export interface WebhookEndpoint {
  readonly endpointId: string;
  readonly clientName: string;
  readonly url: string;
  readonly events: readonly MessageType[];
  readonly description: string | null;
  /** What the client sees, where it has no key that tells it. */
  readonly accounts?: '*' | readonly string[];
  /** CALLBACKS: the messages of payouts that named an address beneath `url`. Missing: all messages. */
  readonly receives?: 'CALLBACKS';
  /** The key that added the endpoint or changed it last; null: none did, or it is not known. */
  readonly keyId: string | null;
  readonly sealedSecret: string;
  /** The secret of before; it signs too until that time. null: there is none. */
  readonly former: { readonly sealedSecret: string; readonly until: string } | null;
  readonly status: EndpointStatus;
  /** RFC 3339 UTC. */
  readonly addedAt: string;
  /** The last time at which it was added or enabled: failures of before do not count. RFC 3339 UTC. */
  readonly enabledAt: string;
}

type EndpointStatus =
  | { readonly kind: 'ENABLED' }
  | { readonly kind: 'DISABLED'; readonly reason: DisableReason; readonly since: string }
  | {
      readonly kind: 'PARKED';
      readonly reason: ParkReason;
      readonly deliveryId: string | null;
      readonly since: string;
    };

/** All endpoints that are not deleted, by their ids, in the order in which they were added. */
export type WebhookEndpoints = ReadonlyMap<string, WebhookEndpoint>;

export const NO_ENDPOINTS: WebhookEndpoints = new Map();

/** Idempotent: a repeated event changes nothing, and an event of an unknown type neither. */
export function evolveEndpoints(
  endpoints: WebhookEndpoints,
  event: WebhookEndpointEvent,
  { metadata: { occurredAt, keyId = null } }: Told,
): WebhookEndpoints {
  const { endpointId } = event.data;
  if (event.type === 'WebhookEndpointAdded')
    return withEndpoint(endpoints, newEndpoint(event.data, occurredAt, keyId));
  const known = endpoints.get(endpointId);
  if (!known) return endpoints;
  if (event.type === 'WebhookEndpointDeleted')
    return new Map([...endpoints].filter(([id]) => id !== endpointId));
  const maker = event.type === 'WebhookEndpointChanged' ? { keyId } : {};
  return withEndpoint(endpoints, { ...known, ...change(known, event, occurredAt), ...maker });
}

interface Told {
  readonly metadata: { readonly occurredAt: string; readonly keyId?: string | null };
}

type AddedEvent = Extract<WebhookEndpointEvent, { type: 'WebhookEndpointAdded' }>;
type LaterEvent = Exclude<WebhookEndpointEvent, { type: 'WebhookEndpointAdded' | 'WebhookEndpointDeleted' }>;

const newEndpoint = (data: AddedEvent['data'], at: string, keyId: string | null): WebhookEndpoint => ({
  ...data,
  keyId,
  former: null,
  status: { kind: 'ENABLED' },
  addedAt: at,
  enabledAt: at,
});

function change(endpoint: WebhookEndpoint, event: LaterEvent, at: string): Partial<WebhookEndpoint> {
  switch (event.type) {
    case 'WebhookEndpointChanged':
      return event.data;
    case 'WebhookSecretRotated': {
      const { sealedSecret, overlapUntil: until } = event.data;
      if (sealedSecret === endpoint.sealedSecret) return {};
      return { sealedSecret, former: { sealedSecret: endpoint.sealedSecret, until } };
    }
    case 'WebhookEndpointDisabled':
      return { status: { kind: 'DISABLED', reason: event.data.reason, since: at } };
    case 'WebhookEndpointParked': {
      const { reason, deliveryId } = event.data;
      return { status: { kind: 'PARKED', reason, deliveryId, since: at } };
    }
    case 'WebhookEndpointEnabled':
      return { status: { kind: 'ENABLED' }, enabledAt: at };
    default:
      return {};
  }
}

const withEndpoint = (endpoints: WebhookEndpoints, endpoint: WebhookEndpoint): WebhookEndpoints =>
  new Map(endpoints).set(endpoint.endpointId, endpoint);
