import type { HttpCall, HttpOutcome } from '../../http/http-client';
import { idIn, objectIn, parseObject, textIn, type JsonObject } from '../../answers/lossless-json';
import { WEBHOOK_SECRET_HEADER } from './webhook-secret';

/**
 * What may be registered at NTX Pay, where one address receives an event type for the whole account.
 * `register`: our event types, unless the type leads to another address.
 * `replace`: our event types, whatever stood there.
 * `leave`: nothing.
 */
export const WEBHOOK_MODES = ['register', 'replace', 'leave'] as const;
export type WebhookMode = (typeof WEBHOOK_MODES)[number];

export interface WebhookSettings {
  /** Where notifications are to go. At NTX Pay it must be https. */
  readonly url: string;
  /** Sent with every notification. What is registered with a former one is ours too. */
  readonly secrets: readonly [current: string, ...former: string[]];
  readonly mode: WebhookMode;
  /** Whether disputes (`med_*`) are wanted too. */
  readonly med: boolean;
}

/** What became of a registration; no secret and no whole address in it. */
export type Registration =
  | {
      readonly ok: true;
      /** Event types of disputes that the provider does not take. */
      readonly refused: readonly string[];
      /** What leads elsewhere and was left as it is, like `cash_out to ledger.example`. */
      readonly left: readonly string[];
      /** false: the provider was asked what is registered and does not show it: what stood there was replaced unseen. */
      readonly seen: boolean;
    }
  | { readonly ok: false; readonly reason: string };

export type Send = (call: HttpCall) => Promise<HttpOutcome>;

/**
 * What is ours: `cash_out` tells what became of a payout, `refund_out` that money of one came back. `refund_in` and
 * `cash_in` are about money the account receives, and belong to the system that receives it.
 */
const PAYOUT_EVENTS = ['cash_out', 'refund_out'] as const;
const DISPUTES = ['med_created', 'med_accepted', 'med_rejected'] as const;

/**
 * Has notifications of payouts sent to `url` with the current secret. It reads the list of what is registered before: a
 * type that leads to another address without a secret of ours is not ours. A repeat replaces what is registered as ours.
 */
export async function registerWebhooks(wishes: WebhookSettings, send: Send): Promise<Registration> {
  const { mode, med } = wishes;
  if (mode === 'leave') return { ok: true, refused: [], left: [], seen: true };
  const standing = mode === 'replace' ? NOT_LISTED : await listWebhooks(send);
  if ('reason' in standing) return { ok: false, reason: standing.reason };
  const refused: string[] = [];
  const left: string[] = [];
  for (const eventType of [...PAYOUT_EVENTS, ...(med ? DISPUTES : [])]) {
    const other = standing.webhooks.find(belongsToOthers(eventType, wishes));
    if (other) {
      left.push(`${eventType} to ${hostOf(other.url)}`);
      continue;
    }
    const outcome = await register(eventType, wishes, send);
    if (outcome.kind === 'taken') continue;
    if (outcome.kind === 'failed' || isOurs(eventType)) return { ok: false, reason: outcome.reason };
    refused.push(eventType);
  }
  return { ok: true, refused, left, seen: standing.seen };
}

const isOurs = (eventType: string): boolean => PAYOUT_EVENTS.some(each => each === eventType);

interface RegisteredWebhook {
  readonly eventType: string;
  readonly url: string;
  readonly secret: string | undefined;
}

interface WebhookList {
  readonly webhooks: readonly RegisteredWebhook[];
  readonly seen: boolean;
}

const NOT_LISTED: WebhookList = { webhooks: [], seen: true };

/** The provider's list is documented, and perhaps not offered by every brand of the engine. */
const NOT_OFFERED = new Set([404, 405, 501]);

async function listWebhooks(send: Send): Promise<WebhookList | { readonly reason: string }> {
  const outcome = await send({ method: 'GET', path: '/api/webhooks', headers: {} });
  if (outcome.kind !== 'answered') return { reason: `the list: ${outcome.kind}: ${outcome.reason}` };
  if (NOT_OFFERED.has(outcome.status)) return { webhooks: [], seen: false };
  const body = outcome.status === 200 ? parseObject(outcome.text) : undefined;
  if (!body) return { reason: `the list: answer ${outcome.status}` };
  const webhooks: unknown = Object.hasOwn(body, 'webhooks') ? body.webhooks : undefined;
  return Array.isArray(webhooks)
    ? { webhooks: webhooks.flatMap(registeredWebhook), seen: true }
    : { webhooks: [], seen: false };
}

/** An inactive one counts too: the system that registered it may turn it on again. */
function registeredWebhook(value: unknown): RegisteredWebhook[] {
  const webhook = objectIn({ value }, 'value') ?? {};
  const [eventType, url] = [idIn(webhook, 'type'), textIn(webhook, 'url')];
  if (eventType === undefined || url === undefined) return [];
  return [{ eventType, url, secret: secretIn(objectIn(webhook, 'headers') ?? {}) }];
}

function secretIn(headers: JsonObject): string | undefined {
  const name = Object.keys(headers).find(key => key.toLowerCase() === WEBHOOK_SECRET_HEADER.toLowerCase());
  return name === undefined ? undefined : textIn(headers, name);
}

const belongsToOthers =
  (eventType: string, { url, secrets }: WebhookSettings) =>
  (standing: RegisteredWebhook): boolean =>
    standing.eventType === eventType &&
    standing.url !== url &&
    !(standing.secret !== undefined && secrets.includes(standing.secret));

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is none');

type Registered =
  { readonly kind: 'taken' } | { readonly kind: 'refused' | 'failed'; readonly reason: string };

async function register(
  eventType: string,
  { url, secrets }: WebhookSettings,
  send: Send,
): Promise<Registered> {
  const headers = [{ key: WEBHOOK_SECRET_HEADER, value: secrets[0] }];
  const body = JSON.stringify({ url, eventType, headers });
  const json = { 'Content-Type': 'application/json' };
  const outcome = await send({ method: 'POST', path: '/api/webhooks', headers: json, body });
  if (outcome.kind !== 'answered')
    return { kind: 'failed', reason: `${eventType}: ${outcome.kind}: ${outcome.reason}` };
  const { status, text } = outcome;
  const said = status === 200 || status === 201;
  if (said && parseObject(text)?.success !== false) return { kind: 'taken' };
  const kind = said || status === 400 || status === 404 || status === 422 ? 'refused' : 'failed';
  return { kind, reason: `${eventType}: answer ${status}` };
}
