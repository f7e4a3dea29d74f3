import fc from 'fast-check';
import {
  ConnectPspProvider,
  type ConnectPspOptions,
} from '../../src/providers/connectpsp/connectpsp-provider';
import type { PayoutOrder, Report, SubmissionOutcome } from '../../src/providers/provider';
import { startConnectPspSandbox, type ConnectPspSandbox } from '../../src/sandbox/connectpsp/sandbox';
import { systemClock, type Clock } from '../../src/shared/clock';
import { formatAmount } from '../../src/shared/money';
import { systemRandom } from '../../src/shared/random';
import { receiver, type Receiver } from '../sandbox/receiver';
import { order } from './connectpsp-orders';
import { ManualClock } from './manual-clock';

type Accepted = Extract<SubmissionOutcome, { kind: 'accepted' }>;

describe('ConnectPSP against its sandbox, over real HTTP', () => {
  let sandbox: ConnectPspSandbox;
  let hooks: Receiver;
  const providers: ConnectPspProvider[] = [];

  beforeEach(async () => {
    hooks = await receiver();
    sandbox = await startConnectPspSandbox({ clock: systemClock, random: systemRandom, settleAfterMs: 10 });
  });

  afterEach(async () => {
    await Promise.all(providers.splice(0).map(provider => provider.close()));
    await sandbox.stop();
    await hooks.stop();
  });

  function connect(changes: Partial<ConnectPspOptions> = {}, clock: Clock = systemClock): ConnectPspProvider {
    const { url, credentials } = sandbox;
    const options = { url, ...credentials, webhookUrl: hooks.url, timeoutMs: 20_000, ...changes };
    const provider = new ConnectPspProvider(options, clock);
    providers.push(provider);
    return provider;
  }

  async function accepted(provider: ConnectPspProvider, one: PayoutOrder): Promise<Accepted> {
    const outcome = await provider.submit(one);
    expect(outcome).toMatchObject({ kind: 'accepted' });
    return outcome as Accepted;
  }

  const question = (one: PayoutOrder, { providerId }: Accepted) => ({
    providerId,
    externalReference: one.externalReference,
  });

  it('pays by PIX key: accepted, completed by notification, and the same by question', async () => {
    const provider = connect();
    const one = order();
    const submitted = await accepted(provider, one);
    const { body, headers } = await hooks.delivery(0);
    expect(provider.verify(body, headers)).toBe(true);
    expect(body.toString()).toContain('"amount":50.00');
    const reading = provider.read(body.toString());
    const [record] = sandbox.records();
    expect(record).toMatchObject({
      internalCode: submitted.providerId,
      transactionId: submitted.transactionId,
      externalReference: one.externalReference,
      idempotencyKey: one.providerKey,
      amount: '50.00',
      status: 'COMPLETED',
      payments: 1,
    });
    const completed = {
      kind: 'completed',
      endToEndId: record?.endToEndId,
      amountMinor: 5000n,
      feeAmountMinor: null,
      externalReference: one.externalReference,
    };
    expect(reading).toMatchObject({
      identity: {
        eventType: 'CASHOUT_COMPLETED',
        providerId: submitted.providerId,
        endToEndId: record?.endToEndId,
      },
      externalReference: one.externalReference,
      report: completed,
    });
    expect(await provider.ask(question(one, submitted))).toMatchObject(completed);
  });

  it('pays to a bank account', async () => {
    const bankAccount = { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' };
    const one = order({ payee: { ...order().payee, destination: { type: 'BANK_ACCOUNT', bankAccount } } });
    await accepted(connect(), one);
    expect(sandbox.records()).toHaveLength(1);
  });

  it('serves PIX keys and bank accounts, and no QR code', () => {
    const provider = connect();
    expect(provider.supports({ type: 'PIX', pixKeyType: 'EVP', pixKey: 'x' })).toBe(true);
    expect(provider.supports({ type: 'QR_CODE', qrCode: '000201' })).toBe(false);
  });

  it('reports a failure by notification and by question, and the money went back', async () => {
    sandbox.scenario('fail:PIX_KEY_NOT_FOUND');
    const before = sandbox.balance().transactionalMinor;
    const provider = connect();
    const one = order();
    const submitted = await accepted(provider, one);
    const { body, headers } = await hooks.delivery(0);
    expect(provider.verify(body, headers)).toBe(true);
    const failed = { kind: 'failed', code: 'PIX_KEY_NOT_FOUND' };
    expect(provider.read(body.toString())).toMatchObject({
      providerId: submitted.providerId,
      report: failed,
    });
    expect(await provider.ask(question(one, submitted))).toMatchObject(failed);
    expect(sandbox.balance()).toEqual({ transactionalMinor: before, reservedMinor: 0n, paidMinor: 0n });
  });

  it('answers processing while it is', async () => {
    sandbox.scenario('delay:120s');
    const provider = connect();
    const one = order();
    const submitted = await accepted(provider, one);
    expect(await provider.ask(question(one, submitted))).toEqual({ kind: 'processing' });
  });

  it('can be asked when no notification comes', async () => {
    sandbox.scenario('no-hook');
    const provider = connect();
    const one = order();
    const submitted = await accepted(provider, one);
    let report: Report = { kind: 'processing' };
    while (report.kind === 'processing') report = await provider.ask(question(one, submitted));
    expect(report.kind).toBe('completed');
    expect(hooks.seen).toEqual([]);
  });

  it('may be notified before the answer', async () => {
    sandbox.scenario('hook-before-response');
    const provider = connect();
    const submission = provider.submit(order());
    const first = await Promise.race([submission.then(() => 'answer'), hooks.delivery(0).then(() => 'hook')]);
    expect(first).toBe('hook');
    expect(await submission).toMatchObject({ kind: 'accepted' });
  });

  it('gives duplicates one identity, whatever their X-Event-Id', async () => {
    sandbox.scenario('duplicate-hooks:3');
    const provider = connect();
    await accepted(provider, order());
    const all = await Promise.all([0, 1, 2].map(index => hooks.delivery(index)));
    expect(new Set(all.map(one => one.headers['x-event-id'])).size).toBe(3);
    expect(new Set(all.map(one => one.body.toString())).size).toBe(1);
    expect(all.every(one => provider.verify(one.body, one.headers))).toBe(true);
  });

  it('does not take a notification somebody else signed', async () => {
    sandbox.scenario('bad-signature');
    const provider = connect();
    await accepted(provider, order());
    const { body, headers } = await hooks.delivery(0);
    expect(provider.verify(body, headers)).toBe(false);
  });

  it.each(['drop-response-after-accept', '500-after-accept'])(
    '%s is unknown, and the repeat with the same key is the same payout',
    async scenario => {
      sandbox.scenario(scenario, 1);
      const provider = connect();
      const one = order();
      expect(await provider.submit(one)).toMatchObject({ kind: 'unknown', sent: true });
      const [record] = sandbox.records();
      expect(await accepted(provider, one)).toMatchObject({ providerId: record?.internalCode });
      await hooks.delivery(0);
      expect(sandbox.records()).toMatchObject([{ payments: 1 }]);
    },
  );

  it('an error before acceptance is unknown too, and the repeat pays', async () => {
    sandbox.scenario('500-before-accept', 1);
    const provider = connect();
    const one = order();
    expect(await provider.submit(one)).toMatchObject({ kind: 'unknown', sent: true });
    expect(sandbox.records()).toEqual([]);
    await accepted(provider, one);
    await hooks.delivery(0);
    expect(sandbox.records()).toMatchObject([{ payments: 1 }]);
  });

  it('is declined for funds, which may change: the same order is accepted later', async () => {
    sandbox.scenario('insufficient-funds', 1);
    const provider = connect();
    const one = order();
    expect(await provider.submit(one)).toMatchObject({
      kind: 'declined',
      code: 'INSUFFICIENT_FUNDS',
      mayChange: true,
    });
    await accepted(provider, one);
  });

  it('is declined for its form, which will not change', async () => {
    const payee = { ...order().payee, document: '1' };
    expect(await connect().submit(order({ payee }))).toMatchObject({
      kind: 'declined',
      code: 'VALIDATION_ERROR',
      mayChange: false,
    });
  });

  it.each([
    ['refuse:403:FORBIDDEN', '403'],
    ['refuse:408:REQUEST_TIMEOUT', '408'],
    ['refuse:425:TOO_EARLY', '425'],
    ['refuse:429:RATE_LIMITED', '429'],
    ['refuse:409:DUPLICATE_EXTERNAL_REFERENCE', '409'],
    ['refuse:409:ANYTHING', '409'],
    ['refuse:422:IDEMPOTENCY_KEY_REUSED', '422'],
    ['refuse:422:DUPLICATE_EXTERNAL_REFERENCE', '422'],
    ['refuse:422:INVALID_SIGNATURE', '422'],
    ['refuse:400:INVALID_TOKEN', '400'],
    ['refuse:402:PAYMENT_REQUIRED', '402'],
    ['refuse:451:ANYTHING', '451'],
    ['refuse:500:INTERNAL_ERROR', '500'],
    ['refuse:503:UNAVAILABLE', '503'],
  ])('%s declines nothing', async (scenario, status) => {
    sandbox.scenario(scenario);
    const outcome = await connect().submit(order());
    expect(outcome).toMatchObject({ kind: 'unknown', sent: true });
    expect(outcome).toHaveProperty('reason', expect.stringContaining(status));
  });

  it.each([
    ['refuse:404:PIX_KEY_NOT_FOUND', true],
    ['refuse:422:ACCOUNT_BLOCKED', true],
    ['refuse:400:DAILY_LIMIT_EXCEEDED', true],
    ['refuse:400:INVALID_DOCUMENT', false],
  ])('%s declines; may change: %s', async (scenario, mayChange) => {
    sandbox.scenario(scenario);
    expect(await connect().submit(order())).toMatchObject({
      kind: 'declined',
      code: scenario.split(':')[2],
      mayChange,
    });
  });

  it('the same reference under another key is taken for accepted before', async () => {
    const provider = connect();
    const one = order();
    await accepted(provider, one);
    const again = order({ externalReference: one.externalReference });
    expect(await provider.submit(again)).toMatchObject({ kind: 'unknown', sent: true });
    expect(sandbox.records()).toHaveLength(1);
  });

  it('many repeats at once are one payout', async () => {
    const provider = connect();
    const one = order();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => accepted(provider, one)));
    expect(new Set(outcomes.map(outcome => outcome.providerId)).size).toBe(1);
    expect(sandbox.records()).toHaveLength(1);
  });

  describe('the access token', () => {
    it('that was revoked is renewed, its signature computed anew, the same key repeated', async () => {
      sandbox.scenario('token-expired', 1);
      await accepted(connect(), order());
      expect(sandbox.records()).toHaveLength(1);
    });

    it('that is refused again after the renewal leaves the payout unknown', async () => {
      sandbox.scenario('token-expired');
      expect(await connect().submit(order())).toMatchObject({ kind: 'unknown', sent: true });
      expect(sandbox.records()).toEqual([]);
    });

    it('that ran out on the provider side alone is renewed for a question too', async () => {
      const clock = new ManualClock();
      await sandbox.stop();
      sandbox = await startConnectPspSandbox({ clock, random: systemRandom });
      const provider = connect();
      const one = order();
      const submitted = await accepted(provider, one);
      clock.advance(3_600_000);
      expect((await provider.ask(question(one, submitted))).kind).not.toBe('unclear');
    });

    it('that can not be had declines nothing: the order never left', async () => {
      const outcome = await connect({ clientSecret: 'wrong' }).submit(order());
      expect(outcome).toMatchObject({ kind: 'unknown', sent: false });
      expect(outcome).toHaveProperty('reason', expect.stringContaining('INVALID_CREDENTIALS'));
      expect(outcome).toHaveProperty('reason', expect.not.stringContaining('wrong'));
    });
  });

  it('a wrong ApplicationToken or crypto token leaves the payout unknown', async () => {
    expect(await connect({ applicationToken: 'x' }).submit(order())).toMatchObject({
      kind: 'unknown',
      sent: true,
    });
    expect(await connect({ cryptoToken: 'x' }).submit(order())).toMatchObject({
      kind: 'unknown',
      sent: true,
    });
    expect(sandbox.records()).toEqual([]);
  });

  it('a provider that is away was sent nothing, and tells nothing', async () => {
    const provider = connect({ url: 'http://127.0.0.1:1' });
    const one = order();
    expect(await provider.submit(one)).toMatchObject({ kind: 'unknown', sent: false });
    const asked = { providerId: 'A', externalReference: one.externalReference };
    expect(await provider.ask(asked)).toMatchObject({ kind: 'unclear' });
  });

  it('can be asked neither without its own id nor by our reference; 404 proves nothing', async () => {
    const provider = connect();
    const one = order();
    await accepted(provider, one);
    const { externalReference } = one;
    expect(await provider.ask({ providerId: null, externalReference })).toMatchObject({ kind: 'unclear' });
    const answered = await provider.ask({ providerId: externalReference, externalReference });
    expect(answered).toEqual({ kind: 'unclear', reason: 'answer 404' });
  });

  it('agrees with the sandbox on every amount, there and back', async () => {
    await sandbox.stop();
    const balanceMinor = 10n ** 18n;
    sandbox = await startConnectPspSandbox({
      clock: systemClock,
      random: systemRandom,
      settleAfterMs: 0,
      balanceMinor,
    });
    sandbox.scenario('no-hook');
    const provider = connect();
    const amounts = fc.oneof(
      fc.bigInt({ min: 1n, max: 999n }),
      fc.bigInt({ min: 1n, max: 99_999_999_999_999n }),
    );
    await fc.assert(
      fc.asyncProperty(amounts, async amountMinor => {
        const one = order({ amountMinor });
        const submitted = await accepted(provider, one);
        const record = sandbox.records().find(({ internalCode }) => internalCode === submitted.providerId);
        expect(record?.amount).toBe(formatAmount(amountMinor, 'BRL'));
        let report: Report = { kind: 'processing' };
        while (report.kind === 'processing') report = await provider.ask(question(one, submitted));
        expect(report).toMatchObject({ kind: 'completed', amountMinor });
      }),
      { numRuns: 60 },
    );
  });

  it('is not made without its secrets', () => {
    expect(() => connect({ cryptoToken: '' })).toThrow('cryptoToken');
  });
});
