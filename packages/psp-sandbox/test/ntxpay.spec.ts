import { startNtxPaySandbox, type NtxPaySandbox, type NtxPaySandboxOptions } from '../src/ntxpay/sandbox';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { ManualClock } from './manual-clock';
import { eventually } from './eventually';
import { ReferenceClient } from './ntxpay-client';
import { receiver, type Receiver } from './receiver';

describe('the NTX Pay sandbox', () => {
  let sandbox: NtxPaySandbox;
  let hooks: Receiver;
  let client: ReferenceClient;

  beforeEach(async () => {
    hooks = await receiver();
    await start();
  });

  afterEach(async () => {
    await sandbox.stop();
    await hooks.stop();
  });

  async function start(options: Partial<NtxPaySandboxOptions> = {}): Promise<void> {
    if (sandbox) await sandbox.stop();
    const parts = { clock: systemClock, random: systemRandom, settleAfterMs: 5 };
    sandbox = await startNtxPaySandbox({ ...parts, ...options });
    client = new ReferenceClient(sandbox, hooks.url);
    await client.register();
  }

  const parsed = async (index: number) =>
    JSON.parse((await hooks.delivery(index)).body.toString()) as Record<string, unknown>;

  it('grants a token for 1800 seconds, with 201', async () => {
    expect(await client.token()).toMatchObject({
      status: 201,
      json: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 1800 },
    });
  });

  it('answers 201 in the shape the reference shows', async () => {
    const reply = await client.cashOut();
    expect(reply.status).toBe(201);
    expect(reply.json).toEqual({
      transactionId: expect.stringMatching(/^\d+$/),
      externalId: expect.stringMatching(/^ref-/),
      status: 'PENDING',
      generateTime: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('notifies in the shape of the sample, with its fields in order and its amounts as numbers', async () => {
    const reply = await client.cashOut();
    const { body, headers } = await hooks.delivery(0);
    const externalId = String(reply.json.externalId);
    const { endToEndId } = sandbox.records()[0] ?? {};
    const { processingDate } = await parsed(0);
    expect(headers['x-webhook-secret']).toBe(sandbox.credentials.webhookSecret);
    expect(endToEndId).toMatch(/^E07136847\d{12}[A-Za-z0-9]{11}$/);
    expect(body.toString()).toBe(
      '{"event":"CashOut","status":"CONFIRMED","transactionType":"PIX","movementType":"DEBIT",' +
        `"transactionId":"${String(reply.json.transactionId)}","externalId":"${externalId}",` +
        `"endToEndId":"${endToEndId}","pixKey":"07646173380","feeAmount":0.01,"originalAmount":0.30,` +
        `"finalAmount":0.31,"processingDate":"${String(processingDate)}","errorCode":null,"errorMessage":null,` +
        '"counterpart":{"name":"Ana Costa","document":"***.461.733-**","bank":{"bankISPB":null,"bankName":null,' +
        '"bankCode":"260","accountBranch":null,"accountNumber":null}},"metadata":{}}',
    );
  });

  it('shows a transaction by its id and by externalId, amounts as strings, the document in full', async () => {
    const { json } = await client.cashOut();
    await hooks.delivery(0);
    for (const id of [json.transactionId, json.externalId]) {
      expect((await client.get(`/api/pix/transaction/${String(id)}`)).json).toMatchObject({
        id: json.transactionId,
        externalId: json.externalId,
        type: 'WITHDRAW',
        status: 'CONFIRMED',
        originalAmount: '0.30',
        feeAmount: '0.01',
        finalAmount: '0.31',
        e2eId: sandbox.records()[0]?.endToEndId,
        counterpartDocument: '07646173380',
      });
    }
    expect(await client.get('/api/pix/transaction/other')).toMatchObject({ status: 404 });
  });

  it('moves net → blocked → paid with the fee, and back on an error', async () => {
    await start({ balanceMinor: 10_000n, feeMinor: 50n });
    await client.cashOut(client.body({ value: 10 }), 'delay:120s');
    expect(sandbox.balance()).toEqual({ netMinor: 8_950n, blockedMinor: 1_050n, paidMinor: 0n });
    await client.cashOut(client.body({ value: 20 }));
    await hooks.delivery(0);
    await client.cashOut(client.body({ value: 30 }), 'error:account-blocked');
    await hooks.delivery(1);
    expect(sandbox.balance()).toEqual({ netMinor: 6_900n, blockedMinor: 1_050n, paidMinor: 2_050n });
    const { text } = await client.get('/api/balance');
    expect(text).toContain('{"grossBalance":79.50,"blockedBalance":10.50,"netBalance":69.00,');
  });

  it('refuses what the balance can not pay, fee included', async () => {
    await start({ balanceMinor: 30n });
    expect(await client.cashOut()).toMatchObject({ status: 400, json: { message: 'Saldo insuficiente' } });
    expect(sandbox.records()).toEqual([]);
  });

  it.each([
    ['success', 'CONFIRMED', null],
    ['error:insufficient-funds', 'ERROR', 'INSUFFICIENT_FUNDS'],
    ['error:invalid-pix-key', 'ERROR', 'INVALID_PIX_KEY'],
    ['error:document-mismatch', 'ERROR', 'TAX_ID_MISMATCH'],
    ['error:account-blocked', 'ERROR', 'ACCOUNT_BLOCKED'],
    ['error:duplicate-id', 'ERROR', 'DUPLICATE_ID'],
    ['fail:ANYTHING', 'ERROR', 'ANYTHING'],
  ])('%s answers 201 and decides by notification: %s %s', async (scenario, status, errorCode) => {
    expect((await client.cashOut(undefined, scenario)).json).toMatchObject({ status: 'PENDING' });
    expect(await parsed(0)).toMatchObject({ event: 'CashOut', status, errorCode });
    expect(sandbox.records()).toMatchObject([{ status, errorCode, payments: status === 'ERROR' ? 0 : 1 }]);
  });

  it.each([
    ['wrong-final', { finalAmount: 0.32 }],
    ['wrong-fee', { feeAmount: 0.06, finalAmount: 0.36 }],
    ['null-external-id', { externalId: null }],
    ['v2-format', { type: 'TRANSFER', data: expect.objectContaining({ status: 'LIQUIDATED' }) }],
  ])('%s notifies otherwise', async (scenario, fields) => {
    await client.cashOut(undefined, scenario);
    expect(await parsed(0)).toMatchObject(fields);
  });

  it.each([
    ['error-after-confirmed', ['CONFIRMED', 'ERROR']],
    ['confirmed-after-error', ['ERROR', 'CONFIRMED']],
  ])('%s contradicts itself, and has paid', async (scenario, statuses) => {
    await client.cashOut(undefined, scenario);
    expect([(await parsed(0)).status, (await parsed(1)).status]).toEqual(statuses);
    expect(sandbox.records()).toMatchObject([{ status: 'CONFIRMED', payments: 1 }]);
  });

  it('bad-secret notifies with another secret', async () => {
    await client.cashOut(undefined, 'bad-secret');
    const { headers } = await hooks.delivery(0);
    expect(headers['x-webhook-secret']).toBeDefined();
    expect(headers['x-webhook-secret']).not.toBe(sandbox.credentials.webhookSecret);
  });

  it('duplicate-hooks notifies with the same bytes', async () => {
    await client.cashOut(undefined, 'duplicate-hooks:3');
    const all = await Promise.all([0, 1, 2].map(index => hooks.delivery(index)));
    expect(new Set(all.map(one => one.body.toString())).size).toBe(1);
  });

  it('404-until-settled hides what it accepted', async () => {
    await start({ settleAfterMs: 60_000 });
    const { json } = await client.cashOut(undefined, '404-until-settled');
    expect(await client.get(`/api/pix/transaction/${String(json.externalId)}`)).toMatchObject({
      status: 404,
    });
    expect(sandbox.records()).toHaveLength(1);
  });

  it.each([
    ['500-after-accept', 1],
    ['500-before-accept', 0],
  ])('%s answers 500 and has taken %i', async (scenario, taken) => {
    expect(await client.cashOut(undefined, scenario)).toMatchObject({ status: 500 });
    expect(sandbox.records()).toHaveLength(taken);
  });

  it('drop-response-after-accept cuts the connection', async () => {
    await expect(client.cashOut(undefined, 'drop-response-after-accept')).rejects.toThrow();
    expect(sandbox.records()).toHaveLength(1);
  });

  it('names scenarios in a description too', async () => {
    await client.cashOut(client.body({ description: 'sandbox:error:account-blocked' }));
    expect(await parsed(0)).toMatchObject({ errorCode: 'ACCOUNT_BLOCKED' });
  });

  it.each(['nonsense', 'error:', 'error:nonsense', 'error:a:b', 'fail:a b', 'delay:121s', 'refuse:200:OK'])(
    'refuses an unknown scenario: %s',
    async name => {
      expect(await client.cashOut(undefined, name)).toMatchObject({ status: 400 });
      expect(() => sandbox.scenario(name)).toThrow(name);
    },
  );

  describe('a used externalId', () => {
    const externalId = 'used';

    it('is, by PIX key, a transaction of its own that fails as a duplicate', async () => {
      const first = await client.cashOut(client.body({ externalId }));
      await hooks.delivery(0);
      const second = await client.cashOut(client.body({ externalId }));
      expect(second.json.transactionId).not.toBe(first.json.transactionId);
      expect(await parsed(1)).toMatchObject({ status: 'ERROR', externalId, errorCode: 'DUPLICATE_ID' });
      const shown = await client.get(`/api/pix/transaction/${externalId}`);
      expect(shown.json).toMatchObject({ id: first.json.transactionId, status: 'CONFIRMED' });
      expect(sandbox.records().map(({ payments }) => payments)).toEqual([1, 0]);
    });

    it('is a conflict by QR code', async () => {
      await client.cashOut(client.body({ externalId }));
      expect(await client.byQrCode({ externalId })).toMatchObject({ status: 409 });
    });

    it('is a conflict, or paid again, where so set', async () => {
      await start({ usedExternalId: 'conflict' });
      await client.cashOut(client.body({ externalId }));
      expect(await client.cashOut(client.body({ externalId }))).toMatchObject({ status: 409 });
      await start({ usedExternalId: 'paid-again' });
      await client.cashOut(client.body({ externalId }));
      await client.cashOut(client.body({ externalId }));
      await Promise.all([0, 1].map(index => hooks.delivery(index)));
      // A delivery may be one of the first payment again: what counts is that both were paid in the end.
      await eventually('both are paid', () => sandbox.records().every(({ payments }) => payments === 1));
      expect(sandbox.records().map(({ payments }) => payments)).toEqual([1, 1]);
    });
  });

  describe('refuses', () => {
    it('a token that is missing, wrong or older than half an hour', async () => {
      const clock = new ManualClock();
      await start({ clock });
      const good = await client.authorised();
      clock.advance(1_800_000 - 1);
      expect(await client.call('GET', '/api/balance', good)).toMatchObject({ status: 200 });
      clock.advance(1);
      for (const headers of [{}, { Authorization: 'Bearer x.y.z' }, good])
        expect(await client.call('GET', '/api/balance', headers)).toMatchObject({ status: 401 });
      expect(await client.call('POST', '/api/pix/cash-out', {}, client.body())).toMatchObject({
        status: 401,
      });
    });

    it('another certificate, or none, where one is bound', async () => {
      await start({ clientCert: 'PEM\n' });
      expect(await client.token()).toMatchObject({ status: 400 });
      expect(await client.token({ 'X-SSL-Client-Cert': 'OTHER' })).toMatchObject({ status: 401 });
      expect(await client.token({ 'X-SSL-Client-Cert': 'PEM%0A' })).toMatchObject({ status: 201 });
    });

    it.each([
      ['no value', { value: undefined }],
      ['a value of text', { value: '0.30' }],
      ['half a centavo', { value: 0.305 }],
      ['no reference', { externalId: '' }],
      ['a description too long', { description: 'x'.repeat(141) }],
      ['no details', { details: undefined }],
      ['a phone with its country code', { details: { key: '+5511999998888', keyType: 'PHONE' } }],
      ['no document', { details: { key: 'a@b.c', keyType: 'EMAIL', name: 'A' } }],
    ])('a body with %s', async (_, changes) => {
      expect(await client.cashOut(client.body(changes))).toMatchObject({ status: 400 });
      expect(sandbox.records()).toEqual([]);
    });

    it('a QR code of another value, too short, or of something else', async () => {
      expect(await client.byQrCode()).toMatchObject({ status: 201 });
      expect(await client.byQrCode({ value: 15.51 })).toMatchObject({ status: 400 });
      expect(await client.byQrCode({ qrCode: '000201' })).toMatchObject({ status: 400 });
      expect(await client.byQrCode({ qrCode: 'x'.repeat(100) })).toMatchObject({ status: 400 });
    });

    it.each([
      ['a public address', { url: 'https://example.com/hook' }],
      ['no address', { url: undefined }],
      ['an event it has not', { eventType: 'cash_sideways' }],
      ['a header it sets itself', { headers: [{ key: 'Content-Type', value: 'x' }] }],
      ['too many headers', { headers: Array.from({ length: 6 }, (_, n) => ({ key: `X-${n}`, value: '' })) }],
      ['a header with a line break', { headers: [{ key: 'X-A', value: 'a\nb' }] }],
    ])('a webhook with %s', async (_, changes) => {
      expect(await client.register(changes)).toMatchObject({ status: 400 });
    });
  });

  describe('deliveries', () => {
    it('carry the headers that were registered last, Basic authorisation too', async () => {
      const headers = [{ key: 'Authorization', value: 'Basic YTpi' }];
      await client.register({ headers });
      await client.cashOut();
      const delivery = await hooks.delivery(0);
      expect(delivery.headers.authorization).toBe('Basic YTpi');
      expect(delivery.headers['x-webhook-secret']).toBeUndefined();
    });

    it('are repeated with the same bytes until 200 comes back, whatever else came', async () => {
      await hooks.stop();
      hooks = await receiver(index => [503, 401, 204, 200][index] ?? 200);
      await start({ webhookDelaysMs: [0, 5, 5, 5, 5, 5] });
      await client.cashOut();
      const all = await Promise.all([0, 1, 2, 3].map(index => hooks.delivery(index)));
      expect(new Set(all.map(one => one.body.toString())).size).toBe(1);
      await client.cashOut();
      await hooks.delivery(4);
      await until(() => sandbox.deliveries().length === 5);
      expect(sandbox.deliveries().map(one => one.attempt)).toEqual([1, 2, 3, 4, 1]);
    });

    it('end after six attempts', async () => {
      await hooks.stop();
      hooks = await receiver(() => 500);
      await start({ webhookDelaysMs: [0, 0, 0, 0, 0, 0] });
      await client.cashOut();
      await hooks.delivery(5);
      await client.cashOut();
      await hooks.delivery(6);
      await until(() => sandbox.deliveries().length > 6);
      expect(sandbox.deliveries()[6]).toMatchObject({ attempt: 1 });
    });

    it('go nowhere while nothing is registered', async () => {
      await sandbox.stop();
      sandbox = await startNtxPaySandbox({ clock: systemClock, random: systemRandom, settleAfterMs: 0 });
      client = new ReferenceClient(sandbox, hooks.url);
      await client.cashOut();
      await until(() => sandbox.records()[0]?.status === 'CONFIRMED');
      await client.register();
      await client.cashOut();
      await hooks.delivery(0);
      expect(sandbox.deliveries().length).toBeLessThanOrEqual(1);
    });
  });

  describe('a notification is sent again', () => {
    it('by transaction id, externalId or endToEndId, also elsewhere, with the same bytes', async () => {
      const { json } = await client.cashOut();
      const first = await hooks.delivery(0);
      const ids = [json.transactionId, json.externalId, sandbox.records()[0]?.endToEndId];
      for (const id of ids)
        expect(await client.post(`/api/resend-webhook/${String(id)}`)).toMatchObject({ status: 200 });
      const url = hooks.url.replace('connectpsp', 'elsewhere');
      await client.post(`/api/resend-webhook/${String(json.externalId)}`, { url });
      const all = await Promise.all([1, 2, 3, 4].map(index => hooks.delivery(index)));
      expect(all.every(one => one.body.equals(first.body))).toBe(true);
      expect(all.map(one => one.path.split('/').pop())).toEqual([
        ...Array<string>(3).fill('connectpsp'),
        'elsewhere',
      ]);
    });

    it('not to the public, not of nothing, and its failure is told', async () => {
      await hooks.stop();
      hooks = await receiver(() => 500);
      await start();
      const { json } = await client.cashOut();
      const path = `/api/resend-webhook/${String(json.externalId)}`;
      await hooks.delivery(0);
      expect(await client.post(path)).toMatchObject({ status: 502 });
      expect(await client.post(path, { url: 'https://example.com/' })).toMatchObject({ status: 400 });
      expect(await client.post('/api/resend-webhook/other')).toMatchObject({ status: 404 });
    });

    it('sixty times a minute', async () => {
      const clock = new ManualClock();
      await start({ clock });
      const again = () => client.post('/api/resend-webhook/other');
      for (let count = 0; count < 60; count += 1) expect((await again()).status).toBe(404);
      expect((await again()).status).toBe(429);
      clock.advance(60_000);
      expect((await again()).status).toBe(404);
    });
  });

  it('shows its records and deliveries, and takes a scenario, over HTTP', async () => {
    const set = (body: object) => client.call('PUT', '/sandbox/scenario', {}, JSON.stringify(body));
    expect(await set({ name: 'error:account-blocked', times: 1 })).toMatchObject({ status: 200 });
    expect(await set({ name: 'nonsense' })).toMatchObject({ status: 400 });
    const { json } = await client.cashOut();
    await hooks.delivery(0);
    await until(() => sandbox.deliveries().length === 1);
    const { transactionId } = json;
    const [records, deliveries] = await Promise.all(
      ['records', 'deliveries'].map(name => client.call('GET', `/sandbox/${name}`, {})),
    );
    expect(records?.json).toMatchObject({ records: [{ transactionId, errorCode: 'ACCOUNT_BLOCKED' }] });
    expect(deliveries?.json).toMatchObject({ deliveries: [{ transactionId, status: 200 }] });
  });
});

/** Gives way to what is going on until it has happened. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise(resolve => setImmediate(resolve));
}
