import { matching, object, readBody, type Fields } from '../../http/body-fields';
import { maySendTo } from '../../http/loopback';
import type { Webhook } from '../../ledger/payment';

const EVENT_TYPES = /^(cash_in|cash_out|refund_in|refund_out|med_created|med_accepted|med_rejected)$/;
const BLOCKED = /^(host|content-length|connection|transfer-encoding|content-type|user-agent)$/i;
const MAX_HEADERS = 5;
/** The id of the simulator's only account. */
const ACCOUNT_ID = 1;

type Registered = Webhook & { readonly at: string };

/**
 * Reads the body of POST /api/webhooks. Returns a sentence for the client when it has an error. The provider accepts
 * https only; the simulator sends to this machine only and accepts http.
 */
export const readWebhook = (text: string, allowedHosts: readonly string[]): Webhook | string => {
  const webhook = readBody(text, body => ({
    eventType: matching(body.eventType, EVENT_TYPES, 'eventType'),
    url: matching(body.url, /^https?:\/\/\S{1,2000}$/, 'url'),
    headers: listIn(body).map(headerOf),
  }));
  if (typeof webhook === 'string') return webhook;
  if (webhook.headers.length > MAX_HEADERS) return `At most ${MAX_HEADERS} headers may be given.`;
  if (!maySendTo(webhook.url, allowedHosts))
    return 'url must lead to this machine: a sandbox sends nowhere else.';
  return webhook;
};

/** The body of GET /api/webhooks: the registered webhooks, with their headers by name. */
export const webhooksView = (registered: readonly Registered[]): object => ({
  accountId: ACCOUNT_ID,
  webhooks: registered.map(({ eventType, url, headers, at }, index) => ({
    id: index + 1,
    type: eventType,
    url,
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    isActive: true,
    createdAt: at,
  })),
  total: registered.length,
});

const listIn = (body: Fields): unknown[] => (Array.isArray(body.headers) ? body.headers : []);

function headerOf(value: unknown): { key: string; value: string } {
  const header = object(value, 'a header');
  const key = matching(header.key, /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'headers[].key');
  // The sender sets these headers itself.
  matching(BLOCKED.test(key) ? undefined : key, /./, `header ${key}`);
  return { key, value: matching(header.value, /^[\x20-\x7e]{0,1000}$/, 'headers[].value') };
}
