import { createHmac, randomUUID } from 'node:crypto';
import { CONNECTPSP_SCENARIOS, startConnectPspSandbox } from '../src/connectpsp/sandbox';
import { NTXPAY_SCENARIOS, startNtxPaySandbox } from '../src/ntxpay/sandbox';
import type { CommonOptions } from '../src/simulation/options';
import type { RecordedReturn } from '../src/simulation/records';
import type { ScenarioTable } from '../src/scenarios/scenario';
import type { Controls } from '../src/simulation/controls';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import type { Seen } from './local-server';
import { TutorialClient } from './connectpsp-client';
import { ReferenceClient } from './ntxpay-client';

/** A simulator and its own client, in words both providers have. */
export interface SandboxHarness {
  readonly sandbox: Controls & {
    records(): readonly { readonly payments: number; readonly returns: readonly RecordedReturn[] }[];
    deliveries(): readonly object[];
  };
  /** Headers of a new token, and of an order if one is given. */
  headers(order?: Order): Promise<Record<string, string>>;
  order(order: Order, scenario: string | null, headers?: Record<string, string>): Promise<Response>;
  /** The provider's answer about the order, by the name that this provider accepts. */
  ask(
    order: Order,
  ): Promise<{ readonly status: number; readonly text: string; readonly told: Telling | null }>;
  /** The balance that is free, as decimal text. */
  free(): Promise<string>;
  told(hook: Seen): Telling;
  /** The status in the answer about a returned payment. NTX Pay keeps the return apart. */
  readonly showsReturned: 'paid' | 'returned';
}

/** One order of R$ 50.50, or of another amount. */
export interface Order {
  readonly key: string;
  readonly reference: string;
  readonly amount: number;
  readonly description: string;
}

export const newOrder = (changes: Partial<Order> = {}): Order => ({
  key: randomUUID(),
  reference: `ref-${randomUUID()}`,
  amount: 50.5,
  description: 'Withdrawal',
  ...changes,
});

/** The content of a notification or an answer. */
export interface Telling {
  readonly claims: 'paid' | 'failed' | 'returned' | 'pending' | 'cancelled' | 'unknown';
  readonly reference: unknown;
  readonly endToEndId: unknown;
  /** True when the proof of the provider is valid. */
  readonly proven: boolean;
}

export interface Subject {
  readonly name: string;
  readonly scenarios: ScenarioTable;
  start(options: Partial<CommonOptions>, hookUrl: string): Promise<SandboxHarness>;
}

type Json = Record<string, unknown>;
const post = (url: string, headers: Record<string, string>, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });
const named = (scenario: string | null): Record<string, string> =>
  scenario === null ? {} : { 'X-Sandbox-Scenario': scenario };
const CLAIMS: Readonly<Record<string, Telling['claims']>> = {
  PROCESSING: 'pending',
  PENDING: 'pending',
  COMPLETED: 'paid',
  CONFIRMED: 'paid',
  FAILED: 'failed',
  ERROR: 'failed',
  CANCELLED: 'cancelled',
  REFUNDED: 'returned',
};
const claimOf = (status: unknown): Telling['claims'] => CLAIMS[String(status)] ?? 'unknown';
const FAST = { clock: systemClock, random: systemRandom, settleAfterMs: 5, returnAfterMs: 5 };

export const CONNECTPSP: Subject = {
  name: 'ConnectPSP',
  scenarios: CONNECTPSP_SCENARIOS,
  async start(options, hookUrl) {
    const sandbox = await startConnectPspSandbox({ ...FAST, fullFailedNotification: true, ...options });
    const client = new TutorialClient(sandbox, hookUrl);
    const { cryptoToken } = sandbox.credentials;
    const headers = (order?: Order) => client.headers({ 'X-Idempotency-Key': order?.key ?? randomUUID() });
    const statusViewOf = (data: Json, proven: boolean): Telling => ({
      claims: claimOf(data.status),
      reference: data.externalReference,
      endToEndId: data.endToEndId,
      proven,
    });
    return {
      sandbox,
      headers,
      showsReturned: 'returned',
      order: async (order, scenario, given) => {
        const { reference: externalReference, amount, description } = order;
        const body = client.body({ externalReference, amount, description });
        const own = given ?? (await headers(order));
        return post(`${sandbox.url}/cash-out`, { ...own, ...named(scenario) }, body);
      },
      ask: async ({ reference }) => {
        const { internalCode } = sandbox.records().find(one => one.externalReference === reference) ?? {};
        const { status, text, json } = await client.get(`/cash-out/${internalCode}`);
        return { status, text, told: status === 200 ? statusViewOf(json, true) : null };
      },
      free: async () =>
        /"transactionalBalance":([\d.]+)/.exec((await client.get('/account/balance')).text)?.[1] ?? '',
      told: ({ body, headers: seen }) => {
        const { eventType, data } = JSON.parse(body.toString()) as { eventType: string; data: Json };
        const signature = createHmac('sha256', cryptoToken).update(body).digest('hex');
        const telling = statusViewOf(data, seen['x-connect-signature'] === signature);
        return eventType === `CASHOUT_${String(data.status)}` ? telling : { ...telling, claims: 'unknown' };
      },
    };
  },
};

export const NTXPAY: Subject = {
  name: 'NTX Pay',
  scenarios: NTXPAY_SCENARIOS,
  async start(options, hookUrl) {
    const sandbox = await startNtxPaySandbox({ ...FAST, ...options });
    const client = new ReferenceClient(sandbox, hookUrl);
    for (const eventType of ['cash_out', 'refund_out']) await client.register({ eventType });
    const headers = () => client.authorised();
    return {
      sandbox,
      headers,
      showsReturned: 'paid',
      order: async (order, scenario, given) => {
        const { reference: externalId, amount: value, description } = order;
        const body = client.body({ externalId, value, description });
        const own = given ?? (await headers());
        return post(`${sandbox.url}/api/pix/cash-out`, { ...own, ...named(scenario) }, body);
      },
      ask: async ({ reference }) => {
        const { status, text, json } = await client.get(`/api/pix/transaction/${reference}`);
        const { externalId, e2eId: endToEndId } = json;
        const told = { claims: claimOf(json.status), reference: externalId, endToEndId, proven: true };
        return { status, text, told: status === 200 ? told : null };
      },
      free: async () => /"netBalance":([\d.]+)/.exec((await client.get('/api/balance')).text)?.[1] ?? '',
      told: ({ body, headers: seen }) => {
        const told = JSON.parse(body.toString()) as Json;
        const { event, endToEndId, externalId, parentTransaction: parent } = told;
        const reversal = event === 'CashOutReversal';
        return {
          claims: reversal ? 'returned' : event === 'CashOut' ? claimOf(told.status) : 'unknown',
          reference: reversal ? (parent as Json).externalId : externalId,
          endToEndId,
          proven: seen['x-webhook-secret'] === sandbox.credentials.webhookSecret,
        };
      },
    };
  },
};
