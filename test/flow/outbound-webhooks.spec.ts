import { Webhook } from 'standardwebhooks';
import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import { MESSAGE_TYPES } from '../../src/domain/outbound/events';
import { ApiDocument, type OpenApi } from '../../src/fuzz/api-document';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import { allEvents } from '../support/world';
import { WebhookReceiver } from '../support/webhook-receiver';

const current = serviceOfThisFile(() => ({ env: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' } }));

interface EndpointView {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly secret: string;
}
interface DeliveryView {
  readonly id: string;
  readonly status: string;
  readonly body: string;
  readonly attempts: readonly { outcome: string; statusCode: number | null; answerStart: string }[];
}

const EVENTS = [
  'payout.accepted',
  'payout.submitted',
  'payout.completed',
  'payout.failed',
  'deposit.recorded',
];
const receivers: WebhookReceiver[] = [];

async function call<Body>(
  method: string,
  path: string,
  body?: object,
  key = 'test-admin-key-0123456789',
): Promise<{ status: number; body: Body }> {
  const response = await fetch(current().service.url + path, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

async function addEndpoint(events = EVENTS, key?: string): Promise<[WebhookReceiver, EndpointView]> {
  const receiver = await new WebhookReceiver().start();
  receivers.push(receiver);
  const added = await call<EndpointView>('POST', '/v1/webhook-endpoints', { url: receiver.url, events }, key);
  expect(added.status).toBe(201);
  receiver.secret = added.body.secret;
  return [receiver, added.body];
}

const typesOf = (receiver: WebhookReceiver, payoutId: string): string[] =>
  receiver.taken().flatMap(({ type, data }) => (data['id'] === payoutId ? [type] : []));

afterEach(async () => {
  const { body } = await call<{ items: EndpointView[] }>('GET', '/v1/webhook-endpoints');
  for (const { id } of body.items) await call('DELETE', `/v1/webhook-endpoints/${id}`);
  for (const receiver of receivers.splice(0)) receiver.stop();
});

it('tells an endpoint of a payout in order, signed, without personal data', async () => {
  const [receiver] = await addEndpoint();
  const { api } = current();
  await api.fund('told', '100.00');
  const { id } = await current().payOut(payoutBody('told', 'told-1', '10.00'));
  await eventually('the payout is told', () => typesOf(receiver, id).includes('payout.completed'));
  expect(typesOf(receiver, id)).toEqual(['payout.accepted', 'payout.submitted', 'payout.completed']);
  const last = receiver.taken().find(({ type }) => type === 'payout.completed')!;
  const shown = (await api.get<Record<string, unknown>>(`/v1/payouts/${id}`)).body;
  for (const name of [
    'id',
    'accountId',
    'status',
    'originalAmount',
    'feeAmount',
    'finalAmount',
    'endToEndId',
  ])
    expect(last.data[name]).toEqual(shown[name]);
  expect(receiver.taken().map(({ type }) => type)).toContain('deposit.recorded');
  for (const { body } of receiver.taken()) expect(body).not.toMatch(/Maria|12345678909/);
  expect(receiver.refused).toEqual([]);
});

it('tells a payout at its callbackUrl, where an endpoint of callbacks allows it', async () => {
  const receiver = await new WebhookReceiver().start();
  receivers.push(receiver);
  const base = { url: receiver.url, events: ['payout.completed'], receives: 'CALLBACKS' };
  const { api } = current();
  await api.fund('called', '100.00');
  const at = (callbackUrl: string, name: string) => ({
    ...payoutBody('called', name, '10.00'),
    callbackUrl,
  });
  const url = `${receiver.url}/orders/42`;
  const refused = await api.requestPayout<{ code: string }>(at(url, 'called-0'));
  expect([refused.status, refused.body.code]).toEqual([422, 'CALLBACK_NOT_ALLOWED']);

  const added = await call<EndpointView>('POST', '/v1/webhook-endpoints', base);
  receiver.secret = added.body.secret;
  const wrong = ['ftp://shop.example/', 'orders/42'].map((bad, index) => at(bad, `called-bad-${index}`));
  for (const body of wrong) expect((await api.requestPayout(body)).status).toBe(400);
  const body = at(url, 'called-1');
  const accepted = await api.requestPayout<{ id: string; callbackUrl: string }>(body);
  expect([accepted.status, accepted.body.callbackUrl]).toEqual([202, url]);
  const silent = await current().payOut(payoutBody('called', 'called-2', '10.00'));
  const { id } = accepted.body;
  const shown = [id, silent.id].map(each => api.get<{ callbackUrl: string | null }>(`/v1/payouts/${each}`));
  expect((await Promise.all(shown)).map(({ body: { callbackUrl } }) => callbackUrl)).toEqual([url, null]);
  await eventually('it is told', () => typesOf(receiver, id).includes('payout.completed'));
  expect(receiver.received.map(({ path, type }) => `${path} ${type}`)).toEqual([
    '/hook/orders/42 payout.completed',
  ]);
  expect(typesOf(receiver, silent.id)).toEqual([]);
  expect(receiver.refused).toEqual([]);

  // A repeat gets the answer of the first request, also when the address is no longer allowed.
  await call('DELETE', `/v1/webhook-endpoints/${added.body.id}`);
  expect((await api.requestPayout(body)).text).toBe(accepted.text);
  expect((await api.requestPayout(at(`${url}1`, 'called-1'))).status).toBe(409);
});

it('sends bodies that the document describes', async () => {
  const [receiver] = await addEndpoint([...MESSAGE_TYPES]);
  const { api } = current();
  await api.fund('described', '100.00');
  const { id } = await current().payOut(payoutBody('described', 'described-1', '10.00'));
  const failed = await current().payOut(payoutBody('described', 'described-2', '10.00', 'fail'));
  for (const each of [id, failed.id])
    await eventually('it is told', () => typesOf(receiver, each).length >= 3);
  const described = new ApiDocument(
    (await (await fetch(`${current().service.url}/docs-json`)).json()) as OpenApi,
  );
  expect(receiver.taken().flatMap(({ type, body }) => described.messageDifferences(type, body))).toEqual([]);
  expect(new Set(receiver.taken().map(({ type }) => type)).size).toBeGreaterThan(4);
});

it('keeps the secret out of the event store', async () => {
  const [, { secret }] = await addEndpoint();
  const text = JSON.stringify(
    (await allEvents(current().service.store)).map(({ body }) => body),
    (_key, value) => (typeof value === 'bigint' ? String(value) : (value as unknown)),
  );
  expect(text).toContain('sealedSecret');
  expect(text).not.toContain(secret.slice('whsec_'.length));
});

it('repeats a failed message with its id, holds back the later ones of its payout, and no other payout', async () => {
  const [receiver] = await addEndpoint();
  let blocked = '';
  receiver.answer = ({ type, data }) => {
    if (type === 'payout.accepted' && blocked === '') blocked = String(data['id']);
    const attempts = receiver.received.filter(each => each.data['id'] === blocked).length;
    return data['id'] === blocked && attempts < 2 ? 500 : 200;
  };
  await current().api.fund('held-back', '100.00');
  const first = await current().payOut(payoutBody('held-back', 'held-back-1', '10.00'));
  const second = await current().payOut(payoutBody('held-back', 'held-back-2', '10.00'));
  await eventually('both are told', () =>
    [first, second].every(({ id }) => typesOf(receiver, id).includes('payout.completed')),
  );
  const ofFirst = receiver.received.filter(({ data }) => data['id'] === first.id);
  expect(ofFirst.map(({ type, status }) => `${type} ${status}`)).toEqual([
    ...['payout.accepted 500', 'payout.accepted 500', 'payout.accepted 200'],
    ...['payout.submitted 200', 'payout.completed 200'],
  ]);
  expect(new Set(ofFirst.slice(0, 3).map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  const list = await call<{ items: DeliveryView[] }>('GET', `/v1/webhook-deliveries?payoutId=${first.id}`);
  expect(list.body.items[0]!.attempts.map(({ outcome, statusCode }) => `${outcome} ${statusCode}`)).toEqual([
    ...['FAILED 500', 'FAILED 500', 'DELIVERED 200'],
  ]);
  expect(list.body.items[0]!.attempts[0]!.answerStart).toBe('seen');
});

it('signs with both secrets after a rotation, and replays a stored body with the secret of now', async () => {
  const [receiver, endpoint] = await addEndpoint();
  await current().api.fund('rotated', '100.00');
  const { id } = await current().payOut(payoutBody('rotated', 'rotated-1', '10.00'));
  await eventually('it is told', () => typesOf(receiver, id).includes('payout.completed'));
  const former = receiver.secret;
  const rotated = await call<EndpointView>('POST', `/v1/webhook-endpoints/${endpoint.id}/rotate`);
  expect([rotated.status, rotated.body.secret === former]).toEqual([201, false]);

  // The receiver still has the former secret.
  const { items } = (await call<{ items: DeliveryView[] }>('GET', `/v1/webhook-deliveries?payoutId=${id}`))
    .body;
  const delivery = items.at(-1)!;
  const before = receiver.received.length;
  expect((await call('POST', `/v1/webhook-deliveries/${delivery.id}/replay`)).status).toBe(202);
  const repeated = await eventually('it is replayed', () => receiver.received[before]);
  expect([repeated.id, repeated.body]).toEqual([delivery.id, delivery.body]);
  expect(repeated.signatures).toHaveLength(2);

  receiver.secret = rotated.body.secret;
  await call('POST', `/v1/webhook-endpoints/${endpoint.id}/test`);
  await eventually('the test arrives', () => receiver.received.some(({ type }) => type === 'endpoint.test'));
  expect(receiver.refused).toEqual([]);
  expect(() => new Webhook(former)).not.toThrow();
});

it('lists what an endpoint was sent, the newest first, and sends a range of it again', async () => {
  const [receiver, endpoint] = await addEndpoint(['payout.completed']);
  await current().api.fund('ranged', '100.00');
  const from = new Date();

  for (const name of ['ranged-1', 'ranged-2', 'ranged-3'])
    await current().payOut(payoutBody('ranged', name, '10.00'));
  await eventually('all are told', () => receiver.taken().length === 3);
  // The progress is saved when the process ends, and else within ten seconds.
  await current().restart();
  const list = `/v1/webhook-deliveries?endpointId=${endpoint.id}&limit=2`;
  const first = await call<{ items: DeliveryView[]; nextCursor: string }>('GET', list);
  const second = await call<{ items: DeliveryView[] }>('GET', `${list}&cursor=${first.body.nextCursor}`);
  const items = [...first.body.items, ...second.body.items];
  expect(items.map(({ id }) => id)).toEqual(
    receiver
      .taken()
      .map(({ id }) => id)
      .reverse(),
  );
  expect((await call('GET', `${list}&cursor=x`)).status).toBe(400);
  expect((await call('GET', '/v1/webhook-deliveries')).status).toBe(400);

  const path = `/v1/webhook-endpoints/${endpoint.id}/replay`;
  const to = new Date(Date.now() + 60_000).toISOString();
  expect((await call('POST', path, { from: to, to: from.toISOString() })).status).toBe(400);
  const replayed = await call('POST', path, { from: from.toISOString(), to });
  expect(replayed).toMatchObject({ status: 202, body: { asked: 3, nextCursor: null } });
  await eventually('all are told again', () => receiver.received.length === 6);
  const ids = receiver.received.map(({ id }) => id);
  expect(ids.slice(3).sort()).toEqual(ids.slice(0, 3).sort());
});

it('disables an endpoint that is gone, and sends what happened meanwhile once it is enabled', async () => {
  const [receiver, endpoint] = await addEndpoint();
  receiver.answer = () => 410;
  await current().api.fund('gone', '100.00');
  const { id } = await current().payOut(payoutBody('gone', 'gone-1', '10.00'));
  await eventually('it is disabled', async () => {
    const { body } = await call<{ items: EndpointView[] }>('GET', '/v1/webhook-endpoints');
    return body.items[0]!.reason === 'GONE';
  });
  receiver.answer = () => 200;
  await call('POST', `/v1/webhook-endpoints/${endpoint.id}/enable`);
  await eventually('all is told', () => typesOf(receiver, id).includes('payout.completed'));
  expect(typesOf(receiver, id)).toEqual(['payout.accepted', 'payout.submitted', 'payout.completed']);
});

it('is not held back by an endpoint that never answers', async () => {
  const [slow] = await addEndpoint();
  const [quick] = await addEndpoint();
  slow.answer = () => undefined;
  await current().api.fund('slow', '100.00');
  const { id } = await current().payOut(payoutBody('slow', 'slow-1', '10.00'));
  await eventually('the other one is told', () => typesOf(quick, id).includes('payout.completed'), 10_000);
});

it('goes on where it was after a restart', async () => {
  const [receiver] = await addEndpoint();
  receiver.answer = () => 503;
  await current().api.fund('again', '100.00');
  const { id } = await current().payOut(payoutBody('again', 'again-1', '10.00'));
  await eventually('it was tried', () => receiver.received.length > 0);
  await current().restart();
  receiver.answer = () => 200;
  await eventually('all is told', () => typesOf(receiver, id).includes('payout.completed'));
  expect(typesOf(receiver, id)).toEqual(['payout.accepted', 'payout.submitted', 'payout.completed']);
});

it('tells a client of its own accounts alone, and shows it its own endpoints alone', async () => {
  const tools = { store: current().service.store, clock: systemClock, random: systemRandom };
  const terms = { kind: 'service' as const, accounts: ['own-hooks'] };
  const made = await createApiKey(tools, 'hooked', ['webhooks'], terms);
  if (!made.ok) throw new Error(made.refusal);
  const { key } = made.value;
  await eventually(
    'the key is known',
    async () => (await call('GET', '/v1/webhook-endpoints', undefined, key)).status === 200,
  );
  const [receiver, endpoint] = await addEndpoint(EVENTS, key);
  const [all] = await addEndpoint();
  await current().api.fund('foreign-hooks', '100.00');
  await current().api.fund('own-hooks', '100.00');
  const foreign = await current().payOut(payoutBody('foreign-hooks', 'foreign-hooks-1', '10.00'));
  const own = await current().payOut(payoutBody('own-hooks', 'own-hooks-1', '10.00'));
  await eventually('the own one is told', () => typesOf(receiver, own.id).includes('payout.completed'));
  await eventually('both are told', () => typesOf(all, foreign.id).includes('payout.completed'));
  expect(new Set(receiver.received.map(({ data }) => data['accountId']))).toEqual(new Set(['own-hooks']));

  expect(
    (await call('PUT', `/v1/webhook-endpoints/${endpoint.id}`, { url: all.url, events: EVENTS })).status,
  ).toBe(404);
  expect((await call('POST', `/v1/webhook-endpoints/${endpoint.id}/rotate`)).status).toBe(404);
  const told = await call<{ items: DeliveryView[] }>(
    'GET',
    `/v1/webhook-deliveries?payoutId=${own.id}`,
    undefined,
    key,
  );
  const deliveryId = told.body.items[0]!.id;
  expect((await call('POST', `/v1/webhook-deliveries/${deliveryId}/replay`)).status).toBe(404);
  expect((await call('GET', `/v1/webhook-deliveries/${deliveryId}`)).status).toBe(404);
  await call('DELETE', `/v1/webhook-endpoints/${endpoint.id}`, undefined, key);
});

it.each(['http://example.com/', 'https://10.0.0.1/', 'https://[::1]/', 'https://user:x@example.com/'])(
  'refuses %s as an address',
  async url => {
    const { status, body } = await call<{ code: string; errors: { field: string }[] }>(
      'POST',
      '/v1/webhook-endpoints',
      { url, events: EVENTS },
    );
    expect([status, body.code, body.errors[0]!.field]).toEqual([400, 'VALIDATION_FAILED', 'url']);
  },
);
