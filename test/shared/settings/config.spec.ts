import { inspect } from 'node:util';
import fc from 'fast-check';
import { COSIGNATURE, formatVerifierKey, SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { witnessKeyFault } from '../../../src/proofs/formats/witness-key';
import { PROVIDERS } from '../../../src/providers/registry';
import type { ConnectPspSettings } from '../../../src/providers/connectpsp/settings';
import type { NtxPaySettings } from '../../../src/providers/ntxpay/settings';
import type { ConfiguredProvider } from '../../../src/providers/port/provider-definition';
import { loadSettings, type Settings } from '../../../src/shared/settings/config';

const CONNECTPSP = {
  CONNECTPSP_URL: 'https://api.connectpsp.example/',
  CONNECTPSP_CLIENT_ID: 'id-1',
  CONNECTPSP_CLIENT_SECRET: 'hush-client',
  CONNECTPSP_APPLICATION_TOKEN: 'hush-application',
  CONNECTPSP_CRYPTO_TOKEN: 'hush-crypto',
};

const NTXPAY = {
  NTXPAY_URL: 'https://api.ntxpay.example',
  NTXPAY_CLIENT_ID: 'id-2',
  NTXPAY_CLIENT_SECRET: 'hush-ntx-client',
  NTXPAY_WEBHOOK_SECRET: 'hush-webhook',
};

function settings(env: Record<string, string>): Settings<ConfiguredProvider> {
  const loaded = loadSettings(env, PROVIDERS, witnessKeyFault);
  if ('faults' in loaded) throw new Error(loaded.faults.join('\n'));
  return loaded;
}

/** The provider's own settings; null where it is not configured. */
const own = (loaded: Settings<ConfiguredProvider>, provider: string): object | null =>
  loaded.providers.get(provider)!.configured?.settings ?? null;
const connectPsp = (env: Record<string, string>) => own(settings(env), 'connectpsp') as ConnectPspSettings;
const ntxPay = (env: Record<string, string>) => own(settings(env), 'ntxpay') as NtxPaySettings;

function faults(env: Record<string, string>): string[] {
  const loaded = loadSettings(env, PROVIDERS, witnessKeyFault);
  return 'faults' in loaded ? loaded.faults : [];
}

describe('the witnesses of the proof log', () => {
  const [one, two] = ['w1', 'w2'].map(name =>
    formatVerifierKey(signingKey(name, Buffer.alloc(32, name), COSIGNATURE)),
  ) as [string, string];
  const named = (PROOF_WITNESSES: string) => settings({ PROOF_WITNESSES }).proofWitnesses;

  it('are none unless they are named, by lines or commas', () => {
    expect(settings({}).proofWitnesses).toEqual([]);
    const both = [
      { key: one, url: 'https://w1.example/log' },
      { key: two, url: 'http://127.0.0.1:8100' },
    ];
    expect(named(`${one} https://w1.example/log/,${two} http://127.0.0.1:8100`)).toEqual(both);
    expect(named(`\n${one}  https://w1.example/log\r\n${two}\thttp://127.0.0.1:8100/\n`)).toEqual(both);
  });

  it('are each named by a key of a witness and a safe address', () => {
    const log = formatVerifierKey(signingKey('log', Buffer.alloc(32), SIGNATURE));
    const address =
      'its address must be https:// (http:// only on the loopback), without a user, a query or a fragment';
    const wrong = [
      `${one}`,
      `${one.replace('w1', 'w9')} https://w`,
      `${log} https://w`,
      `${two} http://w.example`,
      `${two} https://user:hush@w.example`,
      `nonsense ftp`,
    ];
    expect(faults({ PROOF_WITNESSES: wrong.join('\n') })).toEqual([
      'PROOF_WITNESSES, witness 1: it must be a public key, a space and an address',
      'PROOF_WITNESSES, witness 2: A public key has the id of another key',
      'PROOF_WITNESSES, witness 3: its key is not the key of a witness (type 04)',
      `PROOF_WITNESSES, witness 4: ${address}`,
      `PROOF_WITNESSES, witness 5: ${address}`,
      `PROOF_WITNESSES, witness 6: ${address}`,
    ]);
  });

  it('have different names', () => {
    expect(faults({ PROOF_WITNESSES: `${one} https://a, ${one} https://b` })).toEqual([
      'PROOF_WITNESSES: the witness w1 is there twice',
    ]);
  });
});

describe('a provider that is not configured', () => {
  it('is simulated, but not in production unless that is allowed', () => {
    expect(settings({}).sandbox).toBe('allow');
    expect(settings({ NODE_ENV: 'production' }).sandbox).toBe('refuse');
    expect(settings({ NODE_ENV: 'production', SANDBOX: 'allow' }).sandbox).toBe('allow');
    expect(faults({ SANDBOX: 'no' })).toEqual(['SANDBOX must be allow or refuse']);
  });

  it('can be left out', () => {
    expect([...settings({}).providers.keys()]).toEqual(['connectpsp', 'ntxpay']);
    expect([...settings({ ...NTXPAY, PROVIDERS: 'ntxpay' }).providers.keys()]).toEqual(['ntxpay']);
    expect(faults({ ...CONNECTPSP, PROVIDERS: 'ntxpay' })).toEqual([
      'PROVIDERS leaves out connectpsp, but CONNECTPSP_URL is set',
    ]);
    expect(faults({ PROVIDERS: 'other' })).toEqual([
      'PROVIDERS must be some of connectpsp, ntxpay, separated by commas',
    ]);
  });
});

describe('a variable that is written wrongly', () => {
  it.each([
    ['CONECTPSP_URL', 'CONNECTPSP_URL'],
    ['CONNECTPSP_CLIENT_SECRETE', 'CONNECTPSP_CLIENT_SECRET'],
    ['NTX_PAY_WEBHOOK_SECRET', 'NTXPAY_WEBHOOK_SECRET'],
    ['ntxpay_url', 'NTXPAY_URL'],
    ['EVENT_STORE_URL', 'EVENTSTORE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['ADMIN_APIKEY', 'ADMIN_API_KEY'],
    ['SANDBOXX', 'SANDBOX'],
  ])('is refused: %s for %s', (name, meant) => {
    expect(faults({ [name]: 'anything' })).toEqual([`${name} is not known: is ${meant} meant?`]);
  });

  it.each(['HOSTNAME', 'PORTS', 'PATH', 'PWD', 'POSTGRES_PASSWORD', 'NTXPAY_SERVICE_HOST', 'NODE_OPTIONS'])(
    'is not every variable that we do not know: %s',
    name => expect(faults({ [name]: 'anything' })).toEqual([]),
  );
});

describe('the roles of a process', () => {
  const OUTSIDE = {
    EVENTSTORE_URL: 'esdb://store.example',
    DATABASE_URL: 'postgres://db.example/books?sslmode=verify-full',
  };

  it('are all of them unless some are named', () => {
    expect([...settings({}).roles]).toEqual(['api', 'saga', 'projections']);
    expect([...settings({ ...OUTSIDE, ROLES: 'projections, api' }).roles]).toEqual(['api', 'projections']);
    expect([...settings({ ROLES: 'api,saga,projections' }).roles]).toEqual(['api', 'saga', 'projections']);
  });

  it('are known words', () => {
    const fault = 'ROLES must be some of api, saga, projections, separated by commas';
    for (const ROLES of ['api,sagas', 'API', ',', 'api,,saga'])
      expect(faults({ ...OUTSIDE, ROLES })).toContain(fault);
  });

  it('leave nothing to others that others cannot reach', () => {
    expect(faults({ ROLES: 'saga' })).toEqual([
      'ROLES leaves out api and projections: EVENTSTORE_URL must be set, so that another process can do it',
      'ROLES leaves out api and projections: DATABASE_URL must be set, so that another process can do it',
      'ROLES leaves out api: PUBLIC_URL must be set, so that providers notify a process with an api',
    ]);
    expect(faults({ ...OUTSIDE, ROLES: 'saga', PUBLIC_URL: 'https://pay.example' })).toEqual([]);
    expect(faults({ ...OUTSIDE, ROLES: 'projections' })).toEqual([]);
  });
});

describe('settings', () => {
  it('stand without any variable', () => {
    expect(settings({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      eventStoreUrl: null,
      databaseUrl: null,
      publicUrl: null,
      adminApiKey: null,
      providerTimeoutMs: 10_000,
      sweepIntervalMs: 30_000,
      onForeignLog: 'rebuild',
      traceEndpoint: null,
      logLevel: 'info',
    });
    expect([connectPsp({}), ntxPay({})]).toEqual([null, null]);
    expect(settings({ PORT: '', NTXPAY_URL: '' })).toEqual(settings({}));
  });

  it('are read, and cannot be changed afterwards', () => {
    const loaded = settings({
      ...CONNECTPSP,
      PORT: '0',
      PUBLIC_URL: 'https://pay.example/base/',
      SWEEP_INTERVAL_MS: '50',
    });
    expect(loaded).toMatchObject({ port: 0, publicUrl: 'https://pay.example/base', sweepIntervalMs: 50 });
    const provider = own(loaded, 'connectpsp') as ConnectPspSettings;
    expect(provider).toMatchObject({ url: 'https://api.connectpsp.example', clientId: 'id-1' });
    expect(provider.cryptoToken.reveal()).toBe('hush-crypto');
    expect(Object.isFrozen(loaded)).toBe(true);
    expect(Object.isFrozen(provider)).toBe(true);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['HOST', 'not a host'],
    ['EVENTSTORE_URL', 'http://127.0.0.1:2113'],
    ['EVENTSTORE_URL', 'esdb://'],
    ['DATABASE_URL', 'mysql://127.0.0.1/x'],
    ['PUBLIC_URL', 'ftp://x'],
    ['PUBLIC_URL', 'https://user:pass@x'],
    ['PUBLIC_URL', 'https://x/?a=1'],
    ['ADMIN_API_KEY', 'short'],
    ['ADMIN_API_KEY', 'with a space in it'],
    ['CONNECTPSP_FEE_SCHEDULE', '1,5%'],
    ['NTXPAY_FEE_SCHEDULE', 'free'],
    ['NTXPAY_CASH_OUT_PATH', 'api/pix'],
    ['NTXPAY_WEBHOOKS', 'all'],
    ['NTXPAY_REGISTER_MED', 'yes'],
    ['PROVIDER_TIMEOUT_MS', '0'],
    ['SWEEP_INTERVAL_MS', 'often'],
  ])('refuse %s=%s with one line that names it', (name, value) => {
    expect(faults({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  });

  it('tell the mistakes of all providers before those of their fee schedules, in the order of the registry', () => {
    const wrong = {
      NTXPAY_FEE_SCHEDULE: 'x',
      CONNECTPSP_FEE_SCHEDULE: 'x',
      NTXPAY_URL: 'x',
      CONNECTPSP_URL: 'x',
    };
    const lines = faults({ ...wrong, PROVIDER_TIMEOUT_MS: 'x', ADMIN_API_KEY: 'x' });
    const order = [...new Set(lines.map(line => line.split(' ')[0]))];
    expect(order.filter(name => !/CLIENT|TOKEN|SECRET/.test(name!))).toEqual([
      'ADMIN_API_KEY',
      'CONNECTPSP_URL',
      'NTXPAY_URL',
      'CONNECTPSP_FEE_SCHEDULE',
      'NTXPAY_FEE_SCHEDULE',
      'PROVIDER_TIMEOUT_MS',
    ]);
  });

  it('tell all mistakes at once', () => {
    const lines = faults({ PORT: 'x', ADMIN_API_KEY: 'x', PROVIDER_TIMEOUT_MS: 'x', DATABASE_URL: 'x' });
    expect(lines.map(line => line.split(' ')[0]).sort()).toEqual([
      'ADMIN_API_KEY',
      'DATABASE_URL',
      'PORT',
      'PROVIDER_TIMEOUT_MS',
    ]);
  });

  it.each([['ConnectPSP', CONNECTPSP] as const, ['NTX Pay', NTXPAY] as const])(
    'refuse half of %s: it would be the sandbox where the provider was meant',
    (_, whole) => {
      for (const missing of Object.keys(whole)) {
        const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== missing));
        expect(faults(rest)).toEqual([expect.stringMatching(new RegExp(`^${missing} is missing`))]);
      }
    },
  );

  it.each([
    ['CONNECTPSP_FORMER_CRYPTO_TOKEN', 4 + 1],
    ['NTXPAY_FORMER_WEBHOOK_SECRET', 3 + 1],
    ['NTXPAY_CLIENT_CERT', 3 + 1],
  ])('refuse %s alone: a provider was meant', (name, missing) => {
    const lines = faults({ [name]: 'x' });
    expect(lines).toHaveLength(missing);
    for (const line of lines) expect(line).toMatch(new RegExp(`is missing \\(${name} is set\\)$`));
  });

  it('register at NTX Pay what is ours and leads nowhere else, unless told otherwise', () => {
    expect(ntxPay(NTXPAY)).toMatchObject({ webhooks: 'register', registerMed: false });
    const told = { ...NTXPAY, NTXPAY_WEBHOOKS: 'replace', NTXPAY_REGISTER_MED: 'true' };
    expect(ntxPay(told)).toMatchObject({ webhooks: 'replace', registerMed: true });
  });

  it('take a former secret of each provider, or none', () => {
    const rotating = {
      ...CONNECTPSP,
      ...NTXPAY,
      CONNECTPSP_FORMER_CRYPTO_TOKEN: 'hush former, with anything in it',
      NTXPAY_FORMER_WEBHOOK_SECRET: 'hush-former-webhook',
    };
    expect(connectPsp(rotating).formerCryptoToken?.reveal()).toBe('hush former, with anything in it');
    expect(ntxPay(rotating).formerWebhookSecret?.reveal()).toBe('hush-former-webhook');
    expect(connectPsp({ ...CONNECTPSP, ...NTXPAY }).formerCryptoToken).toBeNull();
    expect(ntxPay({ ...CONNECTPSP, ...NTXPAY }).formerWebhookSecret).toBeNull();
  });

  it.each(['NTXPAY_WEBHOOK_SECRET', 'NTXPAY_FORMER_WEBHOOK_SECRET', 'CONNECTPSP_APPLICATION_TOKEN'])(
    'refuse in %s what a header can not carry as one value',
    name => {
      for (const text of ['hush,hush', 'hush hush', 'hush\n', 'hushé', 'hush'.repeat(129)]) {
        const lines = faults({ ...CONNECTPSP, ...NTXPAY, [name]: text });
        expect(lines).toEqual([expect.stringMatching(new RegExp(`^${name} must be`))]);
        expect(lines[0]).not.toContain('hush');
      }
    },
  );

  it('refuse a provider in the clear, except on the loopback', () => {
    expect(faults({ ...CONNECTPSP, CONNECTPSP_URL: 'http://api.connectpsp.example' })).toHaveLength(1);
    expect(faults({ ...CONNECTPSP, CONNECTPSP_URL: 'http://127.0.0.1:9000' })).toEqual([]);
  });

  it('never show a secret, however they are printed', () => {
    const hidden = {
      ...CONNECTPSP,
      ...NTXPAY,
      CONNECTPSP_FORMER_CRYPTO_TOKEN: 'hush-former-crypto',
      NTXPAY_FORMER_WEBHOOK_SECRET: 'hush-former-webhook',
      ADMIN_API_KEY: 'hush-admin',
      DATABASE_URL: 'postgres://u:hush-db@127.0.0.1/x',
      EVENTSTORE_URL: 'esdb://u:hush-es@127.0.0.1',
    };
    const loaded = settings(hidden);
    const shown = [
      JSON.stringify(loaded, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
      inspect(loaded, { depth: 9, showHidden: true }),
      `${loaded.adminApiKey}`,
    ].join('\n');
    expect(shown).not.toContain('hush');
    expect(loaded.databaseUrl?.reveal()).toContain('hush-db');
  });

  it('never repeat a secret in a fault, and never throw', () => {
    const names = [
      'ADMIN_API_KEY',
      'DATABASE_URL',
      'EVENTSTORE_URL',
      'CONNECTPSP_URL',
      'PUBLIC_URL',
      'HOST',
      'DATA_DIR',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), (name, text) => {
        for (const line of faults({ [name]: `hush ${text}` })) expect(line).not.toContain('hush');
      }),
    );
  });
});
