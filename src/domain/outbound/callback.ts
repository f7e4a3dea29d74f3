import type { WebhookEndpoint, WebhookEndpoints } from './endpoints';

/** Where the messages of one payout go, beside the endpoints that get all. */
export interface PayoutCallback {
  /** The client's endpoint of callbacks: its secret signs, and it names the events. */
  readonly endpointId: string;
  readonly url: string;
}

/** Some servers read an encoded slash as a slash, and would leave the base by it. */
const ENCODED_SLASH = /%(2f|5c)/i;

/**
 * Whether an address lies at the base or beneath it: the same scheme, host and port, and the base's whole path at its
 * beginning. The parser of URLs has resolved `..` in every form.
 */
export function isBeneath(base: string, address: string): boolean {
  if (!URL.canParse(base) || !URL.canParse(address)) return false;
  const [allowed, wanted] = [new URL(base), new URL(address)];
  if (wanted.username !== '' || wanted.password !== '' || wanted.hash !== '') return false;
  if (wanted.origin !== allowed.origin || ENCODED_SLASH.test(wanted.pathname)) return false;
  const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
  return wanted.pathname === allowed.pathname || wanted.pathname.startsWith(folder);
}

/** The client's endpoint of callbacks with the longest base above the address; undefined: the client has allowed none. */
export function callbackOf(
  endpoints: WebhookEndpoints,
  clientName: string,
  url: string,
): PayoutCallback | undefined {
  const allowing = [...endpoints.values()].filter(
    endpoint => isOfClient(endpoint, clientName) && isBeneath(endpoint.url, url),
  );
  const [closest] = allowing.sort((left, right) => right.url.length - left.url.length);
  return closest && { endpointId: closest.endpointId, url };
}

const isOfClient = ({ receives, clientName }: WebhookEndpoint, name: string): boolean =>
  receives === 'CALLBACKS' && clientName === name;
