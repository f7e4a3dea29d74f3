import { ConnectPspProvider } from '../../src/providers/connectpsp/connectpsp-provider';
import { NtxPayProvider } from '../../src/providers/ntxpay/ntxpay-provider';
import type {
  CallResult,
  PayoutOrder,
  PayoutReport,
  SubmissionOutcome,
} from '../../src/providers/port/provider';
import type { Clock } from '../../src/shared/clock';
import {
  answer,
  localServer,
  type Handler,
  type LocalServer,
} from '../../packages/psp-sandbox/test/local-server';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { order } from './orders';
import type { Closeable } from './provider-contract';

const CONNECTPSP_SECRETS = {
  clientSecret: 'hush-client-secret',
  applicationToken: 'hush-application-token',
  cryptoToken: 'hush-crypto-token',
  formerCryptoToken: 'hush-former-crypto-token',
};
const NTXPAY_SECRETS = {
  clientSecret: 'hush-client-secret',
  webhookSecret: 'hush-webhook-secret',
  formerWebhookSecret: 'hush-former-webhook-secret',
};

const ADAPTERS = {
  ConnectPSP: {
    tokenPath: '/auth/token',
    secrets: CONNECTPSP_SECRETS,
    token: (value: string) => ({ accessToken: value, expiresIn: 3600 }),
    acceptance: ({ externalReference }: PayoutOrder) => ({ internalCode: '456', externalReference }),
    open: (url: string, clock: Clock): Closeable => {
      const webhookUrl = 'http://127.0.0.1:1/hook';
      const options = { url, ...CONNECTPSP_SECRETS, clientId: 'me', webhookUrl, timeoutMs: 10_000 };
      return new ConnectPspProvider(options, clock);
    },
  },
  'NTX Pay': {
    tokenPath: '/api/auth/token',
    secrets: NTXPAY_SECRETS,
    token: (value: string) => ({ access_token: value, expires_in: 1800 }),
    acceptance: ({ externalReference }: PayoutOrder) => ({
      transactionId: '456',
      externalId: externalReference,
    }),
    open: (url: string, clock: Clock): Closeable => {
      const options = { url, ...NTXPAY_SECRETS, clientId: 'me', clientCert: null, timeoutMs: 10_000 };
      return new NtxPayProvider(options, clock);
    },
  },
};

type Call = (provider: Closeable) => Promise<CallResult<SubmissionOutcome | PayoutReport>>;

const one = order();
const submit: Call = provider => provider.submit(one);
const ask: Call = provider =>
  provider.pollPayout({ providerId: '456', externalReference: one.externalReference });
const CALLS = [
  ['submit', submit],
  ['ask', ask],
] as const;

describe.each(Object.entries(ADAPTERS))('what a call to %s tells beside its outcome', (_, adapter) => {
  let server: LocalServer;
  let provider: Closeable;
  let tokens: number;
  let tokenReply: Handler;
  let reply: Handler;

  beforeEach(async () => {
    tokens = 0;
    tokenReply = (__, response) =>
      answer(response, 200, JSON.stringify(adapter.token(`hush-access-token-${(tokens += 1)}`)));
    reply = (__, response) => answer(response, 201, JSON.stringify(adapter.acceptance(one)));
    server = await localServer((seen, ...rest) =>
      (seen.path === adapter.tokenPath ? tokenReply : reply)(seen, ...rest),
    );
    provider = adapter.open(server.url, new ManualClock());
  });

  afterEach(async () => {
    await provider.close();
    await server.stop();
  });

  const calls = () => server.seen.filter(seen => seen.path !== adapter.tokenPath);

  it.each(CALLS)('%s: each call but the token’s, as it went', async (__, call) => {
    reply = (seen, response) => answer(response, seen.method === 'POST' ? 418 : 404, '{"amount": 50.00}');
    const called = await call(provider);
    const [seen] = calls();
    expect(called).toMatchObject({ provider: 'up', retryAfterMs: null });
    expect(called.exchanges).toEqual([
      {
        method: seen?.method,
        path: seen?.path,
        requestBody: seen?.method === 'POST' ? seen.body.toString() : null,
        status: seen?.method === 'POST' ? 418 : 404,
        answerBody: '{"amount": 50.00}',
        answerHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        fault: null,
      },
    ]);
  });

  it('an acceptance has the hash of the answer that is its evidence', async () => {
    const { outcome, exchanges } = await submit(provider);
    expect(outcome).toMatchObject({ kind: 'accepted', answerHash: exchanges[0]?.answerHash });
  });

  it('ask: both calls, where the token was renewed between them', async () => {
    reply = (seen, response) => {
      const renewed = seen.headers.authorization?.endsWith('-2');
      answer(response, renewed ? 500 : 401, renewed ? 'second' : 'first');
    };
    const { exchanges, provider: condition } = await ask(provider);
    expect(exchanges.map(({ status, answerBody }) => [status, answerBody])).toEqual([
      [401, 'first'],
      [500, 'second'],
    ]);
    expect(condition).toBe('down');
  });

  it.each(CALLS)('%s: no secret, even where the provider repeats every one', async (__, call) => {
    reply = (seen, response) =>
      answer(response, 500, JSON.stringify({ ...adapter.secrets, ...seen.headers }));
    const kept = JSON.stringify((await call(provider)).exchanges);
    const { authorization = '', digitalsignature = 'hush' } = calls()[0]?.headers ?? {};
    expect(authorization).toBe('Bearer hush-access-token-1');
    expect(kept).toContain('Bearer [secret]');
    expect(kept).not.toContain('hush');
    expect(kept).not.toContain(digitalsignature);
  });

  it.each([
    [429, 'down', 20_000],
    [503, 'down', 20_000],
    [500, 'down', null],
    [400, 'up', null],
    [302, 'up', null],
  ])('answer %s with Retry-After: the provider is %s, the pause %s ms', async (status, condition, pause) => {
    reply = (__, response) => answer(response.setHeader('Retry-After', '20'), status, '{"message":"no"}');
    for (const [, call] of CALLS)
      expect(await call(provider)).toMatchObject({ provider: condition, retryAfterMs: pause });
  });

  it.each([
    [429, 'down', 20_000],
    [503, 'down', 20_000],
    [401, 'up', null],
  ])('a token refused with %s counts as the provider’s word: %s, %s ms', async (status, condition, pause) => {
    tokenReply = (__, response) => answer(response.setHeader('Retry-After', '20'), status, '{}');
    for (const [, call] of CALLS)
      expect(await call(provider)).toMatchObject({ exchanges: [], provider: condition, retryAfterMs: pause });
    expect(calls()).toEqual([]);
  });

  it('a renewal refused after a 401 counts, and the 401 is kept', async () => {
    reply = (__, response) => {
      tokenReply = (___, again) => answer(again.setHeader('Retry-After', '9'), 503, '');
      answer(response, 401, '{}');
    };
    expect(await ask(provider)).toMatchObject({
      outcome: { kind: 'unclear' },
      exchanges: [{ status: 401 }],
      provider: 'down',
      retryAfterMs: 9_000,
    });
  });

  it.each(CALLS)('%s: an answer that was cut off is kept as a fault', async (__, call) => {
    reply = (___, response) => {
      response.writeHead(200, { 'Content-Length': 500 });
      response.write('{', () => response.destroy());
    };
    const { exchanges, provider: condition } = await call(provider);
    expect(exchanges).toMatchObject([{ status: null, answerBody: null, answerHash: null }]);
    expect(exchanges[0]?.fault).not.toBeNull();
    expect(condition).toBe('down');
  });

  it.each(CALLS)('%s: a redirect is followed nowhere', async (__, call) => {
    const elsewhere = await localServer((___, response) => answer(response, 200, '{}'));
    reply = (___, response) => response.writeHead(307, { Location: elsewhere.url }).end();
    expect(await call(provider)).toMatchObject({ exchanges: [{ status: 307 }] });
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.stop();
  });

  it('what could not be asked at all says nothing against the provider', async () => {
    const nothing = await provider.pollPayout({ providerId: '..', externalReference: '..' });
    expect(nothing).toMatchObject({ outcome: { kind: 'unclear', needsPerson: false }, exchanges: [] });
    expect(nothing).toMatchObject({ provider: 'up', retryAfterMs: null });
    expect(server.seen).toEqual([]);
  });

  it('a 404 that nobody can read is no word of the provider', async () => {
    reply = (__, response) => answer(response, 404, '');
    expect((await ask(provider)).outcome).toMatchObject({ kind: 'unclear', needsPerson: false });
  });
});

it('ConnectPSP is not asked about a payout whose id is not known', async () => {
  const provider = ADAPTERS.ConnectPSP.open('http://127.0.0.1:1', new ManualClock());
  expect(await provider.pollPayout({ providerId: null, externalReference: 'r' })).toEqual({
    outcome: { kind: 'unclear', reason: expect.stringContaining('its own id'), needsPerson: false },
    exchanges: [],
    provider: 'up',
    retryAfterMs: null,
  });
  await provider.close();
});
