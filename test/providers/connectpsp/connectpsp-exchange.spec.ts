import { createHmac } from 'node:crypto';
import { ConnectPspProvider } from '../../../src/providers/connectpsp/connectpsp-provider';
import type { ServerResponse } from 'node:http';
import { order } from '../orders';
import { outcomeOf } from '../call-outcome';
import {
  answer,
  localServer,
  type LocalServer,
  type Seen,
} from '../../../packages/psp-sandbox/test/local-server';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';

type Reply = (response: ServerResponse, seen: Seen) => void;

const ACCEPTED = (reference: string, changes: object = {}): string =>
  JSON.stringify({
    transactionId: 'dd30446e-6cc5-4664-bf3f-6b7f5e55a1a9',
    internalCode: 'IVKPRMOCDY',
    externalReference: reference,
    status: 'PROCESSING',
    requestedAt: '2026-03-10T14:00:00-03:00',
    ...changes,
  });

/** What a hand-made ConnectPSP is told, byte by byte, and what is made of answers the sandbox would never give. */
describe('an exchange with ConnectPSP', () => {
  let server: LocalServer;
  let provider: ConnectPspProvider;
  let clock: ManualClock;
  let tokens: number;
  let tokenReply: Reply;
  let cashOutReply: Reply;
  const one = order();

  beforeEach(async () => {
    clock = new ManualClock();
    tokens = 0;
    tokenReply = response => {
      tokens += 1;
      answer(
        response,
        200,
        JSON.stringify({ accessToken: `token-${tokens}`, tokenType: 'Bearer', expiresIn: 3600 }),
      );
    };
    cashOutReply = response => answer(response, 202, ACCEPTED(one.externalReference));
    server = await localServer((seen, response) =>
      seen.path === '/auth/token' ? tokenReply(response, seen) : cashOutReply(response, seen),
    );
    const secrets = {
      clientId: '100',
      clientSecret: 'secret',
      applicationToken: 'app',
      cryptoToken: 'crypto',
    };
    const webhookUrl = () => 'http://127.0.0.1:3000/webhooks/connectpsp';
    provider = new ConnectPspProvider({ url: server.url, ...secrets, webhookUrl, timeoutMs: 10_000 }, clock);
  });

  afterEach(async () => {
    await provider.close();
    await server.stop();
  });

  const cashOuts = () => server.seen.filter(seen => seen.path === '/cash-out');
  const signatureOf = (token: string) => createHmac('sha256', 'crypto').update(token).digest('hex');

  it('carries the five headers and the very bytes', async () => {
    expect(await outcomeOf(provider.submit(one))).toMatchObject({
      kind: 'accepted',
      providerId: 'IVKPRMOCDY',
      transactionId: 'dd30446e-6cc5-4664-bf3f-6b7f5e55a1a9',
    });
    const [token, cashOut] = server.seen;
    expect(token?.body.toString()).toBe('{"clientId":"100","clientSecret":"secret"}');
    expect(cashOut?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      applicationtoken: 'app',
      digitalsignature: signatureOf('token-1'),
      'x-idempotency-key': one.providerKey,
      'content-type': 'application/json',
    });
    expect(cashOut?.body.toString()).toContain('{"amount":50.00,');
    expect(cashOut?.body.toString()).toContain('"webhookUrl":"http://127.0.0.1:3000/webhooks/connectpsp"');
  });

  it('on 401 posts nothing more; the next call has a new token, the same key and bytes, newly signed', async () => {
    cashOutReply = (response, seen) => {
      if (seen.headers.authorization === 'Bearer token-1')
        answer(response, 401, '{"status":401,"code":"TOKEN_EXPIRED"}');
      else answer(response, 202, ACCEPTED(one.externalReference));
    };
    expect(await outcomeOf(provider.submit(one))).toEqual({
      kind: 'unknown',
      reason: 'answer 401 TOKEN_EXPIRED',
      sent: true,
      tokenRefused: true,
    });
    expect(cashOuts()).toHaveLength(1);
    expect((await outcomeOf(provider.submit(one))).kind).toBe('accepted');
    const [first, second] = cashOuts();
    expect(second?.headers['x-idempotency-key']).toBe(first?.headers['x-idempotency-key']);
    expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    expect(second?.headers.digitalsignature).toBe(signatureOf('token-2'));
  });

  it.each([401, 429, 503])('posts once, whatever is answered: %s', async status => {
    cashOutReply = response => answer(response.setHeader('Retry-After', '1'), status, '{"code":"ANY"}');
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(cashOuts()).toHaveLength(1);
  });

  it('asks without a DigitalSignature', async () => {
    cashOutReply = response => answer(response, 200, ACCEPTED(one.externalReference));
    const asked = { providerId: 'IVKPRMOCDY', externalReference: one.externalReference };
    expect(await outcomeOf(provider.pollPayout(asked))).toEqual({ kind: 'processing' });
    expect(server.seen[1]).toMatchObject({ method: 'GET', path: '/cash-out/IVKPRMOCDY' });
    expect(server.seen[1]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      applicationtoken: 'app',
    });
    expect(server.seen[1]?.headers.digitalsignature).toBeUndefined();
  });

  it.each([
    ['of a gateway', '<html>404</html>', 'text/html'],
    ['of a gateway that says it in JSON', '{"message":"no Route matched with those values"}', undefined],
    ['served as a web page', '{"status":404,"code":"NOT_FOUND","title":"Not Found"}', 'text/html'],
    ['without a body', '', undefined],
  ])('a 404 %s is no answer', async (...[, body, type]) => {
    cashOutReply = response => answer(response, 404, body, type);
    const asked = { providerId: 'IVKPRMOCDY', externalReference: one.externalReference };
    expect(await outcomeOf(provider.pollPayout(asked))).toMatchObject({
      kind: 'unclear',
      needsPerson: false,
    });
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
  });

  it('a 404 in the shape of its errors is its word', async () => {
    const problem = '{"status":404,"code":"NOT_FOUND","title":"Not Found"}';
    cashOutReply = response => answer(response, 404, problem, 'application/problem+json');
    const asked = { providerId: 'IVKPRMOCDY', externalReference: one.externalReference };
    expect(await outcomeOf(provider.pollPayout(asked))).toEqual({ kind: 'not_found' });
  });

  it('keeps an id within its place in the path', async () => {
    await provider.pollPayout({ providerId: '../auth/token?x#y', externalReference: 'r' });
    expect(server.seen[1]?.path).toBe('/cash-out/..%2Fauth%2Ftoken%3Fx%23y');
  });

  it.each(['COMPLETED', 'FAILED', 'ANYTHING'])(
    'an acceptance that says %s already is an acceptance',
    async status => {
      cashOutReply = response => answer(response, 202, ACCEPTED(one.externalReference, { status }));
      expect((await outcomeOf(provider.submit(one))).kind).toBe('accepted');
    },
  );

  it.each([
    ['a body that is no JSON', 202, '<html>'],
    ['an empty body', 202, ''],
    ['a list', 202, '[]'],
    ['no internalCode', 202, ACCEPTED(one.externalReference, { internalCode: undefined })],
    ['an empty internalCode', 202, ACCEPTED(one.externalReference, { internalCode: '' })],
    ['an internalCode that is a number', 202, ACCEPTED(one.externalReference, { internalCode: 5 })],
    ['another reference', 202, ACCEPTED('withdrawal-of-somebody-else')],
    ['no reference', 202, ACCEPTED(one.externalReference, { externalReference: undefined })],
    ['no content', 204, ''],
    ['a redirect', 302, ''],
    ['a 400 of something on the way', 400, '<html>Bad Request</html>'],
    ['a 404 of something on the way', 404, '{"message":"no Route matched"}'],
    ['a 422 without a code', 422, '{"type":"about:blank","status":422}'],
    ['a code without a word of what is wrong', 422, '{"code":"PIX_KEY_NOT_FOUND"}'],
    ['a problem of another status', 422, '{"status":400,"code":"PIX_KEY_NOT_FOUND","detail":"No key"}'],
    ['a code that it exists', 422, '{"status":422,"code":"CASH_OUT_EXISTS","detail":"It exists"}'],
    ['a code that it is not unique', 400, '{"status":400,"code":"EXTERNAL_REFERENCE_NOT_UNIQUE"}'],
    ['words that it was used', 400, '{"status":400,"code":"VALIDATION","detail":"externalReference used"}'],
    ['a code that is none', 422, '{"code":"something went wrong"}'],
  ])('%s leaves the outcome unknown', async (_, status, body) => {
    cashOutReply = response => answer(response, status, body);
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
  });

  it('an acceptance cut in the middle leaves the outcome unknown', async () => {
    cashOutReply = response => {
      response.writeHead(202, { 'Content-Length': 500 });
      response.write('{"internalCode":', () => response.destroy());
    };
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
  });

  describe('the access token', () => {
    it('is asked for once, however many calls need it', async () => {
      await Promise.all(Array.from({ length: 10 }, () => provider.submit(one)));
      expect(tokens).toBe(1);
    });

    it('is renewed once, however many calls it failed', async () => {
      await provider.submit(one);
      cashOutReply = (response, seen) => {
        if (seen.headers.authorization === 'Bearer token-1')
          answer(response, 401, '{"status":401,"code":"TOKEN_EXPIRED"}');
        else answer(response, 202, ACCEPTED(one.externalReference));
      };
      const ten = () => Promise.all(Array.from({ length: 10 }, () => outcomeOf(provider.submit(one))));
      expect((await ten()).every(outcome => outcome.kind === 'unknown')).toBe(true);
      expect((await ten()).every(outcome => outcome.kind === 'accepted')).toBe(true);
      expect(tokens).toBe(2);
    });

    it('is kept until 80 % of its life, then renewed', async () => {
      await provider.submit(one);
      clock.advance(0.8 * 3_600_000 - 1);
      await provider.submit(one);
      expect(tokens).toBe(1);
      clock.advance(1);
      await provider.submit(one);
      expect(tokens).toBe(2);
    });

    it('still serves while its renewal fails, and no longer than it lives', async () => {
      await provider.submit(one);
      tokenReply = response => answer(response, 503, '');
      clock.advance(0.9 * 3_600_000);
      expect((await outcomeOf(provider.submit(one))).kind).toBe('accepted');
      clock.advance(0.1 * 3_600_000);
      expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: false });
    });

    it.each([
      ['no JSON', 200, 'oops'],
      ['no token', 200, '{"expiresIn":3600}'],
      ['a token no header can carry', 200, '{"accessToken":"a\\r\\nX: y"}'],
      ['a client error', 401, '{"code":"INVALID_CREDENTIALS"}'],
      ['a server error', 500, '{"accessToken":"token-9"}'],
    ])('is not had from %s, and the order does not leave', async (_, status, body) => {
      tokenReply = response => answer(response, status, body);
      expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: false });
      expect(cashOuts()).toEqual([]);
    });

    it('is had at the next try', async () => {
      const good = tokenReply;
      tokenReply = response => answer(response, 500, '');
      await provider.submit(one);
      tokenReply = good;
      expect((await outcomeOf(provider.submit(one))).kind).toBe('accepted');
    });
  });
});
