import { PrometheusMetrics } from '../../src/composition/telemetry/prometheus-metrics';
import { createHmac } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProvider } from '../../src/composition/providers/providers';
import { refuseSandboxes } from '../../src/composition/providers/refuse-sandboxes';
import { startHoldfast } from '../../src/main';
import type { ProviderParts } from '../../src/composition/providers/provider-parts';
import { systemClock } from '../../src/shared/clock';
import { ShutdownList } from '../../src/backing/shutdown-list';
import { witnessKeyFault } from '../../src/proofs/formats/witness-key';
import { PROVIDERS } from '../../src/providers/registry';
import { loadSettings } from '../../src/shared/settings/config';
import { silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { answer, localServer, type LocalServer } from '../../packages/psp-sandbox/test/local-server';

const BODY = Buffer.from('{}');
const CONNECTPSP = {
  CONNECTPSP_URL: 'http://127.0.0.1:1',
  CONNECTPSP_CLIENT_ID: 'me',
  CONNECTPSP_CLIENT_SECRET: 'client-secret',
  CONNECTPSP_APPLICATION_TOKEN: 'application',
  CONNECTPSP_CRYPTO_TOKEN: 'new',
};
const NTXPAY = {
  NTXPAY_CLIENT_ID: 'me',
  NTXPAY_CLIENT_SECRET: 'client-secret',
  NTXPAY_WEBHOOK_SECRET: 'new',
};

function partsOf(env: Record<string, string>, changes: Partial<ProviderParts> = {}): ProviderParts {
  const settings = loadSettings(env, PROVIDERS, witnessKeyFault);
  if ('faults' in settings) throw new Error(settings.faults.join('\n'));
  const url = 'http://127.0.0.1:3000';
  const webhookBase = () => ({ publicUrl: url, loopbackUrl: url });
  return {
    settings,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    telemetry: new PrometheusMetrics(),
    webhookBase,
    ...changes,
  };
}

/** Opens one provider of the registry as the service does. */
async function open(name: string, parts: ProviderParts) {
  const definition = PROVIDERS.find(each => each.name === name)!;
  const [opened] = await openProvider(definition, parts, new ShutdownList());
  return opened!;
}

/** The environment's secrets reach the adapters. */
describe('a provider opened from its settings', () => {
  it.each([
    ['with a former crypto token', { CONNECTPSP_FORMER_CRYPTO_TOKEN: 'former' }, [true, true, false]],
    ['without one', {}, [true, false, false]],
  ])('ConnectPSP %s', async (_, former, known) => {
    const { provider, sandbox, close } = await open('connectpsp', partsOf({ ...CONNECTPSP, ...former }));
    const isKnown = (key: string) =>
      provider.verifyNotification(BODY, {
        'x-connect-signature': createHmac('sha256', key).update(BODY).digest('hex'),
      });
    expect(['new', 'former', 'other'].map(isKnown)).toEqual(known);
    expect(sandbox).toBeUndefined();
    await close();
  });

  it.each([
    ['with a former webhook secret', { NTXPAY_FORMER_WEBHOOK_SECRET: 'former' }, [true, true, false]],
    ['without one', {}, [true, false, false]],
  ])('NTX Pay %s', async (_, former, known) => {
    const env = { NTXPAY_URL: 'http://127.0.0.1:1', ...NTXPAY, ...former };
    const { provider, sandbox, close } = await open('ntxpay', partsOf(env));
    const isKnown = (secret: string) => provider.verifyNotification(BODY, { 'x-webhook-secret': secret });
    expect(['new', 'former', 'other'].map(isKnown)).toEqual(known);
    expect(sandbox).toBeUndefined();
    await close();
  });

  describe('NTX Pay, told where notifications go', () => {
    let server: LocalServer;
    let registrations: number;
    let registered: object[];
    /** What each registration is answered, by its number and event type. */
    let statusFor: (index: number, eventType: string) => number;

    beforeEach(async () => {
      registrations = 0;
      registered = [];
      server = await localServer(({ method, path, body }, response) => {
        if (path === '/api/auth/token')
          return answer(response, 201, '{"access_token":"token","expires_in":1800}');
        if (method === 'GET') return answer(response, 200, JSON.stringify({ webhooks: registered }));
        const { eventType } = JSON.parse(body.toString()) as { eventType: string };
        return answer(response, statusFor(registrations++, eventType), '{}');
      });
    });
    afterEach(() => server.stop());

    /** What was warned of until the registration stood, and the pauses between its tries. */
    async function register(
      env: Record<string, string> = {},
    ): Promise<{ warned: object[]; pausesMs: number[] }> {
      const warned: object[] = [];
      const pausesMs: number[] = [];
      const clock = {
        now: () => new Date(),
        monotonicMs: () => systemClock.monotonicMs(),
        wait: (ms: number, signal?: AbortSignal) =>
          signal === ending.signal ? Promise.resolve(void pausesMs.push(ms)) : systemClock.wait(ms, signal),
      };
      const ending = new AbortController();
      const logger = { ...silentLogger, warn: (fields: object) => void warned.push(fields) };
      const parts = partsOf({ NTXPAY_URL: server.url, ...NTXPAY, ...env }, { clock, logger });
      const { onListening, close } = await open('ntxpay', parts);
      await onListening!(ending.signal);
      await close();
      return { warned, pausesMs };
    }

    it('tries until it is taken, ever more rarely', async () => {
      statusFor = index => (index < 8 ? 503 : 200);
      const { warned, pausesMs } = await register();
      expect(pausesMs).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map(seconds => seconds * 1000));
      expect(warned).toHaveLength(8);
    });

    it('registers payouts and returns, and disputes where they are asked for', async () => {
      statusFor = () => 200;
      expect(await register()).toEqual({ warned: [], pausesMs: [] });
      expect(registrations).toBe(2);
      expect(await register({ NTXPAY_REGISTER_MED: 'true' })).toEqual({ warned: [], pausesMs: [] });
      expect(registrations).toBe(2 + 5);
    });

    it('does without disputes that are not taken, and says so', async () => {
      statusFor = (_, eventType) => (eventType.startsWith('med_') ? 400 : 200);
      const { warned, pausesMs } = await register({ NTXPAY_REGISTER_MED: 'true' });
      expect(warned).toEqual([{ refused: 'med_created, med_accepted, med_rejected' }]);
      expect(pausesMs).toEqual([]);
    });

    it('leaves what leads elsewhere and says so, unless it is told to replace it', async () => {
      statusFor = () => 200;
      registered = [{ type: 'cash_out', url: 'https://payroll.example/hooks?key=secret', headers: {} }];
      expect(await register()).toEqual({ warned: [{ left: 'cash_out to payroll.example' }], pausesMs: [] });
      expect(registrations).toBe(1);
      expect(await register({ NTXPAY_WEBHOOKS: 'replace' })).toEqual({ warned: [], pausesMs: [] });
      expect(registrations).toBe(1 + 2);
      expect(await register({ NTXPAY_WEBHOOKS: 'leave' })).toEqual({ warned: [], pausesMs: [] });
      expect(registrations).toBe(1 + 2);
    });
  });
});

describe('in production', () => {
  let parent: string;
  beforeEach(async () => void (parent = await mkdtemp(join(tmpdir(), 'holdfast-no-provider-'))));
  afterEach(() => rm(parent, { recursive: true }));

  const settingsOf = (env: Record<string, string>) =>
    partsOf({ NODE_ENV: 'production', DATA_DIR: join(parent, 'data'), ...env }).settings;
  const check = (env: Record<string, string>) => () => refuseSandboxes(settingsOf(env));

  it('nothing pretends to pay: the start names what is missing, and has written nothing', async () => {
    const start = startHoldfast({ settings: settingsOf(CONNECTPSP), logger: silentLogger });
    const said = await start.then(() => '', String);
    expect(said).toContain(
      'ntxpay is not configured: set NTXPAY_URL, NTXPAY_CLIENT_ID, NTXPAY_CLIENT_SECRET, NTXPAY_WEBHOOK_SECRET',
    );
    expect(said).not.toContain('connectpsp is not');
    expect(said).toContain('SANDBOX is refuse');
    expect(await readdir(parent)).toEqual([]);
  });

  it('a service with one provider says so', () => {
    expect(check({ ...CONNECTPSP, PROVIDERS: 'connectpsp' })).not.toThrow();
  });

  it('a process that calls no provider needs none', () => {
    const outside = {
      EVENTSTORE_URL: 'esdb://store.example',
      DATABASE_URL: 'postgres://db.example/books?sslmode=verify-full',
    };
    expect(check({ ...outside, ROLES: 'projections' })).not.toThrow();
    expect(check(outside)).toThrow('connectpsp is not configured');
  });
});
