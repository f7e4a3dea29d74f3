import http from 'node:http';
import fc from 'fast-check';
import { RequestPayout } from '../../src/commands/payouts/request-payout';
import { codeOf, samples } from '../domain/pix/br-code-arbitraries';
import { NTX_SAMPLE, PUBLISHED } from '../domain/pix/br-code-examples';
import { ADMIN_KEY, faultyFields, ORIGIN, PAYOUT, payoutWith, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const send = (body: unknown) => post(api, '/v1/payouts', body);

describe('POST /v1/payouts', () => {
  it('answers 202 in the shape of the contract, and the same bytes again', async () => {
    const first = await send(PAYOUT).expect(202);
    expect(first.body).toEqual({
      id: '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d',
      accountId: 'merchant-1',
      provider: 'connectpsp',
      status: 'PROCESSING',
      originalAmount: '50.00',
      feeAmount: null,
      finalAmount: null,
      heldAmount: '50.00',
      currency: 'BRL',
      externalReference: 'withdrawal-user-42-001',
      description: 'User withdrawal',
      payee: PAYOUT.payee,
      requestedAt: '2026-03-01T12:00:00.000Z',
      mode: 'sandbox',
    });
    expect(first.headers['ledger-position']).toBe('4711/4711');
    expect(first.headers.location).toBe(`/v1/payouts/${(first.body as { id: string }).id}`);
    expect((await send(PAYOUT).expect(202)).text).toBe(first.text);
  });

  it('dispatches the request in plain objects, in the name of the key’s client', async () => {
    await send(PAYOUT).expect(202);
    const [command] = api.dispatched.commands as RequestPayout[];
    expect(command).toEqual(
      new RequestPayout('admin', 'key-1', { ...PAYOUT, currency: null, callbackUrl: null } as never, ORIGIN),
    );
    expect(Object.getPrototypeOf(command!.request.payee.destination)).toBe(Object.prototype);
  });

  it.each([
    ['amount', '50'],
    ['amount', '50.0'],
    ['amount', '50.000'],
    ['amount', 50],
    ['amount', '-1.00'],
    ['amount', '+1.00'],
    ['amount', '1e3'],
    ['amount', ' 50.00'],
    ['amount', '50.00\n'],
    ['amount', '0.00'],
    ['amount', '050.00'],
    ['amount', '50,00'],
    ['amount', '٥٠.٠٠'],
    ['amount', '90071992547409.92'],
    ['amount', ''],
    ['amount', null],
    ['amount', ['50.00']],
    ['amount', { toString: '50.00' }],
    ['accountId', ''],
    ['accountId', '../etc'],
    ['accountId', '-merchant'],
    ['accountId', 'a'.repeat(65)],
    ['accountId', 7],
    ['provider', 'other'],
    ['provider', 'toString'],
    ['currency', 'XXX'],
    ['currency', '__proto__'],
    ['externalReference', ''],
    ['externalReference', ' '],
    ['externalReference', ' a'],
    ['externalReference', 'x'.repeat(101)],
    ['externalReference', 'a\tb'],
    ['externalReference', 'a\u2028b'],
    ['description', 'x'.repeat(141)],
    ['description', 'a\nb'],
    ['description', 12],
    ['payee.name', ''],
    ['payee.name', 'x'.repeat(141)],
    ['payee.name', 'Maria\u0000'],
    ['payee.name', 'Maria \ud800'],
    ['payee.document', '12345678900'],
    ['payee.document', '123.456.789-09'],
    ['payee.document', 12345678909],
    ['payee.destination.type', 'CASH'],
    ['payee.destination.type', null],
    ['payee.destination.pixKeyType', 'RANDOM'],
    ['payee.destination.pixKey', 'maria@example.com'],
    ['payee.destination.pixKey', 12345678909],
    ['payee.destination.pixKey', '123.456.789-09'],
    ['payee.destination.pixKey', ' 12345678909'],
    ['payee.destination.pixKey', '11222333000181'],
    ['payee.destination.qrCode', '000201'],
    ['unknown', 1],
    ['payee.unknown', 1],
    ['payee.destination.unknown', 1],
  ])('refuses %s = %j and names it', async (field, value) => {
    expect(faultyFields(await send(payoutWith(field, value)).expect(400))).toEqual([field]);
    expect(api.dispatched.commands).toEqual([]);
  });

  const DESTINATION = ['type', 'pixKeyType', 'pixKey'].map(field => `payee.destination.${field}`);
  const PAYEE = ['payee', 'payee.name', 'payee.document', 'payee.destination', ...DESTINATION];
  it.each([
    ['payee', undefined, PAYEE],
    ['payee', null, PAYEE],
    ['payee', [], PAYEE],
    ['payee', 'Maria', PAYEE],
    ['payee.destination', undefined, ['payee.destination', ...DESTINATION]],
    ['payee.destination', null, ['payee.destination', ...DESTINATION]],
    ['payee.destination', 'PIX', ['payee.destination', ...DESTINATION]],
    ['payee.destination', [null], ['payee.destination', ...DESTINATION]],
  ])('refuses %s = %j and names it and its fields', async (field, value, named) => {
    expect(faultyFields(await send(payoutWith(field, value)).expect(400))).toEqual([...named].sort());
    expect(api.dispatched.commands).toEqual([]);
  });

  it.each(['accountId', 'provider', 'amount', 'externalReference', 'payee.name', 'payee.document'])(
    'refuses a payout without %s and names it',
    async field =>
      expect(faultyFields(await send(payoutWith(field, undefined)).expect(400))).toEqual([field]),
  );

  it('names every fault at once', async () => {
    const body = { amount: 1, extra: true, payee: { document: 'x', destination: { type: 'PIX' } } };
    expect(faultyFields(await send(body).expect(400))).toEqual([
      'accountId',
      'amount',
      'externalReference',
      'extra',
      'payee.destination.pixKey',
      'payee.destination.pixKeyType',
      'payee.document',
      'payee.name',
      'provider',
    ]);
  });

  it.each([
    ['description', null],
    ['description', undefined],
    ['currency', 'BRL'],
    ['amount', '90071992547409.91'],
    ['amount', '0.01'],
    ['payee.document', '12ABC34501DE35'],
    ['payee.name', 'Zoë 李 🙂 e\u0301'],
    ['externalReference', 'ação/№ 7'],
    ['payee.destination', { type: 'PIX', pixKeyType: 'EVP', pixKey: '123e4567-e89b-12d3-a456-426655440000' }],
    ['payee.destination', { type: 'QR_CODE', qrCode: PUBLISHED.staticKey }],
    ['payee.destination', { type: 'QR_CODE', qrCode: PUBLISHED.dynamic }],
    ['payee.destination', { type: 'PIX', pixKeyType: 'CNPJ', pixKey: '12ABC34501DE35' }],
    [
      'payee.destination',
      {
        type: 'BANK_ACCOUNT',
        bankAccount: { ispb: '12345678', branch: '0001', account: '123-4', accountType: 'PAYMENT' },
      },
    ],
  ])('takes %s = %j as it is', async (field, value) => {
    const body = payoutWith(field, value);
    await send(body).expect(202);
    const { request } = api.dispatched.commands[0] as RequestPayout;
    expect(request).toEqual({
      currency: null,
      callbackUrl: null,
      ...body,
      description: (body as { description?: string }).description ?? null,
    });
  });

  it('checks the digits of the given currency', async () => {
    await send({ ...PAYOUT, currency: 'JPY', amount: '50' }).expect(202);
    expect(faultyFields(await send({ ...PAYOUT, currency: 'JPY' }).expect(400))).toEqual(['amount']);
  });

  it('takes an ISPB with letters, because a CNPJ can have them', async () => {
    const bankAccount = { ispb: '12ABC345', branch: '1', account: '1', accountType: 'PAYMENT' };
    await send(payoutWith('payee.destination', { type: 'BANK_ACCOUNT', bankAccount })).expect(202);
    const [command] = api.dispatched.commands as RequestPayout[];
    expect(command!.request.payee.destination).toEqual({ type: 'BANK_ACCOUNT', bankAccount });
  });

  it.each([
    ['ispb', '1234567'],
    ['ispb', '12abc345'],
    ['ispb', '123456789'],
    ['ispb', 416968],
    ['branch', ''],
    ['account', '12 34'],
    ['accountType', 'payment'],
    ['owner', 'x'],
  ])('names bankAccount.%s', async (field, value) => {
    const bankAccount = {
      ispb: '12345678',
      branch: '1',
      account: '1',
      accountType: 'PAYMENT',
      [field]: value,
    };
    const body = payoutWith('payee.destination', { type: 'BANK_ACCOUNT', bankAccount });
    expect(faultyFields(await send(body).expect(400))).toEqual([`payee.destination.bankAccount.${field}`]);
  });
});

describe('a payout to a QR code', () => {
  const toCode = (qrCode: unknown) => payoutWith('payee.destination', { type: 'QR_CODE', qrCode });
  const why = (response: { body: unknown }) =>
    (response.body as { errors: { field: string; message: string }[] }).errors;

  it.each([
    ['no text', 7, 'it is no text'],
    ['nothing', undefined, 'it is no text'],
    ['an empty text', '', 'it does not end with its check sum, tag 63'],
    ['a number alone', '000201', 'it does not end with its check sum, tag 63'],
    ['NTX Pay’s own sample', NTX_SAMPLE, 'its check sum does not fit its text'],
    ['a code with a space after it', `${PUBLISHED.staticKey} `, 'it does not end with its check sum, tag 63'],
    ['a code that is too long', 'x'.repeat(90_000), 'it has more than 512 characters'],
    ['a recurrence', PUBLISHED.recurrence, 'it asks for no payment'],
    ['a charge with a recurrence', PUBLISHED.chargeAndRecurrence, 'it asks to agree to recurring debits'],
  ])('that is %s is refused, and told why', async (_, qrCode, reason) => {
    expect(why(await send(toCode(qrCode)).expect(400))).toMatchObject([
      {
        field: 'payee.destination.qrCode',
        message: expect.stringMatching(
          new RegExp(`must be a BR Code that can be paid by a payout, but ${reason}$`),
        ) as string,
        wanted: 'a BR Code that can be paid by a payout',
      },
    ]);
    expect(api.dispatched.commands).toEqual([]);
  });

  it.each([
    ['left out', {}, null, null],
    ['null', { name: null, document: null }, null, null],
    ['given in part', { name: 'Maria Silva' }, 'Maria Silva', null],
  ])('need not name the payee: %s', async (_, named, name, document) => {
    const destination = { type: 'QR_CODE', qrCode: PUBLISHED.dynamic };
    await send({ ...PAYOUT, payee: { ...named, destination } }).expect(202);
    const [command] = api.dispatched.commands as RequestPayout[];
    expect(command!.request.payee).toEqual({ name, document, destination });
  });

  it.each([
    ['payee.name', { name: ' ' }],
    ['payee.document', { document: '123' }],
  ])('has what is said of the payee checked: %s', async (field, named) => {
    const destination = { type: 'QR_CODE', qrCode: PUBLISHED.dynamic };
    expect(faultyFields(await send({ ...PAYOUT, payee: { ...named, destination } }).expect(400))).toEqual([
      field,
    ]);
  });

  it('takes every sound code as it is, and none of them with a character changed', async () => {
    const codes = samples.map(({ objects }) => codeOf(objects)).filter(text => text.length <= 512);
    await fc.assert(
      fc.asyncProperty(codes, fc.nat(), async (text, at) => {
        api.dispatched.clear();
        await send(toCode(text)).expect(202);
        const place = at % text.length;
        const changed = text.slice(0, place) + (text[place] === 'x' ? 'y' : 'x') + text.slice(place + 1);
        expect(faultyFields(await send(toCode(changed)).expect(400))).toEqual(['payee.destination.qrCode']);
        const taken = api.dispatched.commands as RequestPayout[];
        expect(taken.map(({ request }) => request.payee.destination)).toEqual([
          { type: 'QR_CODE', qrCode: text },
        ]);
      }),
      { numRuns: 25 },
    );
  });

  it('names the amount when the command finds another amount in the code', async () => {
    const message = 'amount must be 123.45, as the QR code says';
    api.dispatched.command = () => ({ code: 'AMOUNT_INVALID', message });
    expect(why(await send(toCode(PUBLISHED.dynamic)).expect(400))).toEqual([{ field: 'amount', message }]);
  });
});

describe('the Idempotency-Key', () => {
  const without = (path: string, body: object) => post(api, path, body).unset('Idempotency-Key');

  it.each([
    ['/v1/payouts', PAYOUT],
    ['/v1/accounts/merchant-1/deposits', { amount: '1.00', reference: 'r', provider: 'connectpsp' }],
  ])('is needed on %s', async (path, body) => {
    expect(faultyFields(await without(path, body).expect(400))).toEqual(['Idempotency-Key']);
    expect(faultyFields(await without(path, body).set('Idempotency-Key', '').expect(400))).toEqual([
      'Idempotency-Key',
    ]);
    expect(
      faultyFields(await without(path, body).set('Idempotency-Key', 'x'.repeat(256)).expect(400)),
    ).toEqual(['Idempotency-Key']);
    expect(faultyFields(await without(path, body).set('Idempotency-Key', 'é').expect(400))).toEqual([
      'Idempotency-Key',
    ]);
    expect(api.dispatched.commands).toEqual([]);
    await without(path, body)
      .set('Idempotency-Key', 'x'.repeat(255))
      .expect(response => expect(response.status).toBeLessThan(300));
  });

  it('is refused twice in one request', async () => {
    const headers = {
      Authorization: `Bearer ${ADMIN_KEY}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': ['a', 'b'],
    };
    const status = await new Promise((resolve, reject) => {
      const request = http.request(`${api.url}/v1/payouts`, { method: 'POST', headers }, response => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject).end(JSON.stringify(PAYOUT));
    });
    expect(status).toBe(400);
    expect(api.dispatched.commands).toEqual([]);
  });
});
