import type { ServerResponse } from 'node:http';
import { NtxPayProvider } from '../../src/providers/ntxpay/ntxpay-provider';
import { answer, localServer, type LocalServer, type Seen } from './local-server';
import { ManualClock } from './manual-clock';
import { order, repeatOf } from './orders';
import { outcomeOf } from './outcome-of';

type Reply = (response: ServerResponse, seen: Seen) => void;

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB+z/=\n-----END CERTIFICATE-----\n';

/** What a hand-made NTX Pay is told, byte by byte, and what is made of answers the sandbox would never give. */
describe('an exchange with NTX Pay', () => {
  let server: LocalServer;
  let provider: NtxPayProvider;
  let clock: ManualClock;
  let tokens: number;
  let tokenReply: Reply;
  let reply: Reply;
  const one = order();

  const acceptance = (changes: object = {}): string =>
    JSON.stringify({
      transactionId: '456',
      externalId: one.externalReference,
      status: 'PENDING',
      generateTime: '2024-01-15T10:30:00.000Z',
      ...changes,
    });
  const transaction = (changes: object = {}): string =>
    JSON.stringify({
      id: '456',
      externalId: one.externalReference,
      type: 'WITHDRAW',
      status: 'PENDING',
      originalAmount: '50.00',
      feeAmount: '0.01',
      finalAmount: '50.01',
      ...changes,
    });

  beforeEach(async () => {
    clock = new ManualClock();
    tokens = 0;
    tokenReply = response => {
      tokens += 1;
      const granted = { access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: 1800 };
      answer(response, 201, JSON.stringify(granted));
    };
    reply = response => answer(response, 201, acceptance());
    server = await localServer((seen, response) =>
      seen.path === '/api/auth/token' ? tokenReply(response, seen) : reply(response, seen),
    );
    const secrets = { clientId: 'me', clientSecret: 'secret', webhookSecret: 'hook-secret' };
    const options = { url: server.url, ...secrets, clientCert: CERTIFICATE, timeoutMs: 10_000 };
    provider = new NtxPayProvider(options, clock);
  });

  afterEach(async () => {
    await provider.close();
    await server.stop();
  });

  const calls = () => server.seen.filter(seen => seen.path !== '/api/auth/token');

  it('shows its certificate for the token, and the token with the order', async () => {
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'accepted', providerId: '456' });
    const [token, cashOut] = server.seen;
    expect(token?.headers['x-ssl-client-cert']).toBe(
      '-----BEGIN%20CERTIFICATE-----%0AMIIB%2Bz%2F%3D%0A-----END%20CERTIFICATE-----%0A',
    );
    expect(token?.body.toString()).toBe('{"clientId":"me","clientSecret":"secret"}');
    expect(cashOut).toMatchObject({ method: 'POST', path: '/api/pix/cash-out' });
    expect(cashOut?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'content-type': 'application/json',
    });
    expect(cashOut?.headers['x-sandbox-scenario']).toBeUndefined();
    expect(cashOut?.body.toString()).toContain('{"value":50.00,');
  });

  it('is not made with a private key in the file of its certificate', () => {
    const clientCert = `${CERTIFICATE}-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n`;
    const secrets = { clientId: 'me', clientSecret: 'secret', webhookSecret: 'hook-secret' };
    const options = { url: server.url, ...secrets, clientCert, timeoutMs: 10_000 };
    expect(() => new NtxPayProvider(options, clock)).toThrow('private key');
  });

  it.each([401, 429, 503])('posts once, whatever is answered: %s', async status => {
    reply = response => answer(response.setHeader('Retry-After', '1'), status, '{"message":"no"}');
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(calls()).toHaveLength(1);
  });

  it('has a new token for the call after a 401, and asks again by itself where nothing can be paid', async () => {
    reply = (response, seen) => {
      if (seen.headers.authorization === 'Bearer token-1') answer(response, 401, '');
      else answer(response, 200, transaction());
    };
    expect((await outcomeOf(provider.submit(one))).kind).toBe('unknown');
    clock.advance(1_800_000);
    reply = (response, seen) => {
      if (seen.headers.authorization === 'Bearer token-2') answer(response, 401, '');
      else answer(response, 200, transaction());
    };
    const asked = { providerId: '456', externalReference: one.externalReference };
    expect(await outcomeOf(provider.ask(asked))).toEqual({ kind: 'processing' });
    expect(calls().map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['POST', 'Bearer token-1'],
      ['GET', 'Bearer token-2'],
      ['GET', 'Bearer token-3'],
    ]);
  });

  it('posts nothing after an answer was lost, whatever is found', async () => {
    reply = (response, seen) => {
      if (seen.method === 'POST') response.destroy();
      else answer(response, 404, '');
    };
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(await outcomeOf(provider.submit(repeatOf(one)))).toMatchObject({ kind: 'unknown', sent: true });
    expect(calls().map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(calls()[1]?.path).toBe(`/api/pix/transaction/${one.externalReference}`);
  });

  it.each(['PENDING', 'CONFIRMED', 'ERROR', 'ANYTHING'])(
    'a repeat that finds it %s has it accepted',
    async status => {
      reply = response => answer(response, 200, transaction({ status }));
      const outcome = await outcomeOf(provider.submit(repeatOf(one)));
      expect(outcome).toMatchObject({ kind: 'accepted', providerId: '456' });
    },
  );

  it.each([
    ['another amount', 200, transaction({ originalAmount: '50.01' })],
    ['no amount', 200, transaction({ originalAmount: null })],
    ['money received', 200, transaction({ type: 'PAYMENT' })],
    ['another reference', 200, transaction({ externalId: 'other' })],
    ['no JSON', 200, '<html>'],
    ['nothing', 404, ''],
    ['a refusal', 400, '{"message":"Bad Request"}'],
    ['an error', 500, ''],
    ['no permission', 401, ''],
  ])('a repeat that finds %s leaves it unknown, and sent', async (_, status, body) => {
    reply = response => answer(response, status, body);
    expect(await outcomeOf(provider.submit(repeatOf(one)))).toMatchObject({ kind: 'unknown', sent: true });
    expect(calls().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('a repeat that can not even ask is no proof that nothing was sent before', async () => {
    tokenReply = response => answer(response, 503, '');
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: false });
    expect(await outcomeOf(provider.submit(repeatOf(one)))).toMatchObject({ kind: 'unknown', sent: true });
  });

  it.each(['PENDING', 'CONFIRMED', 'ERROR', 'ANYTHING'])(
    'an acceptance that says %s already is an acceptance',
    async status => {
      reply = response => answer(response, 201, acceptance({ status }));
      expect((await outcomeOf(provider.submit(one))).kind).toBe('accepted');
    },
  );

  it('takes a transaction id that is a number for the text of its digits', async () => {
    reply = response => answer(response, 201, acceptance({ transactionId: 456 }));
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'accepted', providerId: '456' });
  });

  it.each([
    ['a body that is no JSON', 201, '<html>'],
    ['an empty body', 201, ''],
    ['no transactionId', 201, acceptance({ transactionId: undefined })],
    ['a transactionId that is no id', 201, acceptance({ transactionId: 4.5 })],
    ['another reference', 201, acceptance({ externalId: 'other' })],
    ['no reference', 201, acceptance({ externalId: null })],
    ['no content', 204, ''],
    ['a redirect', 302, ''],
    ['a 400 of something on the way', 400, '<html>Bad Request</html>'],
    ['a 400 that says nothing', 400, '{"statusCode":400}'],
    ['a 400 about a used reference', 400, '{"message":"externalId já utilizado"}'],
    ['a 400 about the caller', 400, '{"message":"Client certificate mismatch"}'],
    ['a 404', 404, '{"message":"Cannot POST /api/pix/cash-out"}'],
    ['a 409', 409, '{"message":"externalId already used in another transaction"}'],
    ['a 422', 422, '{"message":"Unprocessable"}'],
  ])('%s leaves the outcome unknown', async (_, status, body) => {
    reply = response => answer(response, status, body);
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(calls()).toHaveLength(1);
  });

  it.each([
    ['{"message":"Saldo insuficiente"}', 'BAD_REQUEST'],
    ['{"message":["value must be positive","details.name is required"]}', 'BAD_REQUEST'],
    ['{"errorCode":"INVALID_PIX_KEY","message":"Chave inválida"}', 'INVALID_PIX_KEY'],
    ['{"errorCode":"INSUFFICIENT_FUNDS"}', 'INSUFFICIENT_FUNDS'],
    ['{"error":"Bad Request"}', 'BAD_REQUEST'],
  ])('400 %s declines as %s', async (body, code) => {
    reply = response => answer(response, 400, body);
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'declined', code });
  });

  it('keeps no personal data of a refusal', async () => {
    reply = response => answer(response, 400, '{"message":"document 123.456.789-09 not found"}');
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ message: 'document *** not found' });
  });

  it('asks by the id it knows, within its place in the path', async () => {
    reply = response => answer(response, 200, transaction());
    const externalReference = one.externalReference;
    expect(await outcomeOf(provider.ask({ providerId: '456', externalReference }))).toEqual({
      kind: 'processing',
    });
    await provider.ask({ providerId: '../auth?x#y', externalReference });
    await outcomeOf(provider.ask({ providerId: null, externalReference: 'a/b c' }));
    expect(calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/pix/transaction/456',
      'GET /api/pix/transaction/..%2Fauth%3Fx%23y',
      'GET /api/pix/transaction/a%2Fb%20c',
    ]);
  });

  it.each(['.', '..'])('asks for no reference that a path would swallow: %s', async externalReference => {
    expect(await outcomeOf(provider.ask({ providerId: null, externalReference }))).toMatchObject({
      kind: 'unclear',
    });
    expect(calls()).toEqual([]);
  });

  describe('the access token', () => {
    it('is asked for once, however many calls need it', async () => {
      await Promise.all(Array.from({ length: 10 }, () => provider.submit(one)));
      expect(tokens).toBe(1);
    });

    it('is kept until 80 % of its 1800 s, then renewed', async () => {
      await provider.submit(one);
      clock.advance(0.8 * 1_800_000 - 1);
      await provider.submit(one);
      expect(tokens).toBe(1);
      clock.advance(1);
      await provider.submit(one);
      expect(tokens).toBe(2);
    });
  });
});
