import { isBeneath } from '../../domain/outbound/callback';
import type { WebhookEndpoint } from '../../domain/outbound/endpoints';
import type { AccountsOf } from './delivery-finder';
import type { OpenDelivery } from './open-delivery';

/** Whether an endpoint may get a message as things stand now. `unknown`: no key says what its client sees. */
export function mayReceive(
  endpoint: WebhookEndpoint,
  item: OpenDelivery,
  accountsOf: AccountsOf,
): 'yes' | 'no' | 'unknown' {
  const { accountId } = item.message;
  const accounts = endpoint.accounts ?? accountsOf(endpoint.clientName);
  if (accounts === null) return 'unknown';
  const isOwn = accounts === '*' || accountId === null || accounts.includes(accountId);
  return isOwn && !hasLeft(endpoint, item) ? 'yes' : 'no';
}

/** The endpoint allowed the payout's address when the payout was requested, and does so no more. */
const hasLeft = ({ receives, url }: WebhookEndpoint, { message: { callback } }: OpenDelivery): boolean =>
  receives === 'CALLBACKS' && callback !== null && !isBeneath(url, callback.url);
