import { NtxPayProvider } from '../../../src/providers/ntxpay/ntxpay-provider';
import { startNtxPaySandbox, type NtxPaySandbox, type NtxPaySandboxOptions } from 'psp-sandbox';
import { systemClock } from '../../../src/shared/clock';
import { systemRandom } from '../../../src/shared/random';
import { order } from '../orders';
import { outcomeOf } from '../call-outcome';
import { describeBalance } from '../provider-contract-balance';
import { describeEvidence } from '../provider-contract-evidence';
import {
  accepted,
  again,
  Bench,
  describeProvider,
  question,
  settled,
  type Simulator,
  type Subject,
} from '../provider-contract';

type Simulated = Simulator & { readonly sandbox: NtxPaySandbox };

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB+zCC/AWS=\n-----END CERTIFICATE-----\n';

const subjectWith = (more: Partial<NtxPaySandboxOptions>): Subject => ({
  name: 'NTX Pay',
  feeMinor: 1n,
  completedEvent: 'CashOut.CONFIRMED',
  returnEvent: 'CashOutReversal.CONFIRMED',
  returnProvesPayment: false,
  balanceIncludesUnderWay: true,
  failureCode: 'INVALID_PIX_KEY',
  forged: 'bad-secret',
  tokenLifeMs: 1_800_000,

  async start(options): Promise<Simulated> {
    const sandbox = await startNtxPaySandbox({
      random: systemRandom,
      clientCert: CERTIFICATE,
      ...options,
      ...more,
    });
    return {
      sandbox,
      url: sandbox.url,
      scenario: (name, times) => sandbox.scenario(name, times),
      records: () =>
        sandbox.records().map(record => ({
          ...record,
          providerId: record.transactionId,
          externalReference: record.externalId,
        })),
      balance: () => {
        const { netMinor: freeMinor, blockedMinor: reservedMinor, paidMinor } = sandbox.balance();
        return { freeMinor, reservedMinor, paidMinor };
      },
      beginOutage: kind => sandbox.beginOutage(kind),
      endOutage: () => sandbox.endOutage(),
      secrets: () => [sandbox.credentials.clientSecret, sandbox.credentials.webhookSecret],
      stop: () => sandbox.stop(),
    };
  },

  async connect(simulator, hookBase, changes = {}, clock = systemClock) {
    const { url, credentials } = (simulator as Simulated).sandbox;
    const options = { url, ...credentials, clientCert: CERTIFICATE, timeoutMs: 20_000 };
    const registrar = new NtxPayProvider(options, systemClock);
    expect(await registrar.registerWebhooks(`${hookBase}/webhooks/ntxpay`)).toEqual({
      ok: true,
      refused: [],
      left: [],
      seen: true,
    });
    await registrar.close();
    return new NtxPayProvider({ ...options, ...changes }, clock);
  },
});

const subject = subjectWith({});
describeProvider(subject);
describeBalance(subject);
describeEvidence(subject);

/** A static BR Code of 15.50, from the provider's own sample but for its lengths and check sum. */
const QR_CODE =
  '00020126580014br.gov.bcb.pix0136a1b2c3d4-e5f6-7890-abcd-ef1234567890520400005303986540515.505802BR5917DESTINATARIO LTDA6009SAO PAULO62070503***6304CBF9';

describe('NTX Pay against its sandbox, over real HTTP', () => {
  const bench = new Bench(subject);
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  const byQrCode = (amountMinor: bigint) =>
    order({ amountMinor, payee: { ...order().payee, destination: { type: 'QR_CODE', qrCode: QR_CODE } } });

  it('pays 0.30 with a fee of 0.01: 0.31, exactly', async () => {
    const provider = await bench.connect();
    await accepted(provider, order({ amountMinor: 30n }));
    const { body } = await bench.hooks.delivery(0);
    expect(body.toString()).toContain('"feeAmount":0.01,"originalAmount":0.30,"finalAmount":0.31,');
    expect(provider.parseNotification(body.toString()).report).toMatchObject({
      amountMinor: 30n,
      feeAmountMinor: 1n,
    });
    expect(bench.simulator.balance().paidMinor).toBe(31n);
  });

  it('pays a QR code', async () => {
    const provider = await bench.connect();
    const one = byQrCode(1550n);
    const submitted = await accepted(provider, one);
    expect(await settled(provider, question(one, submitted))).toMatchObject({ amountMinor: 1550n });
  });

  it('is declined for a QR code of another amount', async () => {
    const outcome = await outcomeOf((await bench.connect()).submit(byQrCode(1551n)));
    expect(outcome).toMatchObject({ kind: 'declined' });
  });

  it.each([
    ['CNPJ', '12ABC34501DE35'],
    ['EMAIL', 'maria@example.com'],
    ['PHONE', '+5511999998888'],
    ['EVP', 'a1b2c3d4-e5f6-1890-abcd-ef1234567890'],
  ] as const)('pays to a key of type %s', async (pixKeyType, pixKey) => {
    const destination = { type: 'PIX', pixKeyType, pixKey } as const;
    await accepted(await bench.connect(), order({ payee: { ...order().payee, destination } }));
  });

  it('can be asked by our reference alone', async () => {
    bench.simulator.scenario('no-hook');
    const provider = await bench.connect();
    const one = order();
    const submitted = await accepted(provider, one);
    const asked = { providerId: null, externalReference: one.externalReference };
    const report = await settled(provider, asked);
    expect(report).toEqual(await outcomeOf(provider.pollPayout(question(one, submitted))));
    expect(report).toMatchObject({ kind: 'completed', externalReference: one.externalReference });
  });

  it('does not take the transaction whose number our reference happens to be', async () => {
    const provider = await bench.connect();
    const one = order();
    const { providerId } = await accepted(provider, one);
    const stranger = order({ externalReference: providerId });
    expect(
      await outcomeOf(provider.pollPayout({ providerId: null, externalReference: providerId })),
    ).toMatchObject({
      kind: 'unclear',
    });
    expect((await again(provider, stranger)).outcome).toMatchObject({ kind: 'unclear' });
  });

  it('an order that was never accepted is not found, by name and by search, and nothing is posted', async () => {
    bench.simulator.scenario('500-before-accept', 1);
    const provider = await bench.connect();
    const one = order();
    expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
    const { outcome, exchanges } = await again(provider, one);
    expect(outcome).toEqual({ kind: 'not_found' });
    expect(exchanges.map(({ method, status, path }) => [method, status, path.split('?')[0]])).toEqual([
      ['GET', 404, `/api/pix/transaction/${one.externalReference}`],
      ['GET', 200, '/api/transactions'],
    ]);
    expect(bench.simulator.records()).toEqual([]);
  });

  it('is shown by the search although it is not found by name: it is not missing', async () => {
    await bench.restart({ settleAfterMs: 60_000 });
    bench.simulator.scenario('404-until-settled');
    const provider = await bench.connect();
    const one = order();
    await accepted(provider, one);
    expect((await again(provider, one)).outcome).toMatchObject({ kind: 'unclear', needsPerson: false });
  });

  it('shows a return by its own name, as it was told', async () => {
    bench.simulator.scenario('return-partial:2');
    const provider = (await bench.connect()) as NtxPayProvider;
    const one = order();
    const { providerId } = await accepted(provider, one);
    const told = provider.parseNotification((await bench.hooks.delivery(1)).body.toString()).report;
    if (told.kind !== 'returned') throw new Error(`It is ${told.kind}`);
    const payment = { providerId, externalReference: one.externalReference, endToEndId: null };
    const about = (returnName: string) => ({ returnName, returnEndToEndId: told.endToEndId, payment });
    const { outcome, exchanges } = await provider.pollReturn(about(told.returnName));
    const { returnName, amountMinor, feeAmountMinor, endToEndId } = told;
    expect(outcome).toMatchObject({ kind: 'returned', returnName, amountMinor, feeAmountMinor, endToEndId });
    expect(exchanges).toEqual([expect.objectContaining({ status: 200, method: 'GET' })]);
    // The payment is no return, and what nobody made is not found.
    expect(await outcomeOf(provider.pollReturn(about(providerId)))).toMatchObject({
      kind: 'unclear',
      needsPerson: true,
    });
    expect(await outcomeOf(provider.pollReturn(about('404404')))).toEqual({ kind: 'not_found' });
  });

  it('takes no transaction of another amount for its own', async () => {
    const provider = await bench.connect();
    const one = order();
    await accepted(provider, one);
    const other = { ...one, amountMinor: one.amountMinor + 1n };
    expect((await again(provider, other)).outcome).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it('shows a certificate, and has no token without it', async () => {
    const provider = await bench.connect({ clientCert: null });
    expect(await outcomeOf(provider.submit(order()))).toMatchObject({ kind: 'unknown', sent: false });
  });

  it('tells when its webhooks could not be registered', async () => {
    const provider = (await bench.connect()) as NtxPayProvider;
    expect(await provider.registerWebhooks('https://ledger.example')).toEqual({
      ok: false,
      reason: 'cash_out: answer 400',
    });
  });

  it('registers payouts and their returns anew at another address of its own, and at nobody else’s', async () => {
    await bench.connect();
    const { url, credentials } = (bench.simulator as Simulated).sandbox;
    const options = { url, ...credentials, clientCert: CERTIFICATE, timeoutMs: 20_000 };
    const ours = new NtxPayProvider(options, systemClock);
    const others = new NtxPayProvider({ ...options, webhookSecret: 'another-secret' }, systemClock);
    expect(await ours.registerWebhooks('http://127.0.0.1:2')).toMatchObject({ ok: true, left: [] });
    expect(await others.registerWebhooks('http://127.0.0.1:3')).toMatchObject({
      ok: true,
      left: ['cash_out to 127.0.0.1:2', 'refund_out to 127.0.0.1:2'],
    });
    await Promise.all([ours.close(), others.close()]);
  });

  it('takes the former secret while a notification under it may be on its way', async () => {
    const provider = await bench.connect();
    await accepted(provider, order());
    const { body, headers } = await bench.hooks.delivery(0);
    const formerWebhookSecret = (bench.simulator as Simulated).sandbox.credentials.webhookSecret;
    const rotated = await bench.connect({ webhookSecret: 'new', formerWebhookSecret });
    const forgotten = await bench.connect({ webhookSecret: 'new' });
    expect(rotated.verifyNotification(body, headers)).toBe(true);
    expect(forgotten.verifyNotification(body, headers)).toBe(false);
  });

  it('finds the secret whatever the case of the header, and takes no two', async () => {
    const provider = await bench.connect();
    const { webhookSecret } = (bench.simulator as Simulated).sandbox.credentials;
    const body = Buffer.from('{}');
    expect(provider.verifyNotification(body, { 'X-Webhook-Secret': webhookSecret })).toBe(true);
    expect(provider.verifyNotification(body, { 'x-webhook-secret': [webhookSecret, webhookSecret] })).toBe(
      false,
    );
    expect(provider.verifyNotification(body, {})).toBe(false);
  });

  it('an error after the confirmation is another notification', async () => {
    bench.simulator.scenario('error-after-confirmed');
    const provider = await bench.connect();
    const one = order();
    const submitted = await accepted(provider, one);
    const all = await Promise.all([0, 1].map(index => bench.hooks.delivery(index)));
    const [first, second] = all.map(({ body }) => provider.parseNotification(body.toString()));
    expect([first?.report.kind, second?.report.kind]).toEqual(['completed', 'failed']);
    expect(second?.identity).not.toEqual(first?.identity);
    expect(await outcomeOf(provider.pollPayout(question(one, submitted)))).toMatchObject({
      kind: 'completed',
    });
  });

  it.each([
    ['wrong-final', /50\.00.*0\.01.*50\.02/],
    ['v2-format', /V2/],
    ['error:duplicate-id', /used before/],
  ])('%s is no evidence, and says why', async (scenario, reason) => {
    bench.simulator.scenario(scenario);
    const provider = await bench.connect();
    await accepted(provider, order());
    const { body, headers } = await bench.hooks.delivery(0);
    expect(provider.verifyNotification(body, headers)).toBe(true);
    expect(provider.parseNotification(body.toString()).report).toEqual({
      kind: 'unclear',
      reason: expect.stringMatching(reason),
      needsPerson: true,
    });
  });

  it('reports the fee that was charged, expected or not', async () => {
    bench.simulator.scenario('wrong-fee');
    const provider = await bench.connect();
    const one = order();
    const submitted = await accepted(provider, one);
    const { body } = await bench.hooks.delivery(0);
    expect(provider.parseNotification(body.toString()).report).toMatchObject({ feeAmountMinor: 6n });
    expect(await outcomeOf(provider.pollPayout(question(one, submitted)))).toMatchObject({
      feeAmountMinor: 6n,
    });
  });

  it('is known by its transaction where the notification names no reference', async () => {
    bench.simulator.scenario('null-external-id');
    const provider = await bench.connect();
    const { providerId } = await accepted(provider, order());
    const { body } = await bench.hooks.delivery(0);
    expect(provider.parseNotification(body.toString())).toMatchObject({
      providerId,
      externalReference: null,
    });
  });
});

describe('NTX Pay where a used externalId is paid again', () => {
  const bench = new Bench(subjectWith({ usedExternalId: 'paid-again' }));
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  it.each(['drop-response-after-accept', '500-after-accept', '404-until-settled', 'success'])(
    'looking for an order after %s pays nothing',
    async scenario => {
      bench.simulator.scenario(scenario, 1);
      const provider = await bench.connect();
      const one = order();
      await provider.submit(one);
      for (let count = 0; count < 3; count += 1) await again(provider, one);
      expect(bench.simulator.records()).toHaveLength(1);
    },
  );
});

describe('NTX Pay under another cash-out path', () => {
  const cashOutPath = '/api/pix/payment';
  const bench = new Bench(subjectWith({ cashOutPath }));
  beforeEach(() => bench.open());
  afterEach(() => bench.close());

  it('pays there, and leaves unknown what it posts elsewhere', async () => {
    await accepted(await bench.connect({ cashOutPath }), order());
    expect(await outcomeOf((await bench.connect()).submit(order()))).toMatchObject({
      kind: 'unknown',
      sent: true,
    });
  });
});
