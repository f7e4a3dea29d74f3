import { startNtxPaySandbox, type NtxPaySandbox } from '../src/ntxpay/sandbox';
import { systemRandom } from '../src/core/random';
import { ManualClock } from './manual-clock';
import { ReferenceClient } from './ntxpay-client';
import { receiver, type Receiver } from './receiver';

const DAY_MS = 24 * 3600 * 1000;

describe('the NTX Pay sandbox', () => {
  let clock: ManualClock;
  let hooks: Receiver;
  let sandbox: NtxPaySandbox;
  let client: ReferenceClient;

  beforeEach(async () => {
    hooks = await receiver();
  });

  afterEach(async () => {
    await sandbox.stop();
    await hooks.stop();
  });

  async function start(options: object = {}): Promise<void> {
    clock = new ManualClock();
    const parts = { clock, random: systemRandom, settleAfterMs: 0, returnAfterMs: 0 };
    sandbox = await startNtxPaySandbox({ ...parts, ...options });
    client = new ReferenceClient(sandbox, hooks.url);
    for (const eventType of ['cash_out', 'refund_out']) await client.register({ eventType });
  }

  describe('searches transactions', () => {
    beforeEach(async () => {
      await start();
      await client.cashOut(client.body({ externalId: 'paid' }), 'return-partial');
      await hooks.delivery(1);
      clock.advance(DAY_MS);
      await client.cashOut(client.body({ externalId: 'failed' }), 'fail');
      await hooks.delivery(2);
      clock.advance(DAY_MS);
      await client.cashOut(client.body({ externalId: 'waiting' }), 'never-ends');
    });

    const found = async (query: string) => {
      const { status, json } = await client.get(`/api/transactions?${query}`);
      expect(status).toBe(200);
      return (json.data as { externalId: string | null }[]).map(one => one.externalId);
    };

    it('the newest first, in the words it shows, with masked documents', async () => {
      const all = await found('');
      expect(all.slice(0, 2)).toEqual(['waiting', 'failed']);
      expect(new Set(all.slice(2))).toEqual(new Set(['paid', null]));
      const { json } = await client.get('/api/transactions?externalId=paid');
      expect(json).toMatchObject({ page: 1, size: 20, total: 1, totalPages: 1 });
      expect(json.data).toMatchObject([
        {
          operationType: 'Pix out',
          movementType: 'DEBIT',
          status: 'Confirmado',
          endToEndId: sandbox.records()[0]?.endToEndId,
          originalAmount: 0.3,
          finalAmount: 0.31,
          counterpart: { document: '***.461.733-**' },
        },
      ]);
    });

    it.each([
      ['status=PENDING', ['waiting']],
      ['status=Error', ['failed']],
      ['type=REFUND_OUT', [null]],
      ['type=Pix%20out&status=CONFIRMED', ['paid']],
      ['startDate=2026-03-11&endDate=2026-03-11', ['failed']],
      ['startDate=2026-03-12', ['waiting']],
      ['page=2&size=1', ['failed']],
      ['externalId=nobody', []],
    ])('by %s', async (query, expected) => {
      expect(await found(query)).toEqual(expected);
    });

    it('by endToEndId, of a return too', async () => {
      const [{ endToEndId, returns } = { endToEndId: '', returns: [] }] = sandbox.records();
      expect(await found(`endToEndId=${endToEndId}`)).toEqual(['paid']);
      expect(await found(`endToEndId=${returns[0]?.endToEndId}`)).toEqual([null]);
    });

    it('over the last 31 days where no days are given', async () => {
      clock.advance(29 * DAY_MS);
      expect(await found('')).toEqual(expect.arrayContaining(['waiting', 'failed', 'paid']));
      clock.advance(DAY_MS);
      expect(await found('')).toEqual(['waiting', 'failed']);
      expect(await found('externalId=paid')).toEqual([]);
      expect(await found('externalId=paid&startDate=2026-03-10&endDate=2026-03-11')).toEqual(['paid']);
    });

    it.each([
      'size=101',
      'size=0',
      'page=0',
      'page=x',
      'status=GONE',
      'type=LOAN',
      'startDate=tomorrow',
      'startDate=2026-01-01&endDate=2026-02-01',
      'startDate=2026-03-12&endDate=2026-03-10',
    ])('and refuses %s', async query => {
      expect(await client.get(`/api/transactions?${query}`)).toMatchObject({ status: 400 });
    });

    it('over 31 days and no day more', async () => {
      expect(await found('startDate=2026-03-01&endDate=2026-03-31')).toHaveLength(4);
    });

    it('for nobody without a token', async () => {
      expect(await client.call('GET', '/api/transactions', {})).toMatchObject({ status: 401 });
    });
  });

  it('notifies with Basic authorisation where that was agreed on, beside the registered headers', async () => {
    await start({ webhookBasicAuth: 'ntx:p:w' });
    await client.cashOut();
    const { headers } = await hooks.delivery(0);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('ntx:p:w').toString('base64')}`);
    expect(headers['x-webhook-secret']).toBe(sandbox.credentials.webhookSecret);
    await client.cashOut(undefined, 'bad-secret');
    expect((await hooks.delivery(1)).headers.authorization).not.toBe(headers.authorization);
  });

  it('notifies its own address where none is registered', async () => {
    const notifyUrl = `${hooks.url}/own`;
    sandbox = await startNtxPaySandbox({
      clock: new ManualClock(),
      random: systemRandom,
      settleAfterMs: 0,
      notifyUrl,
    });
    await new ReferenceClient(sandbox, hooks.url).cashOut();
    const { path, headers } = await hooks.delivery(0);
    expect(path).toMatch(/\/own$/);
    expect(headers['x-webhook-secret']).toBe(sandbox.credentials.webhookSecret);
  });

  it.each([
    ['insufficient-funds', 'INSUFFICIENT_FUNDS'],
    ['invalid-pix-key', 'INVALID_PIX_KEY'],
    ['document-mismatch', 'TAX_ID_MISMATCH'],
    ['account-blocked', 'ACCOUNT_BLOCKED'],
    ['duplicate-id', 'DUPLICATE_ID'],
  ])('has the documented error:%s', async (name, errorCode) => {
    await start();
    expect(await client.cashOut(undefined, `error:${name}`)).toMatchObject({ status: 201 });
    expect(JSON.parse((await hooks.delivery(0)).body.toString())).toMatchObject({
      event: 'CashOut',
      status: 'ERROR',
      errorCode,
    });
  });
});
