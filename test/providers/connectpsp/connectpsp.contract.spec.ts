import { ConnectPspProvider } from '../../../src/providers/connectpsp/connectpsp-provider';
import { startConnectPspSandbox, type ConnectPspSandbox } from 'psp-sandbox';
import { systemClock } from '../../../src/shared/clock';
import { systemRandom } from '../../../src/shared/random';
import { order } from '../orders';
import { outcomeOf } from '../call-outcome';
import { describeBalance } from '../provider-contract-balance';
import { describeEvidence } from '../provider-contract-evidence';
import { accepted, Bench, describeProvider, type Simulator, type Subject } from '../provider-contract';

type Simulated = Simulator & { readonly sandbox: ConnectPspSandbox };

const subject: Subject = {
  name: 'ConnectPSP',
  feeMinor: null,
  completedEvent: 'CASHOUT_COMPLETED',
  returnEvent: 'CASHOUT_REFUNDED',
  returnProvesPayment: true,
  balanceIncludesUnderWay: false,
  failureCode: 'PIX_KEY_NOT_FOUND',
  forged: 'bad-signature',
  tokenLifeMs: 3_600_000,

  async start(options): Promise<Simulated> {
    const sandbox = await startConnectPspSandbox({ random: systemRandom, ...options });
    return {
      sandbox,
      url: sandbox.url,
      scenario: (name, times) => sandbox.scenario(name, times),
      records: () => sandbox.records().map(record => ({ ...record, providerId: record.internalCode })),
      balance: () => {
        const { transactionalMinor: freeMinor, reservedMinor, paidMinor } = sandbox.balance();
        return { freeMinor, reservedMinor, paidMinor };
      },
      beginOutage: kind => sandbox.beginOutage(kind),
      endOutage: () => sandbox.endOutage(),
      secrets: () => {
        const { clientSecret, applicationToken, cryptoToken } = sandbox.credentials;
        return [clientSecret, applicationToken, cryptoToken];
      },
      stop: () => sandbox.stop(),
    };
  },

  connect(simulator, hookBase, changes = {}, clock = systemClock) {
    const { url, credentials } = (simulator as Simulated).sandbox;
    const webhookUrl = `${hookBase}/webhooks/connectpsp`;
    const options = { url, ...credentials, webhookUrl, timeoutMs: 20_000, ...changes };
    return Promise.resolve(new ConnectPspProvider(options, clock));
  },
};

describeProvider(subject);
describeBalance(subject);
describeEvidence(subject);

describe('ConnectPSP against its sandbox, over real HTTP', () => {
  const bench = new Bench(subject);
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  it('sends amounts as text of two decimals, and its own idempotency key', async () => {
    const one = order();
    const submitted = await accepted(await bench.connect(), one);
    const { body, headers } = await bench.hooks.delivery(0);
    expect(body.toString()).toContain('"amount":50.00');
    expect(headers['x-event-id']).toBeDefined();
    expect((bench.simulator as Simulated).sandbox.records()).toMatchObject([
      { idempotencyKey: one.providerKey, transactionId: submitted.transactionId, status: 'COMPLETED' },
    ]);
  });

  it('pays to a bank account', async () => {
    const bankAccount = { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' };
    const one = order({ payee: { ...order().payee, destination: { type: 'BANK_ACCOUNT', bankAccount } } });
    await accepted(await bench.connect(), one);
    expect(bench.simulator.records()).toHaveLength(1);
  });

  it('knows duplicates whatever their X-Event-Id', async () => {
    bench.simulator.scenario('duplicate-hooks:3');
    await accepted(await bench.connect(), order());
    const all = await Promise.all([0, 1, 2].map(index => bench.hooks.delivery(index)));
    expect(new Set(all.map(one => one.headers['x-event-id'])).size).toBe(3);
  });

  it('an error before acceptance is unknown too, and the repeat pays', async () => {
    bench.simulator.scenario('500-before-accept', 1);
    const provider = await bench.connect();
    const one = order();
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    expect(bench.simulator.records()).toEqual([]);
    await accepted(provider, one);
    await bench.hooks.delivery(0);
    expect(bench.simulator.records()).toMatchObject([{ payments: 1 }]);
  });

  it.each([
    ['refuse:422:IDEMPOTENCY_KEY_REUSED', '422'],
    ['refuse:422:DUPLICATE_EXTERNAL_REFERENCE', '422'],
    ['refuse:422:INVALID_SIGNATURE', '422'],
  ])('%s declines nothing', async (scenario, status) => {
    bench.simulator.scenario(scenario);
    const outcome = await outcomeOf((await bench.connect()).submit(order()));
    expect(outcome).toMatchObject({ kind: 'unknown', sent: true });
    expect(outcome).toHaveProperty('reason', expect.stringContaining(status));
  });

  it.each([
    ['refuse:404:PIX_KEY_NOT_FOUND'],
    ['refuse:422:ACCOUNT_BLOCKED'],
    ['refuse:422:INSUFFICIENT_FUNDS'],
    ['refuse:400:DAILY_LIMIT_EXCEEDED'],
    ['refuse:400:INVALID_DOCUMENT'],
  ])('%s declines', async scenario => {
    bench.simulator.scenario(scenario);
    expect(await outcomeOf((await bench.connect()).submit(order()))).toMatchObject({
      kind: 'declined',
      code: scenario.split(':')[2],
    });
  });

  it('the same reference under another key is taken for accepted before', async () => {
    const provider = await bench.connect();
    const one = order();
    await accepted(provider, one);
    const again = order({ externalReference: one.externalReference });
    expect(await outcomeOf(provider.submit(again))).toMatchObject({ kind: 'unknown', sent: true });
    expect(bench.simulator.records()).toHaveLength(1);
  });

  it.each(['applicationToken', 'cryptoToken'])('a wrong %s leaves the payout unknown', async name => {
    const provider = await bench.connect({ [name]: 'x' });
    expect(await outcomeOf(provider.submit(order()))).toMatchObject({ kind: 'unknown', sent: true });
    expect(bench.simulator.records()).toEqual([]);
  });

  it('can be asked neither without its own id nor by our reference', async () => {
    const provider = await bench.connect();
    const one = order();
    await accepted(provider, one);
    const { externalReference } = one;
    expect(await outcomeOf(provider.pollPayout({ providerId: null, externalReference }))).toMatchObject({
      kind: 'unclear',
    });
    const answered = await outcomeOf(
      provider.pollPayout({ providerId: externalReference, externalReference }),
    );
    expect(answered).toEqual({ kind: 'not_found' });
  });

  it('takes notifications under the former crypto token, and signs its calls with the new one', async () => {
    const provider = await bench.connect();
    await accepted(provider, order());
    const { body, headers } = await bench.hooks.delivery(0);
    const formerCryptoToken = (bench.simulator as Simulated).sandbox.credentials.cryptoToken;
    const rotated = await bench.connect({ cryptoToken: 'new', formerCryptoToken });
    const forgotten = await bench.connect({ cryptoToken: 'new' });
    expect([rotated.verifyNotification(body, headers), forgotten.verifyNotification(body, headers)]).toEqual([
      true,
      false,
    ]);
    const outcome = await outcomeOf(rotated.submit(order()));
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('INVALID_SIGNATURE') });
  });

  it('finds its signature whatever the case of the header, and takes no two', async () => {
    const provider = await bench.connect();
    await accepted(provider, order());
    const { body, headers } = await bench.hooks.delivery(0);
    const signature = headers['x-connect-signature'] as string;
    expect(provider.verifyNotification(body, { 'X-Connect-Signature': signature })).toBe(true);
    expect(provider.verifyNotification(body, { 'x-connect-signature': [signature, signature] })).toBe(false);
    expect(provider.verifyNotification(body, {})).toBe(false);
  });

  it('is not made without its secrets', async () => {
    await expect(async () => bench.connect({ cryptoToken: '' })).rejects.toThrow('cryptoToken');
    await expect(async () => bench.connect({ formerCryptoToken: '' })).rejects.toThrow('former');
  });
});
