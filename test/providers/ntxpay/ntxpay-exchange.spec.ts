import type { ServerResponse } from 'node:http';
import { NtxPayProvider } from '../../../src/providers/ntxpay/ntxpay-provider';
import {
  answer,
  localServer,
  type LocalServer,
  type Seen,
} from '../../../packages/psp-sandbox/test/local-server';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { order } from '../orders';
import { outcomeOf } from '../call-outcome';

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
  const one = order({ requestedAt: new ManualClock().now().toISOString() });

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
    expect(await outcomeOf(provider.pollPayout(asked))).toEqual({ kind: 'processing' });
    expect(calls().map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['POST', 'Bearer token-1'],
      ['GET', 'Bearer token-2'],
      ['GET', 'Bearer token-3'],
    ]);
  });

  const looked = async () => (await provider.lookUpOrder(one)).outcome;
  const NOT_FOUND = '{"statusCode":404,"message":"Transaction not found"}';
  const searched = (rows: object[], more: object = {}) => JSON.stringify({ data: rows, ...more });
  const row = (changes: object = {}) => ({
    transactionId: '456',
    externalId: one.externalReference,
    operationType: 'Pix out',
    movementType: 'DEBIT',
    status: 'Pendente',
    originalAmount: 50.0,
    ...changes,
  });
  /** By name it is not found; the search says what is given. */
  const searchSays = (status: number, body: string, type?: string): void => {
    reply = (response, seen) => {
      if (seen.path.startsWith('/api/transactions')) answer(response, status, body, type);
      else if (seen.path.endsWith('/456')) answer(response, 200, transaction());
      else answer(response, 404, NOT_FOUND);
    };
  };

  it.each(['PENDING', 'CONFIRMED', 'ERROR', 'ANYTHING'])(
    'an order that is found %s was taken',
    async status => {
      reply = response => answer(response, 200, transaction({ status }));
      expect(await looked()).toMatchObject({ kind: 'accepted', providerId: '456' });
      expect(calls().map(({ method }) => method)).toEqual(['GET']);
    },
  );

  it('is searched by our reference, over four weeks and until tomorrow', async () => {
    searchSays(200, searched([]));
    expect(await looked()).toEqual({ kind: 'not_found' });
    const { searchParams } = new URL(calls()[1]?.path ?? '', server.url);
    const days = [...searchParams.entries()].filter(([name]) => name.endsWith('Date')).map(([, day]) => day);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      page: '1',
      size: '100',
      externalId: one.externalReference,
    });
    expect(days.every(day => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true);
    expect(Date.parse(days[1] ?? '') - Date.parse(days[0] ?? '')).toBe(29 * 24 * 3_600_000);
    expect(calls().every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([
    ['as it is shown', {}],
    ['by its raw name', { operationType: 'WITHDRAW' }],
    [
      'under other names of the fields',
      { operationType: undefined, type: 'WITHDRAW', transactionId: undefined, id: 456 },
    ],
  ])('what only the search shows is asked for by its own id: %s', async (_, changes) => {
    searchSays(200, searched([row(changes)]));
    expect(await looked()).toMatchObject({ kind: 'accepted', providerId: '456' });
  });

  it.each([
    ['a web page', 200, '<html>', 'text/html'],
    ['a JSON text that calls itself a web page', 200, '{"data":[]}', 'text/html'],
    ['no JSON', 200, 'oops', undefined],
    ['no list', 200, '{"data":null}', undefined],
    ['another list', 200, '[]', undefined],
    ['a total without its rows', 200, '{"data":[],"total":1}', undefined],
    ['another reference', 200, searched([row({ externalId: 'other' })]), undefined],
    [
      'a row of another reference beside ours',
      200,
      searched([row(), row({ externalId: 'other' })]),
      undefined,
    ],
    [
      'money received under our reference',
      200,
      searched([row({ operationType: 'Pix in', movementType: 'CREDIT' })]),
      undefined,
    ],
    [
      'money that came back',
      200,
      searched([row({ operationType: 'Refund out', movementType: 'CREDIT' })]),
      undefined,
    ],
    ['an error', 500, '{"message":"oops"}', undefined],
    ['not found', 404, NOT_FOUND, undefined],
    ['no permission', 403, '{"message":"no"}', undefined],
  ])(
    'not found by name, and the search says %s: that is no word of its being missing',
    async (...[, status, body, type]) => {
      searchSays(status, body, type);
      expect(await looked()).toMatchObject({ kind: 'unclear', needsPerson: false });
    },
  );

  it('a search that shows two cash-outs under our reference goes to a person', async () => {
    searchSays(200, searched([row(), row({ transactionId: '457' })]));
    expect(await looked()).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it.each([
    ['of a gateway', '<html>404</html>', 'text/html'],
    ['of a gateway that says it in JSON', '{"message":"no Route matched with those values"}', undefined],
    [
      'about the path',
      '{"statusCode":404,"message":"Cannot GET /api/pix/transaction/1","error":"Not Found"}',
      undefined,
    ],
    ['without a body', '', undefined],
    ['without a word', '{}', undefined],
    ['that names another status', '{"statusCode":503,"message":"Transaction not found"}', undefined],
  ])('a 404 %s is no answer: to an order, to a question, and about a return', async (...[, body, type]) => {
    reply = response => answer(response, 404, body, type);
    expect(await looked()).toMatchObject({ kind: 'unclear', needsPerson: false });
    const asked = { providerId: '456', externalReference: one.externalReference };
    expect(await outcomeOf(provider.pollPayout(asked))).toMatchObject({
      kind: 'unclear',
      needsPerson: false,
    });
    const payment = { ...asked, endToEndId: null };
    const returned = { returnName: '4711', returnEndToEndId: null, payment };
    expect(await outcomeOf(provider.pollReturn(returned))).toMatchObject({
      kind: 'unclear',
      needsPerson: false,
    });
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(calls().some(({ path }) => path.startsWith('/api/transactions'))).toBe(false);
  });

  it('what the search does not reach back to is never not found', async () => {
    searchSays(200, searched([]));
    const asked = {
      providerId: '999',
      externalReference: one.externalReference,
      requestedAt: one.requestedAt,
    };
    clock.advance(28 * 86_400_000);
    expect(await looked()).toEqual({ kind: 'not_found' });
    expect(await outcomeOf(provider.pollPayout(asked))).toEqual({ kind: 'not_found' });
    clock.advance(1);
    expect(await looked()).toMatchObject({ kind: 'unclear', needsPerson: false });
    expect(await outcomeOf(provider.pollPayout(asked))).toMatchObject({
      kind: 'unclear',
      needsPerson: false,
    });
    const { requestedAt: _, ...ageless } = asked;
    expect(await outcomeOf(provider.pollPayout(ageless))).toMatchObject({
      kind: 'unclear',
      needsPerson: false,
    });
  });

  it('asked by its id, it is not found only where the search does not show it either', async () => {
    const { externalReference, requestedAt } = one;
    const asked = { providerId: '999', externalReference, requestedAt };
    searchSays(200, searched([]));
    expect(await outcomeOf(provider.pollPayout(asked))).toEqual({ kind: 'not_found' });
    searchSays(200, searched([row({ transactionId: '999' })]));
    expect(await outcomeOf(provider.pollPayout(asked))).toMatchObject({
      kind: 'unclear',
      needsPerson: false,
    });
    searchSays(200, searched([row({ transactionId: '457' })]));
    expect(await outcomeOf(provider.pollPayout(asked))).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it.each([
    ['another amount', 200, transaction({ originalAmount: '50.01' }), true],
    ['no amount', 200, transaction({ originalAmount: null }), true],
    ['money received', 200, transaction({ type: 'PAYMENT' }), true],
    ['another reference', 200, transaction({ externalId: 'other' }), false],
    ['no JSON', 200, '<html>', false],
    ['a refusal', 400, '{"message":"Bad Request"}', false],
    ['an error', 500, '', false],
    ['no permission', 401, '', false],
  ])('what is found with %s is no word of it', async (_, status, body, needsPerson) => {
    reply = response => answer(response, status, body);
    expect(await looked()).toMatchObject({ kind: 'unclear', needsPerson });
    expect(calls().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('what can not even be asked is no word of it', async () => {
    tokenReply = response => answer(response, 503, '');
    expect(await looked()).toMatchObject({ kind: 'unclear', needsPerson: false });
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
    ['a 400 that a reference is not unique', 400, '{"errorCode":"EXTERNAL_ID_NOT_UNIQUE"}'],
    ['a 400 that it exists', 400, '{"errorCode":"TRANSACTION_EXISTS","message":"Transaction exists"}'],
    ['a 400 that says only that it is one', 400, '{"error":"Bad Request"}'],
    ['a 400 served as a web page', 400, '{"message":"Saldo insuficiente"}', 'text/html'],
    ['a 400 of a gateway', 400, '{"message":"upstream sent an invalid header"}'],
    ['a 400 about the caller', 400, '{"message":"Client certificate mismatch"}'],
    ['a 404', 404, '{"message":"Cannot POST /api/pix/cash-out"}'],
    ['a 409', 409, '{"message":"externalId already used in another transaction"}'],
    ['a 422', 422, '{"message":"Unprocessable"}'],
  ])('%s leaves the outcome unknown', async (...[, status, body, type]) => {
    reply = response => answer(response, status, body, type);
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(calls()).toHaveLength(1);
  });

  it.each([
    ['{"message":"Saldo insuficiente"}', 'BAD_REQUEST'],
    ['{"message":["value must be positive","details.name is required"]}', 'BAD_REQUEST'],
    ['{"errorCode":"INVALID_PIX_KEY","message":"Chave inválida"}', 'INVALID_PIX_KEY'],
    ['{"errorCode":"INSUFFICIENT_FUNDS"}', 'INSUFFICIENT_FUNDS'],
    ['{"error":"Conta bloqueada"}', 'BAD_REQUEST'],
    ['{"errorCode":"PIX_KEY_NOT_EXISTS","message":"Key does not exist"}', 'PIX_KEY_NOT_EXISTS'],
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
    expect(await outcomeOf(provider.pollPayout({ providerId: '456', externalReference }))).toEqual({
      kind: 'processing',
    });
    await provider.pollPayout({ providerId: '../auth?x#y', externalReference });
    await outcomeOf(provider.pollPayout({ providerId: null, externalReference: 'a/b c' }));
    expect(calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/pix/transaction/456',
      'GET /api/pix/transaction/..%2Fauth%3Fx%23y',
      'GET /api/pix/transaction/a%2Fb%20c',
    ]);
  });

  it.each(['.', '..'])('asks for no reference that a path would swallow: %s', async externalReference => {
    expect(await outcomeOf(provider.pollPayout({ providerId: null, externalReference }))).toMatchObject({
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
