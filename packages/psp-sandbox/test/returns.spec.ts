import fc from 'fast-check';
import { plannedNotifications, returnParts } from '../src/notifications/planned-notifications';
import { startConnectPspSandbox, type ConnectPspSandbox } from '../src/connectpsp/sandbox';
import { startNtxPaySandbox, type NtxPaySandbox } from '../src/ntxpay/sandbox';
import type { Payment } from '../src/ledger/payment';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { TutorialClient } from './connectpsp-client';
import { ReferenceClient } from './ntxpay-client';
import { receiver, type Receiver } from './receiver';

const FAST = { clock: systemClock, random: systemRandom, settleAfterMs: 5, returnAfterMs: 5 };

describe('money that comes back', () => {
  let hooks: Receiver;
  let sandbox: ConnectPspSandbox | NtxPaySandbox;

  beforeEach(async () => {
    hooks = await receiver();
  });

  afterEach(async () => {
    await sandbox.stop();
    await hooks.stop();
  });

  const parsed = async (index: number) =>
    JSON.parse((await hooks.delivery(index)).body.toString()) as Record<string, unknown>;

  describe('at ConnectPSP', () => {
    let client: TutorialClient;
    let connectpsp: ConnectPspSandbox;

    beforeEach(async () => {
      sandbox = connectpsp = await startConnectPspSandbox({ ...FAST, balanceMinor: 10_000n });
      client = new TutorialClient(connectpsp, hooks.url);
    });

    it('is told by CASHOUT_REFUNDED with the same data as by question, and both PIX ids', async () => {
      const { json } = await client.cashOut(undefined, { 'X-Sandbox-Scenario': 'return-full' });
      const paid = (await parsed(0)).data as Record<string, unknown>;
      const { body } = await hooks.delivery(1);
      expect(body.toString()).toContain('"amount":50.50');
      const { eventType, data } = await parsed(1);
      expect(eventType).toBe('CASHOUT_REFUNDED');
      expect(data).toMatchObject({
        internalCode: json.internalCode,
        externalReference: json.externalReference,
        status: 'REFUNDED',
        endToEndId: expect.stringMatching(/^D18236120\d{12}[A-Za-z0-9]{11}$/),
        originalEndToEndId: paid.endToEndId,
      });
      const shown = await client.get(`/cash-out/${String(json.internalCode)}`);
      expect(shown.json).toEqual(data);
      expect(connectpsp.balance()).toEqual({ transactionalMinor: 10_000n, reservedMinor: 0n, paidMinor: 0n });
    });

    it('is found by the id of the return too', async () => {
      const { json } = await client.cashOut(undefined, { 'X-Sandbox-Scenario': 'return-full' });
      const { endToEndId } = (await parsed(1)).data as { endToEndId: string };
      expect((await client.get(`/cash-out/${endToEndId}`)).json).toMatchObject({
        internalCode: json.internalCode,
      });
    });
  });

  describe('at NTX Pay', () => {
    let client: ReferenceClient;
    let ntxpay: NtxPaySandbox;

    async function start(options: object = {}): Promise<void> {
      sandbox = ntxpay = await startNtxPaySandbox({ ...FAST, balanceMinor: 100n, ...options });
      client = new ReferenceClient(ntxpay, hooks.url);
      for (const eventType of ['cash_out', 'refund_out']) await client.register({ eventType });
    }

    beforeEach(() => start());

    it('is told by CashOutReversal in the shape of the sample, and is a movement of its own', async () => {
      const { json } = await client.cashOut(undefined, 'return-partial:2');
      const paid = await parsed(0);
      const { body, headers } = await hooks.delivery(1);
      expect(headers['x-webhook-secret']).toBe(ntxpay.credentials.webhookSecret);
      const back = await parsed(1);
      const counterpart =
        '{"name":"Ana Costa","document":"***.461.733-**","bank":{"bankISPB":null,"bankName":null,' +
        '"bankCode":"260","accountBranch":null,"accountNumber":null}}';
      expect(body.toString()).toBe(
        '{"event":"CashOutReversal","status":"CONFIRMED","transactionType":"PIX","movementType":"CREDIT",' +
          `"transactionId":"${String(back.transactionId)}","externalId":null,"endToEndId":"${String(back.endToEndId)}",` +
          '"pixKey":"07646173380","feeAmount":0.01,"originalAmount":0.10,"finalAmount":0.09,' +
          `"processingDate":"${String(back.processingDate)}","errorCode":null,"errorMessage":null,` +
          `"metadata":{},"parentTransaction":{"transactionId":"${String(json.transactionId)}",` +
          `"externalId":"${String(json.externalId)}","endToEndId":"${String(paid.endToEndId)}",` +
          `"processingDate":"${String(paid.processingDate)}","wasTotalRefunded":false,` +
          `"remainingAmountForRefund":0.20,"metadata":{},"counterpart":${counterpart}}}`,
      );
      expect(back.transactionId).toMatch(/^\d+$/);
      expect(back.transactionId).not.toBe(json.transactionId);
      expect(back.endToEndId).toMatch(/^D18236120\d{12}[A-Za-z0-9]{11}$/);
      expect((await client.get(`/api/pix/transaction/${String(back.transactionId)}`)).json).toMatchObject({
        type: 'REFUND_OUT',
        externalId: null,
        originalAmount: '0.10',
        feeAmount: '0.01',
        finalAmount: '0.09',
      });
    });

    it('comes in parts until nothing is left, each with its fee; the balance follows', async () => {
      await client.cashOut(undefined, 'return-full:2');
      const parents = [await parsed(1), await parsed(2)].map(one => one.parentTransaction);
      expect(parents).toMatchObject([
        { wasTotalRefunded: false, remainingAmountForRefund: 0.15 },
        { wasTotalRefunded: true, remainingAmountForRefund: 0 },
      ]);
      expect((await client.get('/api/balance')).text).toContain('"netBalance":0.97');
      expect(ntxpay.balance()).toEqual({ netMinor: 97n, blockedMinor: 0n, paidMinor: 3n });
    });

    it('is told to nobody where only cash_out is registered', async () => {
      await ntxpay.stop();
      sandbox = ntxpay = await startNtxPaySandbox(FAST);
      client = new ReferenceClient(ntxpay, hooks.url);
      await client.register();
      await client.cashOut(undefined, 'return-full');
      expect((await parsed(0)).event).toBe('CashOut');
      const { json } = await client.cashOut();
      expect((await parsed(1)).externalId).toBe(json.externalId);
    });

    it('comes when somebody asks for it, over HTTP too, and never more than was paid', async () => {
      const { json } = await client.cashOut();
      await hooks.delivery(0);
      const back = (body: object) => client.post('/sandbox/returns', body);
      const id = json.externalId;
      expect(await back({ id, amount: 0.1 })).toMatchObject({ status: 201 });
      expect(await parsed(1)).toMatchObject({ event: 'CashOutReversal', originalAmount: 0.1 });
      expect(await back({ id })).toMatchObject({ status: 201 });
      expect(await parsed(2)).toMatchObject({ parentTransaction: { wasTotalRefunded: true } });
      expect(await back({ id })).toMatchObject({ status: 409 });
      expect(await back({ id: 'other' })).toMatchObject({ status: 404 });
      expect(await back({ id, amount: '1' })).toMatchObject({ status: 400 });
    });

    it('does not come of what was never paid', async () => {
      const { json } = await client.cashOut(undefined, 'fail');
      await hooks.delivery(0);
      await expect(ntxpay.returnMoney(String(json.transactionId))).rejects.toThrow('can come back');
    });
  });
});

describe('the parts money comes back in', () => {
  const returns = fc.record({ parts: fc.integer({ min: 1, max: 9 }), whole: fc.boolean() });
  const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });

  it('are never more than the amount, all of it if whole, and something is kept if not', () => {
    fc.assert(
      fc.property(returns, amount, (wanted, amountMinor) => {
        const parts = returnParts({ name: '', returns: wanted }, amountMinor);
        const sum = parts.reduce((total, part) => total + part, 0n);
        expect(parts.every(part => part > 0n)).toBe(true);
        if (wanted.whole) expect(sum).toBe(amountMinor);
        else expect(sum).toBeLessThan(amountMinor);
      }),
    );
  });

  it('are each told once, and only after they happened', () => {
    fc.assert(
      fc.property(
        returns,
        amount,
        fc.constantFrom('none', 'no-returns', 'returns-first', 'last-first', 'replay-first', undefined),
        (wanted, amountMinor, sequence) => {
          const scenario = { name: '', returns: wanted, ...(sequence && { sequence }) };
          const notices = plannedNotifications({ ...PAID, amountMinor, scenario });
          const told = notices.filter(one => one.about === 'return');
          const expected = returnParts(scenario, amountMinor).map((_, index) => index);
          expect(told.map(one => one.index).sort((a, b) => a - b)).toEqual(expected);
          expect(told.every(one => one.needsReturns > one.index)).toBe(true);
        },
      ),
    );
  });
});

const PAID: Payment<null> = {
  id: '1',
  alias: null,
  key: null,
  reference: 'r',
  amountMinor: 1n,
  feeMinor: 0n,
  details: null,
  scenario: { name: 'complete' },
  requestedAt: '',
  settleAt: '',
  status: 'paid',
  endToEndId: 'E',
  failure: null,
  settledAt: '',
  payments: 1,
  returns: [],
  finishedNotifications: 0,
  attempts: 0,
  lastAttemptAt: null,
};
