import { Webhook } from 'standardwebhooks';
import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { EndpointSecrets } from '../endpoints/endpoint-secrets';

const MS_PER_SECOND = 1_000;

/**
 * The headers of Standard Webhooks. During a rotation the former secret signs too. undefined: the secret cannot be opened
 * with this installation's master key.
 */
export function signedHeaders(
  endpoint: WebhookEndpoint,
  secrets: EndpointSecrets,
  deliveryId: string,
  body: string,
  now: Date,
): Record<string, string> | undefined {
  const { endpointId, sealedSecret, former } = endpoint;
  const current = secrets.open(endpointId, sealedSecret);
  if (current === undefined) return undefined;
  const isOverlap = former !== null && now < new Date(former.until);
  const other = isOverlap ? secrets.open(endpointId, former.sealedSecret) : undefined;
  const signing = other === undefined ? [current] : [current, other];
  return {
    'content-type': 'application/json',
    'user-agent': 'Holdfast',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(now.getTime() / MS_PER_SECOND)),
    'webhook-signature': signing.map(secret => new Webhook(secret).sign(deliveryId, now, body)).join(' '),
  };
}
