import type { HttpCall, HttpOutcome } from '../../../src/providers/http/http-client';
import {
  registerWebhooks,
  type WebhookSettings,
} from '../../../src/providers/ntxpay/notifications/register-webhooks';

const OURS = 'https://ledger.example/webhooks/ntxpay';
const wishes = (changes: Partial<WebhookSettings> = {}): WebhookSettings => ({
  url: OURS,
  secrets: ['current', 'former'],
  mode: 'register',
  med: false,
  ...changes,
});

const answered = (status: number, text: string): HttpOutcome => ({
  kind: 'answered',
  status,
  text,
  headers: {},
});
const webhook = (type: string, url: string, headers: object = {}) => ({
  id: 1,
  type,
  url,
  headers,
  isActive: true,
  createdAt: '2025-01-09T12:00:00.000Z',
});

/** A provider that answers the list and each event type as told, and keeps what it was asked to register. */
function provider(list: HttpOutcome, outcomeFor: (eventType: string) => HttpOutcome = () => taken) {
  const posted: { url: string; eventType: string; headers: object[] }[] = [];
  const methods: string[] = [];
  const send = (call: HttpCall) => {
    methods.push(`${call.method} ${call.path}`);
    if (call.method === 'GET') return Promise.resolve(list);
    const body = JSON.parse(call.body ?? '') as (typeof posted)[number];
    posted.push(body);
    return Promise.resolve(outcomeFor(body.eventType));
  };
  return { send, posted, methods, types: () => posted.map(({ eventType }) => eventType) };
}
const taken = answered(200, '{"success":true,"message":"Webhook configurado com sucesso"}');
const listOf = (...webhooks: object[]) =>
  answered(200, JSON.stringify({ accountId: 93, webhooks, total: webhooks.length }));

describe('Registering at NTX Pay', () => {
  it('asks for payouts and their returns, with our secret, after a look at what stands there', async () => {
    const { send, posted, methods } = provider(listOf());
    expect(await registerWebhooks(wishes(), send)).toEqual({ ok: true, refused: [], left: [], seen: true });
    expect(methods).toEqual(['GET /api/webhooks', 'POST /api/webhooks', 'POST /api/webhooks']);
    const headers = [{ key: 'X-Webhook-Secret', value: 'current' }];
    expect(posted).toEqual(['cash_out', 'refund_out'].map(eventType => ({ url: OURS, eventType, headers })));
  });

  it('never asks for what the account receives, and for disputes only where they are wanted', async () => {
    for (const mode of ['register', 'replace'] as const) {
      const { send, types } = provider(listOf());
      await registerWebhooks(wishes({ mode, med: true }), send);
      expect(types()).toEqual(['cash_out', 'refund_out', 'med_created', 'med_accepted', 'med_rejected']);
    }
  });

  it.each([
    ['leads to another address', webhook('cash_out', 'https://payroll.example/a?key=1')],
    [
      'leads there with a secret of its own',
      webhook('cash_out', 'https://payroll.example/', { 'X-Webhook-Secret': 'x' }),
    ],
    ['is switched off', { ...webhook('cash_out', 'https://payroll.example/'), isActive: false }],
  ])('takes nothing over that %s', async (_name, standing) => {
    const { send, types } = provider(listOf(standing));
    expect(await registerWebhooks(wishes(), send)).toEqual({
      ok: true,
      refused: [],
      left: ['cash_out to payroll.example'],
      seen: true,
    });
    expect(types()).toEqual(['refund_out']);
  });

  it.each([
    ['our address', webhook('cash_out', OURS)],
    ['our secret', webhook('cash_out', 'https://former.example/hook', { 'x-webhook-secret': 'current' })],
    [
      'our former secret',
      webhook('cash_out', 'https://former.example/hook', { 'X-Webhook-Secret': 'former' }),
    ],
    ['an address of another type', webhook('cash_in', 'https://shop.example/')],
  ])('knows its own by %s', async (_name, standing) => {
    const { send, types } = provider(listOf(standing, 7 as unknown as object, {}));
    expect(await registerWebhooks(wishes(), send)).toMatchObject({ ok: true, left: [] });
    expect(types()).toEqual(['cash_out', 'refund_out']);
  });

  it('replaces what stands there where it is told to, without a look', async () => {
    const { send, methods } = provider(listOf(webhook('cash_out', 'https://payroll.example/')));
    expect(await registerWebhooks(wishes({ mode: 'replace' }), send)).toMatchObject({ ok: true, left: [] });
    expect(methods).toEqual(['POST /api/webhooks', 'POST /api/webhooks']);
  });

  it('does nothing where it is told to leave it', async () => {
    const { send, methods } = provider(listOf());
    expect(await registerWebhooks(wishes({ mode: 'leave' }), send)).toMatchObject({ ok: true });
    expect(methods).toEqual([]);
  });

  it.each([
    ['does not offer the list', answered(404, '')],
    ['does not know the method', answered(405, '')],
    ['answers something else', answered(200, '{"success":true}')],
  ])('registers ours unseen where the provider %s, and says so', async (_name, list) => {
    const { send, types } = provider(list);
    expect(await registerWebhooks(wishes(), send)).toEqual({ ok: true, refused: [], left: [], seen: false });
    expect(types()).toEqual(['cash_out', 'refund_out']);
  });

  it.each([
    ['answer 503', answered(503, '')],
    ['answer 401', answered(401, '{}')],
    ['answer 200', answered(200, '<html>')],
    ['lost: cut', { kind: 'lost', reason: 'cut' } as const],
    ['not_sent: no token', { kind: 'not_sent', reason: 'no token' } as const],
  ])('waits for the next try where it could not look: %s', async (reason, list) => {
    const { send, types } = provider(list);
    expect(await registerWebhooks(wishes(), send)).toEqual({ ok: false, reason: `the list: ${reason}` });
    expect(types()).toEqual([]);
  });

  it.each([
    [answered(200, '{"success":false}'), 'answer 200'],
    [answered(400, '{"message":"url must use HTTPS"}'), 'answer 400'],
    [answered(500, ''), 'answer 500'],
    [{ kind: 'lost', reason: 'cut' } as const, 'lost: cut'],
  ])('has not succeeded where one of ours was not taken: %j', async (outcome, reason) => {
    for (const eventType of ['cash_out', 'refund_out']) {
      const { send } = provider(listOf(), type => (type === eventType ? outcome : taken));
      expect(await registerWebhooks(wishes(), send)).toEqual({
        ok: false,
        reason: `${eventType}: ${reason}`,
      });
    }
  });

  it('does without disputes that are refused, and tries again where they failed for now', async () => {
    const { send } = provider(listOf(), type => (type === 'med_created' ? answered(400, '{}') : taken));
    const wanted = wishes({ med: true });
    expect(await registerWebhooks(wanted, send)).toMatchObject({ ok: true, refused: ['med_created'] });
    const failing = provider(listOf(), type => (type === 'med_created' ? answered(503, '') : taken));
    expect(await registerWebhooks(wanted, failing.send)).toEqual({
      ok: false,
      reason: 'med_created: answer 503',
    });
  });
});
