import { ok, refuse, type Result } from '../../shared/result';
import { unreachable } from '../../shared/invariant';
import type { WebhookEndpoint, WebhookEndpoints } from './endpoints';
import type { DisableReason, MessageType, ParkReason, WebhookEndpointEvent } from './events';

/** What a client says of an endpoint. */
export interface EndpointWish {
  readonly url: string;
  readonly events: readonly MessageType[];
  readonly description: string | null;
  /** What a person without a key sees now: no key tells it later. Missing for a client with keys. */
  readonly accounts?: '*' | readonly string[];
  /** Said when it is added, and never changed. */
  readonly receives?: 'CALLBACKS';
}

/** `clientName`: who asks. The sender itself parks, and disables what is gone. */
export type EndpointCommand =
  | {
      readonly type: 'AddEndpoint';
      readonly endpointId: string;
      readonly clientName: string;
      readonly wish: EndpointWish;
      readonly sealedSecret: string;
    }
  | (OfClient & { readonly type: 'ChangeEndpoint'; readonly wish: EndpointWish })
  | (OfClient & {
      readonly type: 'RotateSecret';
      readonly sealedSecret: string;
      readonly overlapUntil: string;
    })
  | (OfClient & { readonly type: 'DisableEndpoint' | 'EnableEndpoint' | 'DeleteEndpoint' | 'RequestTest' })
  | { readonly type: 'EndpointGone'; readonly endpointId: string }
  | {
      readonly type: 'ParkEndpoint';
      readonly endpointId: string;
      readonly reason: ParkReason;
      readonly deliveryId: string | null;
    };

interface OfClient {
  readonly endpointId: string;
  readonly clientName: string;
}

export type EndpointRefusal =
  | 'ENDPOINT_NOT_FOUND'
  /** The client has an endpoint with this address. */
  | 'ENDPOINT_EXISTS'
  | 'TOO_MANY_ENDPOINTS'
  /** A test is only sent where messages are sent. */
  | 'ENDPOINT_NOT_ENABLED';

type Decision = Result<readonly WebhookEndpointEvent[], EndpointRefusal>;

/** Of one client. Each endpoint reads the log for itself. */
const MAX_ENDPOINTS = 16;

export function decideEndpoint(endpoints: WebhookEndpoints, command: EndpointCommand): Decision {
  if (command.type === 'AddEndpoint') return decideAddition(endpoints, command);
  const endpoint = endpoints.get(command.endpointId);
  if (!endpoint || ('clientName' in command && command.clientName !== endpoint.clientName))
    return refuse('ENDPOINT_NOT_FOUND');
  if (command.type === 'ChangeEndpoint' && hasUrl(endpoints, endpoint, command.wish.url))
    return refuse('ENDPOINT_EXISTS');
  if (command.type === 'RequestTest' && endpoint.status.kind !== 'ENABLED')
    return refuse('ENDPOINT_NOT_ENABLED');
  return ok(eventsOf(endpoint, command));
}

function decideAddition(
  endpoints: WebhookEndpoints,
  { endpointId, clientName, wish, sealedSecret }: Extract<EndpointCommand, { type: 'AddEndpoint' }>,
): Decision {
  const own = [...endpoints.values()].filter(endpoint => endpoint.clientName === clientName);
  if (own.some(({ url }) => url === wish.url)) return refuse('ENDPOINT_EXISTS');
  if (own.length >= MAX_ENDPOINTS) return refuse('TOO_MANY_ENDPOINTS');
  const data = { endpointId, clientName, ...wish, sealedSecret };
  return ok([{ type: 'WebhookEndpointAdded', data }]);
}

const hasUrl = (endpoints: WebhookEndpoints, { endpointId, clientName }: WebhookEndpoint, url: string) =>
  [...endpoints.values()].some(
    other => other.clientName === clientName && other.url === url && other.endpointId !== endpointId,
  );

/** Nothing where the endpoint is so already. */
function eventsOf(
  endpoint: WebhookEndpoint,
  command: Exclude<EndpointCommand, { type: 'AddEndpoint' }>,
): readonly WebhookEndpointEvent[] {
  const { endpointId, status } = endpoint;
  switch (command.type) {
    case 'ChangeEndpoint':
      return isSame(endpoint, command.wish)
        ? []
        : [{ type: 'WebhookEndpointChanged', data: { endpointId, ...command.wish } }];
    case 'RotateSecret': {
      const { sealedSecret, overlapUntil } = command;
      return [{ type: 'WebhookSecretRotated', data: { endpointId, sealedSecret, overlapUntil } }];
    }
    case 'DisableEndpoint':
      return status.kind === 'DISABLED' ? [] : [disabled(endpointId, 'CLIENT')];
    case 'EndpointGone':
      return status.kind === 'ENABLED' ? [disabled(endpointId, 'GONE')] : [];
    case 'EnableEndpoint':
      return status.kind === 'ENABLED' ? [] : [{ type: 'WebhookEndpointEnabled', data: { endpointId } }];
    case 'DeleteEndpoint':
      return [{ type: 'WebhookEndpointDeleted', data: { endpointId } }];
    case 'RequestTest':
      return [{ type: 'WebhookTestRequested', data: { endpointId } }];
    case 'ParkEndpoint': {
      const { reason, deliveryId } = command;
      if (status.kind !== 'ENABLED') return [];
      return [{ type: 'WebhookEndpointParked', data: { endpointId, reason, deliveryId } }];
    }
    default:
      return unreachable(command);
  }
}

const disabled = (endpointId: string, reason: DisableReason): WebhookEndpointEvent => ({
  type: 'WebhookEndpointDisabled',
  data: { endpointId, reason },
});

const isSame = (endpoint: WebhookEndpoint, { url, events, description, accounts }: EndpointWish): boolean =>
  endpoint.url === url &&
  endpoint.description === description &&
  endpoint.events.join() === events.join() &&
  (accounts === undefined || JSON.stringify(endpoint.accounts) === JSON.stringify(accounts));
