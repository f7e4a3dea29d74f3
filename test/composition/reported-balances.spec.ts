import { reportedBalances } from '../../src/composition/providers/reported-balances';
import { ConnectPspProvider } from '../../src/providers/connectpsp/connectpsp-provider';
import type { Provider } from '../../src/providers/port/provider';
import { silentLogger } from '../../src/shared/logging';
import {
  answer,
  localServer,
  type Handler,
  type LocalServer,
} from '../../packages/psp-sandbox/test/local-server';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';

const TIMEOUT_MS = 10_000;
const BALANCE = '{"currency":"BRL","consolidated":{"transactionalBalance":949.50}}';

describe('what providers report', () => {
  let clock: ManualClock;
  let server: LocalServer;
  let provider: ConnectPspProvider;
  let reply: Handler;

  const asked = () => server.seen.filter(({ path }) => path === '/account/balance').length;
  const reportsOf = (one: Provider) =>
    reportedBalances({ providers: [one], clock, logger: silentLogger, timeoutMs: TIMEOUT_MS });

  beforeEach(async () => {
    clock = new ManualClock();
    reply = (_, response) => answer(response, 200, BALANCE);
    server = await localServer((seen, response, incoming) => {
      if (seen.path === '/auth/token') answer(response, 200, '{"accessToken":"token","expiresIn":3600}');
      else reply(seen, response, incoming);
    });
    const names = { clientId: 'me', clientSecret: 'secret', applicationToken: 'app', cryptoToken: 'crypto' };
    // The adapter's own time-out is the longer one: it is the query's that is looked at.
    const limits = { webhookUrl: 'http://127.0.0.1:1/hook', timeoutMs: 100 * TIMEOUT_MS };
    provider = new ConnectPspProvider({ url: server.url, ...names, ...limits }, clock);
  });

  afterEach(async () => {
    await provider.close();
    await server.stop();
  });

  it('is asked for once, however many want to know, and again by whoever comes later', async () => {
    const { ask } = reportsOf(provider);
    const known = { balanceMinor: 94_950n, includesUnderWay: false, reportedAt: clock.now() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('connectpsp', 'BRL')));
    expect(answers).toEqual(answers.map(() => known));
    expect(asked()).toBe(1);
    expect(await ask('connectpsp', 'BRL')).toEqual(known);
    expect(asked()).toBe(2);
  });

  it('is given up in time, and not asked for again while the call is under way', async () => {
    let late: (() => void) | undefined;
    const arrived = new Promise<void>(resolve => {
      reply = (_, response) => {
        late = () => answer(response, 200, BALANCE);
        resolve();
      };
    });
    const { ask } = reportsOf(provider);
    const first = ask('connectpsp', 'BRL');
    await arrived;
    clock.advance(TIMEOUT_MS);
    expect(await first).toEqual({ reason: 'no answer in time' });
    const second = ask('connectpsp', 'BRL');
    late?.();
    expect(await second).toMatchObject({ balanceMinor: 94_950n });
    expect(asked()).toBe(1);
  });

  it('leaves alone who asks for it, as long as that is asked for', async () => {
    reply = (_, response) => response.writeHead(429, { 'Retry-After': '30' }).end();
    const { ask } = reportsOf(provider);
    expect(await ask('connectpsp', 'BRL')).toEqual({ reason: 'answer 429' });
    reply = (_, response) => answer(response, 200, BALANCE);
    clock.advance(29_999);
    expect(await ask('connectpsp', 'BRL')).toHaveProperty(
      'reason',
      expect.stringContaining('not to be called'),
    );
    expect(asked()).toBe(1);
    clock.advance(1);
    expect(await ask('connectpsp', 'BRL')).toMatchObject({ balanceMinor: 94_950n });
  });

  it.each([
    ['ntxpay', 'BRL'],
    ['connectpsp', 'USD'],
  ] as const)('is none of %s in %s where only ConnectPSP holds BRL', async (name, currency) => {
    expect(await reportsOf(provider).ask(name, currency)).toHaveProperty('reason');
    expect(asked()).toBe(0);
  });

  it('is a reason, and no error, whatever a provider does', async () => {
    const broken = Object.create(provider, {
      fetchBalance: { value: () => Promise.reject(new Error('a bug')) },
    }) as Provider;
    expect(await reportsOf(broken).ask('connectpsp', 'BRL')).toEqual({
      reason: 'the provider could not be asked',
    });
    const mute = Object.create(provider, { fetchBalance: { value: undefined } }) as Provider;
    expect(await reportsOf(mute).ask('connectpsp', 'BRL')).toEqual({
      reason: 'the provider cannot be asked for its balance',
    });
  });
});
