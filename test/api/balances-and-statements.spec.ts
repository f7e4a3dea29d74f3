import { GetBalance } from '../../src/queries/accounts/get-balance';
import { GetStatement } from '../../src/queries/accounts/get-statement';
import { GetTotals } from '../../src/queries/payouts/totals/get-totals';
import { ListAgedHolds } from '../../src/queries/payouts/holds/list-aged-holds';
import { faultyFields, get, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const AMOUNTS = { available: '950.00', held: '50.00', total: '1000.00' };

describe('the routes of balances and statements', () => {
  it('answer a balance as of a time or a position', async () => {
    const response = await get(api, '/v1/accounts/m/balance?asOf=4711/4711').expect(200);
    expect(response.body).toEqual({ accountId: 'm', currency: 'BRL', asOf: '4711/4711', ...AMOUNTS });
    expect(response.headers['ledger-position']).toBe('4711/4711');
  });

  it('answer a statement', async () => {
    const { body } = await get(api, '/v1/accounts/m/statement').expect(200);
    expect(body).toMatchObject({
      opening: AMOUNTS,
      lines: [{ change: { available: '0.25', held: '-50.75', total: '-50.50' }, balance: AMOUNTS }],
      closing: AMOUNTS,
    });
  });

  it('answer what a provider should have, and why it reports nothing', async () => {
    const { body } = await get(api, '/v1/ledger/provider-floats').expect(200);
    expect(body).toMatchObject({
      floats: [{ float: '950.00', fees: '0.50', expected: '949.50', reported: null, difference: null }],
    });
    expect((body as { floats: { reason: string }[] }).floats[0]!.reason).toContain('not asked');
  });
});

describe('a period', () => {
  const NONE = { from: undefined, to: undefined };
  it.each<[string, GetTotals['period']]>([
    ['', NONE],
    ['from=2026-03-01&to=2026-03-02', { from: new Date('2026-03-01'), to: new Date('2026-03-02') }],
    [
      'from=2026-03-01&to=2026-03-02&timezone=America/Sao_Paulo',
      { from: new Date('2026-03-01T03:00:00Z'), to: new Date('2026-03-02T03:00:00Z') },
    ],
    // Brazil's last summer time.
    ['from=2018-12-01&timezone=America/Sao_Paulo', { from: new Date('2018-12-01T02:00:00Z'), to: undefined }],
    [
      'from=2026-03-01T12:00:00-03:00&timezone=America/Sao_Paulo',
      { from: new Date('2026-03-01T15:00:00Z'), to: undefined },
    ],
  ])('%s is understood by statements and totals alike', async (query, period) => {
    await get(api, `/v1/accounts/m/statement?${query}`).expect(200);
    await get(api, `/v1/ledger/totals?${query}`).expect(200);
    const timezone = query.includes('Sao_Paulo') ? 'America/Sao_Paulo' : 'UTC';
    expect(api.dispatched.queries).toEqual([
      new GetStatement('m', period, 50, undefined),
      new GetTotals('*', period, timezone),
    ]);
  });

  it.each([
    ['from=2026-02-30', 'from'],
    ['to=yesterday', 'to'],
    ['timezone=Europe/Paris', 'timezone'],
    ['from=2026-03-02&to=2026-03-02', 'to'],
    ['from=2026-03-02&to=2026-03-01', 'to'],
  ])('%s is none', async (query, field) => {
    for (const path of ['/v1/accounts/m/statement', '/v1/ledger/totals', '/v1/ledger/entries']) {
      expect(faultyFields(await get(api, `${path}?${query}`).expect(400))).toEqual([field]);
    }
    expect(api.dispatched.queries).toEqual([]);
  });
});

describe('olderThan', () => {
  it.each([
    ['PT0S', 0],
    ['PT24H', 86_400_000],
    ['P1DT1H1M1S', 90_061_000],
  ])('of %s is counted from now', async (olderThan, ageMs) => {
    const before = Date.now() - ageMs;
    await get(api, `/v1/ledger/aged-holds?olderThan=${olderThan}&limit=3`).expect(200);
    const after = Date.now() - ageMs;
    const [{ requestedBefore, limit }] = api.dispatched.queries as [ListAgedHolds];
    expect(limit).toBe(3);
    expect(requestedBefore.getTime()).toBeGreaterThanOrEqual(before);
    expect(requestedBefore.getTime()).toBeLessThanOrEqual(after);
  });

  it('can be a time', async () => {
    await get(api, '/v1/ledger/aged-holds?olderThan=2026-03-01T12:00:00Z').expect(200);
    expect(api.dispatched.queries).toEqual([new ListAgedHolds('*', new Date('2026-03-01T12:00:00Z'), 50)]);
  });

  it.each(['P', 'PT', 'P1M', '1D', '-PT1H', 'PT1.5H', '24'])('refuses %s', async olderThan => {
    const response = await get(api, `/v1/ledger/aged-holds?olderThan=${olderThan}`).expect(400);
    expect(faultyFields(response)).toEqual(['olderThan']);
  });
});

describe('a request for balances', () => {
  it('is refused when asOf is no time and no position, or when the account id cannot be one', async () => {
    await get(api, '/v1/accounts/m/balance?asOf=2026-03-01T12:00:00Z').expect(200);
    expect(api.dispatched.queries).toEqual([new GetBalance('m', new Date('2026-03-01T12:00:00Z'))]);
    expect(faultyFields(await get(api, '/v1/accounts/m/balance?asOf=now').expect(400))).toEqual(['asOf']);
    for (const path of ['balance', 'statement']) {
      expect((await get(api, `/v1/accounts/%00/${path}`).expect(404)).body).toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
      });
    }
  });
});
