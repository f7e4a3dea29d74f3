import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import { faultyFields, ORIGIN, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

describe('POST /v1/accounts', () => {
  it('opens the account with the given id, in BRL when no currency is given', async () => {
    const response = await post(api, '/v1/accounts', { id: 'merchant-1', name: 'Merchant One' }).expect(201);
    expect(response.body).toEqual({ id: 'merchant-1', name: 'Merchant One', currency: 'BRL', owner: null });
    expect(response.headers).toMatchObject({
      location: '/v1/accounts/merchant-1',
      'ledger-position': '4711/4711',
    });
    expect(api.dispatched.commands).toEqual([
      new OpenAccount('admin', 'merchant-1', 'Merchant One', 'BRL', ORIGIN),
    ]);
  });

  it('makes a new id each time when none is given', async () => {
    const ids = new Set<string>();
    for (let count = 0; count < 5; count += 1) {
      const response = await post(api, '/v1/accounts', { name: 'x' }).expect(201);
      ids.add((response.body as { id: string }).id);
    }
    expect(ids.size).toBe(5);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['id', ''],
    ['id', '.hidden'],
    ['id', 'a/b'],
    ['id', 'a b'],
    ['id', 'a'.repeat(65)],
    ['id', 7],
    ['name', ''],
    ['name', '  '],
    ['name', undefined],
    ['name', 'a\u0007'],
    ['currency', 'brl'],
    ['currency', 'BTC'],
    ['balance', '1.00'],
  ])('refuses %s = %j', async (field, value) => {
    const response = await post(api, '/v1/accounts', {
      id: 'a',
      name: 'x',
      currency: 'BRL',
      [field]: value,
    }).expect(400);
    expect(faultyFields(response)).toEqual([field]);
    expect(api.dispatched.commands).toEqual([]);
  });
});

const DEPOSIT = { amount: '1.00', reference: 'r', provider: 'ntxpay' };

describe('POST /v1/accounts/{id}/deposits', () => {
  const deposit = (body: object, id = 'merchant-1') => post(api, `/v1/accounts/${id}/deposits`, body);

  it('records the deposit', async () => {
    const response = await deposit({
      amount: '1000.00',
      reference: 'transfer-1',
      provider: 'connectpsp',
    }).expect(201);
    expect(response.body).toMatchObject({
      id: 'd-1',
      accountId: 'merchant-1',
      amount: '1000.00',
      currency: 'BRL',
    });
    const request = {
      accountId: 'merchant-1',
      amount: '1000.00',
      reference: 'transfer-1',
      provider: 'connectpsp' as const,
    };
    expect(api.dispatched.commands).toEqual([new DepositFunds('admin', 'key-1', request, ORIGIN)]);
  });

  it.each([
    ['amount', '0.00'],
    ['amount', 10],
    ['amount', '1.0'],
    ['reference', ''],
    ['provider', 'bank'],
    ['provider', undefined],
    ['provider', null],
    ['currency', 'BRL'],
  ])('refuses %s = %j', async (field, value) => {
    expect(faultyFields(await deposit({ ...DEPOSIT, [field]: value }).expect(400))).toEqual([field]);
    expect(api.dispatched.commands).toEqual([]);
  });

  it.each(['a%20b', '.x', 'a%00b', 'a'.repeat(65)])('finds no account %s', async id => {
    const response = await deposit(DEPOSIT, id).expect(404);
    expect(response.body).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect(api.dispatched.commands).toEqual([]);
  });
});
