import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHoldfast, type Holdfast, HoldfastError } from '@holdfast/client';
import { verifyWebhook, WebhookVerificationError } from '@holdfast/client/webhooks';
import { Webhook } from 'standardwebhooks';
import { PAYOUT } from './support';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answers: Answer[];
let requests: { method: string; path: string; key: unknown; position: unknown }[];
let pauses: number[];
let client: Holdfast;

beforeEach(async () => {
  [answers, requests, pauses] = [[], [], []];
  server = createServer((request, response) => {
    request.resume();
    const { method = '', url: path = '', headers } = request;
    requests.push({ method, path, key: headers['idempotency-key'], position: headers['ledger-position'] });
    const answer = answers.shift() ?? json(500, { code: 'INTERNAL_ERROR', detail: 'no answer is left' });
    request.once('end', () => answer(request, response));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const wait = (ms: number) => Promise.resolve(void pauses.push(ms));
  let made = 0;
  const newKey = () => `key-${(made += 1)}`;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createHoldfast({ url, key: 'k', repeats: { wait, attempts: 3 }, newKey });
});
afterEach(() => new Promise(resolve => (server.closeAllConnections(), server.close(resolve))));

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
const cut: Answer = request => request.socket.destroy();
const busy = json(503, { code: 'SERVICE_UNAVAILABLE', detail: 'away' }, { 'Retry-After': '7' });
const accepted = json(202, { id: 'p', status: 'PROCESSING' }, { 'Ledger-Position': '90/90' });
const { description, ...body } = PAYOUT;
const request = { ...body, description } as Parameters<Holdfast['requestPayout']>[0];

describe('the client', () => {
  it('sends a payout again with the same key after a cut connection, a 429 and a 503', async () => {
    answers = [cut, busy, accepted];
    expect(await client.requestPayout(request)).toMatchObject({ id: 'p' });
    expect(requests.map(({ key }) => key)).toEqual(['key-1', 'key-1', 'key-1']);
    expect(pauses).toEqual([400, 7_000]);
  });

  it('sends another payout with another key, and one that was kept with the kept key', async () => {
    answers = [accepted, accepted, accepted];
    for (const key of [undefined, undefined, 'kept']) await client.requestPayout(request, key);
    expect(requests.map(({ key }) => key)).toEqual(['key-1', 'key-2', 'kept']);
  });

  it('gives the last refusal when every attempt is refused', async () => {
    answers = [busy, busy, busy];
    await expect(client.requestPayout(request)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(requests).toHaveLength(3);
  });

  it.each([400, 409, 422, 500])('does not send a payout again after %i', async status => {
    answers = [json(status, { code: 'INSUFFICIENT_FUNDS', detail: 'no' }, { 'X-Request-Id': 'r' })];
    const refused = client.requestPayout(request);
    await expect(refused).rejects.toThrow(HoldfastError);
    await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS', requestId: 'r' });
    expect(requests).toHaveLength(1);
  });

  it('sends a command without a key once only', async () => {
    answers = [busy];
    const { response } = await client.api.POST('/v1/accounts', { body: { name: 'x' } });
    expect(response.status).toBe(503);
    answers = [cut];
    await expect(
      client.api.POST('/v1/keys/{id}/revoke', { params: { path: { id: 'i' } } }),
    ).rejects.toThrow();
    expect(requests).toHaveLength(2);
  });

  it('sends the position of its last command with each query, never an earlier one', async () => {
    const earlier = json(202, {}, { 'Ledger-Position': '80/80' });
    answers = [
      json(200, {}),
      accepted,
      earlier,
      json(200, {}, { 'Ledger-Position': '99/99' }),
      json(200, {}),
    ];
    await client.getPayout('p');
    await client.requestPayout(request);
    await client.requestPayout(request);
    await client.getPayout('p');
    await client.getPayout('p');
    expect(requests.map(({ position }) => position)).toEqual([
      undefined,
      undefined,
      undefined,
      '90/90',
      '90/90',
    ]);
  });

  it('waits until a payout has its outcome, and asks less and less often', async () => {
    const states = ['AWAITING_APPROVAL', 'PROCESSING', 'OUTCOME_UNKNOWN', 'COMPLETED'];
    answers = states.map(status => json(200, { id: 'p', status }));
    expect(await client.waitForOutcome('p')).toMatchObject({ status: 'COMPLETED' });
    expect(pauses).toEqual([200, 300, 450]);
  });

  it('stops to wait when its signal ends it', async () => {
    answers = [json(200, { status: 'PROCESSING' })];
    await expect(
      client.waitForOutcome('p', { signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
    expect(requests).toEqual([]);
  });

  it('gives every item of a list, page after page', async () => {
    answers = [
      json(200, { items: [{ id: '1' }, { id: '2' }], nextCursor: 'c' }),
      json(200, { items: [{ id: '3' }], nextCursor: null }),
    ];
    const ids: string[] = [];
    for await (const { id } of client.every('/v1/payouts', { query: { status: 'COMPLETED' } })) ids.push(id);
    expect(ids).toEqual(['1', '2', '3']);
    expect(requests.map(({ path }) => path)).toEqual([
      '/v1/payouts?status=COMPLETED',
      '/v1/payouts?status=COMPLETED&cursor=c',
    ]);
  });
});

describe('verifyWebhook', () => {
  const [secret, former] = [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  ];
  const message = JSON.stringify({ type: 'payout.completed', data: {} });
  const signed = (by: string, at = new Date()) => ({
    'Webhook-Id': 'm',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(by).sign('m', at, message),
  });

  it('gives a message with the signature of one of the secrets', () => {
    expect(verifyWebhook(message, signed(secret), secret).type).toBe('payout.completed');
    expect(verifyWebhook(message, signed(former), secret, former).type).toBe('payout.completed');
  });

  it.each([
    ['another body', `${message} `, signed(secret)],
    ['another secret', message, signed(former)],
    ['an old time', message, signed(secret, new Date(Date.now() - 3_600_000))],
    ['no signature', message, {}],
  ])('refuses %s', (_what, text, headers) => {
    expect(() => verifyWebhook(text, headers, secret)).toThrow(WebhookVerificationError);
  });
});
