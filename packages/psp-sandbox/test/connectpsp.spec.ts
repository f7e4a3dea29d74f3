import { createHmac, randomUUID } from 'node:crypto';
import {
  startConnectPspSandbox,
  type ConnectPspSandbox,
  type ConnectPspSandboxOptions,
} from '../src/connectpsp/sandbox';
import { systemRandom } from '../src/core/random';
import { systemClock } from '../src/core/clock';
import { ManualClock } from './manual-clock';
import { TutorialClient } from './connectpsp-client';
import { receiver, type Receiver } from './receiver';

describe('the ConnectPSP sandbox', () => {
  let sandbox: ConnectPspSandbox;
  let hooks: Receiver;
  let client: TutorialClient;

  beforeEach(async () => {
    hooks = await receiver();
    await start();
  });

  afterEach(async () => {
    await sandbox.stop();
    await hooks.stop();
  });

  async function start(options: Partial<ConnectPspSandboxOptions> = {}): Promise<void> {
    if (sandbox) await sandbox.stop();
    sandbox = await startConnectPspSandbox({
      clock: systemClock,
      random: systemRandom,
      settleAfterMs: 5,
      ...options,
    });
    client = new TutorialClient(sandbox, hooks.url);
  }

  it('answers 202 in the shape the tutorial shows', async () => {
    const body = client.body();
    const reply = await client.cashOut(body);
    expect(reply.status).toBe(202);
    expect(Object.keys(reply.json)).toEqual([
      'transactionId',
      'internalCode',
      'externalReference',
      'status',
      'requestedAt',
    ]);
    expect(reply.json).toMatchObject({
      internalCode: expect.stringMatching(/^[A-Z]{10}$/),
      status: 'PROCESSING',
      requestedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-03:00$/),
    });
  });

  it('notifies with the bytes of 50.50, signed as they are, in the shape the tutorial shows', async () => {
    const reply = await client.cashOut();
    const { body, headers } = await hooks.delivery(0);
    expect(body.toString()).toContain('"amount":50.50');
    const signature = createHmac('sha256', sandbox.credentials.cryptoToken).update(body).digest('hex');
    expect(headers['x-connect-signature']).toBe(signature);
    expect(JSON.parse(body.toString())).toMatchObject({
      eventType: 'CASHOUT_COMPLETED',
      eventAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      data: {
        internalCode: reply.json.internalCode,
        externalReference: reply.json.externalReference,
        endToEndId: expect.stringMatching(/^E13935893\d{12}[A-Za-z0-9]{11}$/),
        status: 'COMPLETED',
        payee: { name: 'Maria Silva', document: '12345678909' },
        paidAt: expect.stringMatching(/-03:00$/),
      },
    });
  });

  it('notifies a failure as shortly as the tutorial shows it, or in full when told to', async () => {
    await client.cashOut(undefined, { 'X-Sandbox-Scenario': 'fail:PIX_KEY_NOT_FOUND' });
    const short = JSON.parse((await hooks.delivery(0)).body.toString()) as { data: object };
    expect(Object.keys(short.data)).toEqual(['internalCode', 'status', 'failure']);
    await start({ fullFailedNotification: true });
    await client.cashOut(undefined, { 'X-Sandbox-Scenario': 'fail' });
    const full = JSON.parse((await hooks.delivery(1)).body.toString()) as { data: object };
    expect(Object.keys(full.data)).toEqual(
      expect.arrayContaining(['externalReference', 'amount', 'failure']),
    );
  });

  it('shows a payout by internalCode, transactionId and endToEndId, never by externalReference', async () => {
    const { json } = await client.cashOut();
    await hooks.delivery(0);
    const endToEndId = String(sandbox.records()[0]?.endToEndId);
    for (const id of [json.internalCode, json.transactionId, endToEndId]) {
      const reply = await client.get(`/cash-out/${String(id)}`);
      expect(reply.json).toMatchObject({ internalCode: json.internalCode, status: 'COMPLETED', endToEndId });
      expect(reply.text).toContain('"amount":50.50');
    }
    expect(await client.get(`/cash-out/${String(json.externalReference)}`)).toMatchObject({ status: 404 });
  });

  describe('checks in the provider’s order', () => {
    const wrong = { Authorization: 'Bearer x.y.z', ApplicationToken: 'x', DigitalSignature: 'x', key: 'x' };

    it('goes from the token to the funds, each fault before the next', async () => {
      await start({ balanceMinor: 0n });
      const good = await client.headers();
      const { externalReference } = JSON.parse(client.body()) as { externalReference: string };
      const funded = client.body({ externalReference });
      const faults = [
        [401, 'TOKEN_EXPIRED', { Authorization: wrong.Authorization }],
        [401, 'INVALID_APPLICATION_TOKEN', { ApplicationToken: wrong.ApplicationToken }],
        [422, 'INVALID_SIGNATURE', { DigitalSignature: wrong.DigitalSignature }],
        [400, 'VALIDATION_ERROR', {}],
      ] as const;
      let headers: Record<string, string> = { ...good };
      for (const [, , fault] of faults) headers = { ...headers, ...fault };
      for (const [status, code, fault] of faults) {
        const reply = await client.call('POST', '/cash-out', headers, '{}');
        expect(reply).toMatchObject({ status, type: 'application/problem+json', json: { status, code } });
        for (const name of Object.keys(fault)) headers = { ...headers, [name]: good[name] ?? '' };
      }
      const unkeyed = await client.call(
        'POST',
        '/cash-out',
        { ...good, 'X-Idempotency-Key': wrong.key },
        funded,
      );
      expect(unkeyed).toMatchObject({ status: 400, json: { code: 'INVALID_IDEMPOTENCY_KEY' } });
      const poor = await client.call('POST', '/cash-out', good, funded);
      expect(poor).toMatchObject({ status: 422, json: { code: 'INSUFFICIENT_FUNDS' } });
      expect(sandbox.records()).toEqual([]);
    });

    it('the key comes before the reference, and the reference before the funds', async () => {
      await start({ balanceMinor: 5050n });
      const body = client.body();
      const key = randomUUID();
      const first = await client.cashOut(body, { 'X-Idempotency-Key': key });
      const again = await client.cashOut(body, { 'X-Idempotency-Key': key });
      expect(again).toEqual(first);
      const other = await client.cashOut(client.body(), { 'X-Idempotency-Key': key });
      expect(other).toMatchObject({ status: 409, json: { code: 'IDEMPOTENCY_KEY_REUSED' } });
      const duplicate = await client.cashOut(body);
      expect(duplicate).toMatchObject({ status: 409, json: { code: 'DUPLICATE_EXTERNAL_REFERENCE' } });
      expect(await client.cashOut()).toMatchObject({ status: 422, json: { code: 'INSUFFICIENT_FUNDS' } });
      expect(sandbox.records()).toHaveLength(1);
    });

    it('another webhook address under the same key is the same payment, or another body when told so', async () => {
      const key = { 'X-Idempotency-Key': randomUUID() };
      const [here, there] = [hooks.url, `${hooks.url}/moved`];
      const externalReference = 'moved';
      const first = await client.cashOut(client.body({ externalReference, webhookUrl: here }), key);
      const moved = client.body({ externalReference, webhookUrl: there });
      expect(await client.cashOut(moved, key)).toEqual(first);
      await start({ webhookUrlIsPartOfTheKey: true });
      await client.cashOut(client.body({ externalReference, webhookUrl: here }), key);
      expect(await client.cashOut(moved, key)).toMatchObject({ json: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    });

    it('a signature made of an earlier token does not fit a later one', async () => {
      const { DigitalSignature } = await client.headers();
      const reply = await client.cashOut(undefined, { DigitalSignature });
      expect(reply).toMatchObject({ status: 422, json: { code: 'INVALID_SIGNATURE' } });
    });

    it('credentials are checked before a token is given', async () => {
      const body = JSON.stringify({ clientId: sandbox.credentials.clientId, clientSecret: 'x' });
      expect(await client.call('POST', '/auth/token', {}, body)).toMatchObject({
        status: 401,
        json: { code: 'INVALID_CREDENTIALS' },
      });
      expect(await client.call('POST', '/auth/token', {}, 'x')).toMatchObject({ status: 400 });
    });

    it.each([
      ['no amount', { amount: undefined }],
      ['an amount in quotes', { amount: '50.00' }],
      ['no money', { amount: 0 }],
      ['a negative amount', { amount: -1 }],
      ['half a centavo', { amount: 0.305 }],
      ['an exponent', { amount: 1e-7 }],
      ['no reference', { externalReference: '' }],
      ['no payee', { payee: undefined }],
      ['a document with letters', { payee: { name: 'M', document: 'abc', destination: {} } }],
      [
        'a QR code',
        { payee: { name: 'M', document: '12345678909', destination: { type: 'QR_CODE', qrCode: '0' } } },
      ],
      ['a public webhook address', { webhookUrl: 'https://example.com/hook' }],
      ['a webhook address that only begins like loopback', { webhookUrl: 'http://127.0.0.1.example.com/' }],
      ['a webhook address with credentials', { webhookUrl: 'http://localhost@example.com/' }],
      ['a private webhook address that was not allowed', { webhookUrl: 'http://10.0.0.1/' }],
      ['a webhook address that is a file', { webhookUrl: 'file:///etc/passwd' }],
    ])('refuses a body with %s', async (_, changes) => {
      const reply = await client.cashOut(client.body(changes));
      expect(reply).toMatchObject({ status: 400, json: { code: 'VALIDATION_ERROR' } });
      expect(sandbox.records()).toEqual([]);
    });

    it('takes a host that was allowed by name', async () => {
      await start({ webhookHosts: ['app'], settleAfterMs: 60_000 });
      expect(await client.cashOut(client.body({ webhookUrl: 'http://app:3000/hook' }))).toMatchObject({
        status: 202,
      });
    });

    it('refuses what is not JSON and what is too large', async () => {
      expect(await client.cashOut('{"amount":')).toMatchObject({ status: 400 });
      const big = client.body({ description: 'x'.repeat(1024 * 1024) });
      expect(await client.cashOut(big)).toMatchObject({ status: 413 });
    });

    it('knows no other route', async () => {
      expect(await client.get('/cash-outs')).toMatchObject({ status: 404, type: 'application/problem+json' });
    });
  });

  describe('time', () => {
    it('a token lives an hour', async () => {
      const clock = new ManualClock();
      await start({ clock });
      const headers = await client.headers();
      clock.advance(3_600_000 - 1);
      expect(await client.call('GET', '/account/balance', headers)).toMatchObject({ status: 200 });
      clock.advance(1);
      expect(await client.call('GET', '/account/balance', headers)).toMatchObject({
        status: 401,
        json: { code: 'TOKEN_EXPIRED' },
      });
    });

    it('a key is remembered for a day; after that the reference still guards', async () => {
      const clock = new ManualClock();
      await start({ clock });
      const body = client.body();
      const key = { 'X-Idempotency-Key': randomUUID() };
      await client.cashOut(body, key);
      clock.advance(24 * 3_600_000 - 1);
      expect(await client.cashOut(body, key)).toMatchObject({ status: 202 });
      clock.advance(1);
      expect(await client.cashOut(body, key)).toMatchObject({ status: 409 });
    });

    it('labels local time as UTC when asked for the tutorial’s quirk', async () => {
      await client.cashOut(undefined, { 'X-Sandbox-Scenario': 'event-at-quirk' });
      const hook = JSON.parse((await hooks.delivery(0)).body.toString()) as {
        eventAt: string;
        data: { paidAt: string };
      };
      expect(hook.eventAt.slice(0, 19)).toBe(hook.data.paidAt.slice(0, 19));
    });
  });

  it('moves transactional → reserved → paid, and back on failure', async () => {
    await start({ balanceMinor: 20_000n });
    const first = client.cashOut(undefined, { 'X-Sandbox-Scenario': 'delay:120s' });
    await first;
    expect(sandbox.balance()).toEqual({ transactionalMinor: 14_950n, reservedMinor: 5_050n, paidMinor: 0n });
    await client.cashOut();
    await hooks.delivery(0);
    expect(sandbox.balance()).toEqual({
      transactionalMinor: 9_900n,
      reservedMinor: 5_050n,
      paidMinor: 5_050n,
    });
    await client.cashOut(undefined, { 'X-Sandbox-Scenario': 'fail' });
    await hooks.delivery(1);
    expect(sandbox.balance()).toEqual({
      transactionalMinor: 9_900n,
      reservedMinor: 5_050n,
      paidMinor: 5_050n,
    });
    const { text } = await client.get('/account/balance');
    expect(text).toContain('"totalBalance":149.50');
    expect(text).toContain('"transactionalBalance":99.00');
  });

  describe('deliveries', () => {
    it('are repeated with the same bytes and a new X-Event-Id while 5xx comes back, and no longer', async () => {
      await hooks.stop();
      hooks = await receiver(index => (index < 2 ? 503 : 200));
      await start({ webhookDelaysMs: [0, 5, 5, 5, 5, 5] });
      await client.cashOut();
      const all = await Promise.all([0, 1, 2].map(index => hooks.delivery(index)));
      expect(new Set(all.map(one => one.body.toString())).size).toBe(1);
      expect(new Set(all.map(one => one.headers['x-event-id'])).size).toBe(3);
      await client.cashOut();
      await hooks.delivery(3);
      expect(sandbox.deliveries().slice(0, 3)).toMatchObject([
        { attempt: 1, status: 503 },
        { attempt: 2, status: 503 },
        { attempt: 3, status: 200 },
      ]);
      expect(hooks.seen).toHaveLength(4);
    });

    it('are tried six times, at growing distances, and then given up', async () => {
      const clock = new ManualClock();
      await hooks.stop();
      hooks = await receiver(() => 500);
      await start({ clock, settleAfterMs: 0, webhookTimeoutMs: 10 ** 9 });
      await client.cashOut();
      const arrivedMs: number[] = [];
      for (let attempt = 1; attempt <= 6; attempt += 1) {
        await until(() => (clock.advance(attempt === 1 ? 0 : 1000), sandbox.deliveries().length === attempt));
        arrivedMs.push(clock.now().getTime());
      }
      const waits = arrivedMs.slice(1).map((time, index) => time - (arrivedMs[index] ?? 0));
      const least = [30, 120, 600, 3600, 21_600].map(seconds => seconds * 1000);
      expect(waits.map((wait, index) => wait >= (least[index] ?? 0))).toEqual(least.map(() => true));
      clock.advance(10 ** 9);
      await client.cashOut();
      await hooks.delivery(6);
      await until(() => sandbox.deliveries().length === 7);
      expect(sandbox.deliveries()[6]).toMatchObject({ attempt: 1 });
    });

    it('end when the receiver says no', async () => {
      await hooks.stop();
      hooks = await receiver(() => 401);
      await start({ webhookDelaysMs: [0, 0, 0] });
      await client.cashOut();
      await hooks.delivery(0);
      await client.cashOut();
      await hooks.delivery(1);
      await until(() => sandbox.deliveries().length === 2);
      expect(sandbox.deliveries().map(one => one.attempt)).toEqual([1, 1]);
    });
  });

  describe('scenarios', () => {
    it('come by header, by description and by default, in that order', async () => {
      sandbox.scenario('insufficient-funds');
      const described = client.body({ description: 'sandbox:refuse:422:FROM_DESCRIPTION' });
      const headed = await client.cashOut(described, { 'X-Sandbox-Scenario': 'refuse:422:FROM_HEADER' });
      expect(headed.json.code).toBe('FROM_HEADER');
      expect((await client.cashOut(described)).json.code).toBe('FROM_DESCRIPTION');
      expect((await client.cashOut()).json.code).toBe('INSUFFICIENT_FUNDS');
    });

    it('set for a number of orders end by themselves; a repeat of an order uses none up', async () => {
      sandbox.scenario('500-after-accept', 2);
      const body = client.body();
      const key = { 'X-Idempotency-Key': randomUUID() };
      expect(await client.cashOut(body, key)).toMatchObject({ status: 500 });
      expect(await client.cashOut(body, key)).toMatchObject({ status: 202 });
      expect(await client.cashOut()).toMatchObject({ status: 500 });
      expect(await client.cashOut()).toMatchObject({ status: 202 });
    });

    it.each(['token-expired', '500-before-accept'])(
      '%s in a description happens once per key',
      async name => {
        const body = client.body({ description: `sandbox:${name}` });
        const key = { 'X-Idempotency-Key': randomUUID() };
        expect((await client.cashOut(body, key)).status).toBe(name === 'token-expired' ? 401 : 500);
        expect(await client.cashOut(body, key)).toMatchObject({ status: 202 });
      },
    );

    it('can be set over HTTP', async () => {
      const set = (body: object) => client.call('PUT', '/sandbox/scenario', {}, JSON.stringify(body));
      expect(await set({ name: 'insufficient-funds', times: 1 })).toMatchObject({ status: 200 });
      expect(await client.cashOut()).toMatchObject({ status: 422 });
      expect(await set({ name: 'nonsense' })).toMatchObject({ status: 400 });
      expect(await set({ name: 'complete', times: 0 })).toMatchObject({ status: 400 });
    });

    it.each([
      'nonsense',
      'fail:',
      'fail:a b',
      'delay:5',
      'delay:121s',
      'duplicate-hooks:1',
      'refuse:200:OK',
      'refuse:422',
    ])('an unknown one is refused: %s', async name => {
      const reply = await client.cashOut(undefined, { 'X-Sandbox-Scenario': name });
      expect(reply).toMatchObject({ status: 400, json: { code: 'UNKNOWN_SCENARIO' } });
      expect(() => sandbox.scenario(name)).toThrow(name);
    });
  });

  it('shows its records and deliveries over HTTP', async () => {
    const { json } = await client.cashOut();
    await hooks.delivery(0);
    await until(() => sandbox.deliveries().length === 1);
    const [records, deliveries] = [
      await client.get('/sandbox/records'),
      await client.get('/sandbox/deliveries'),
    ];
    expect(records.json).toMatchObject({
      records: [{ internalCode: json.internalCode, amount: '50.50', payments: 1 }],
    });
    expect(deliveries.json).toMatchObject({ deliveries: [{ internalCode: json.internalCode, status: 200 }] });
  });
});

/** Gives way to what is going on until it has happened. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise(resolve => setImmediate(resolve));
}
