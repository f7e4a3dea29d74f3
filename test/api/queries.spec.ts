import { newEvents } from '../../src/event-store/new-events';
import { payoutStream } from '../../src/event-store/stream-names';
import { GetTrialBalance } from '../../src/queries/ledger/get-trial-balance';
import { ListJournalEntries } from '../../src/queries/ledger/list-journal-entries';
import { ListPayouts } from '../../src/queries/payouts/list-payouts';
import { faultyFields, get, startApi, type TestApi } from './support';

let api: TestApi;
const ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';
beforeAll(async () => {
  api = await startApi();
  const bodies = Array.from({ length: 5 }, (_, index) => ({
    type: `Event${index}`,
    data: { payoutId: ID, amountMinor: 5_000n },
  }));
  const cause = { causationId: ID, correlationId: ID, actor: 'client:test' };
  await api.store.append(
    payoutStream(ID),
    'no_stream',
    newEvents(payoutStream(ID), bodies, cause, new Date('2026-03-01T12:00:00Z')),
  );
});
afterAll(() => api.close());
beforeEach(() => {
  api.dispatched.clear();
  api.books.position = { commit: 4_711n, prepare: 4_711n };
  api.books.behind = false;
});

describe('the routes of queries', () => {
  it('answer an account', async () => {
    const response = await get(api, '/v1/accounts/merchant-1').expect(200);
    expect(response.body).toEqual({
      id: 'merchant-1',
      name: 'Merchant One',
      currency: 'BRL',
      openedAt: '2026-03-01T12:00:00.000Z',
      balance: { available: '950.00', held: '50.00', total: '1000.00' },
      status: 'OPEN',
      closedAt: null,
      owner: null,
    });
    expect(response.headers['ledger-position']).toBe('4711/4711');
  });

  it('answer a completed payout', async () => {
    const { body } = await get(api, `/v1/payouts/${ID}`).expect(200);
    expect(body).toMatchObject({
      status: 'COMPLETED',
      originalAmount: '50.00',
      feeAmount: '0.50',
      finalAmount: '50.50',
      heldAmount: '50.75',
      completedAt: '2026-03-01T12:00:00.000Z',
      failure: null,
      returnedAmount: '10.00',
      returns: [
        { endToEndId: 'D123', amount: '10.00', feeAmount: '0.10', returnedAt: '2026-03-01T12:00:00.000Z' },
      ],
    });
  });

  it('answer the books', async () => {
    const trialBalance = await get(api, '/v1/ledger/trial-balance').expect(200);
    expect(trialBalance.body).toEqual({
      asOf: null,
      accounts: [
        {
          ledgerAccount: 'provider:connectpsp:float',
          ledgerAccountName: 'Money at connectpsp',
          currency: 'BRL',
          debit: '1000.00',
          credit: '1000.00',
        },
      ],
      totals: [{ currency: 'BRL', debit: '1000.00', credit: '1000.00' }],
    });
    const entries = await get(api, '/v1/ledger/entries').expect(200);
    expect(entries.body).toMatchObject({
      items: [
        {
          eventType: 'FundsHeld',
          postings: [
            { debit: '50.00', credit: '0.00', balance: '-50.00' },
            { debit: '0.00', credit: '50.00' },
          ],
        },
      ],
      nextCursor: null,
    });
  });
});

describe('the filters of a list', () => {
  it('reach the query as they are meant', async () => {
    const query =
      'accountId=a&status=COMPLETED&provider=connectpsp&externalReference=r%201&endToEndId=E1&from=2026-03-01T12:00:00Z&to=2026-03-01T14:00:00%2B01:00';
    await get(api, `/v1/payouts?${query}&limit=7&cursor=abc`).expect(200);
    const filters = {
      accountId: 'a',
      status: 'COMPLETED' as const,
      provider: 'connectpsp',
      externalReference: 'r 1',
      endToEndId: 'E1',
      from: new Date('2026-03-01T12:00:00Z'),
      to: new Date('2026-03-01T13:00:00Z'),
    };
    await get(api, '/v1/ledger/entries?accountId=a&limit=200').expect(200);
    await get(api, '/v1/ledger/trial-balance?asOf=4711/4711').expect(200);
    await get(api, '/v1/ledger/trial-balance?asOf=2026-03-01T12:00:00Z').expect(200);
    expect(api.dispatched.queries).toEqual([
      new ListPayouts('*', filters, 7, 'abc'),
      new ListJournalEntries(
        '*',
        {
          accountId: 'a',
          payoutId: undefined,
          provider: undefined,
          eventType: undefined,
          ledgerAccount: undefined,
          from: undefined,
          to: undefined,
        },
        200,
      ),
      new GetTrialBalance({ commit: 4_711n, prepare: 4_711n }),
      new GetTrialBalance(new Date('2026-03-01T12:00:00Z')),
    ]);
  });

  it.each([
    ['/v1/payouts', 'limit', '0'],
    ['/v1/payouts', 'limit', '201'],
    ['/v1/payouts', 'limit', '1e1'],
    ['/v1/payouts', 'cursor', 'not a cursor'],
    ['/v1/payouts', 'status', 'LOST'],
    ['/v1/payouts', 'provider', 'other'],
    ['/v1/payouts', 'accountId', 'a%00b'],
    ['/v1/payouts', 'from', 'yesterday'],
    ['/v1/payouts', 'from', '2026-02-30T00:00:00Z'],
    ['/v1/payouts', 'to', '2026-02-31'],
    ['/v1/payouts', 'unknown', '1'],
    ['/v1/ledger/entries', 'payoutId', ''],
    ['/v1/ledger/trial-balance', 'asOf', 'now'],
    ['/v1/ledger/trial-balance', 'asOf', '-1'],
    [`/v1/payouts/${ID}/events`, 'cursor', 'AAAA'],
    [`/v1/payouts/${ID}/events`, 'limit', 'x'],
    ['/v1/audit/streams/a', 'cursor', 'cjAx'],
  ])('%s refuses %s=%s', async (path, name, value) => {
    expect(faultyFields(await get(api, `${path}?${name}=${value}`).expect(400))).toEqual([name]);
    expect(api.dispatched.queries).toEqual([]);
  });

  it('are refused when one is given twice', async () => {
    expect(faultyFields(await get(api, '/v1/payouts?accountId=a&accountId=b').expect(400))).toEqual([
      'accountId',
    ]);
  });

  it.each(['not-a-uuid', '%00', 'a'.repeat(500), '6A3C9F0E-53F2-5D0C-9A52-9B8E0D5F5B6D'])(
    'find no payout %s',
    async id => {
      for (const path of [`/v1/payouts/${id}`, `/v1/payouts/${id}/events`]) {
        expect((await get(api, path).expect(404)).body).toMatchObject({ code: 'PAYOUT_NOT_FOUND' });
      }
      expect(api.dispatched.queries).toEqual([]);
    },
  );
});

describe('Ledger-Position', () => {
  it('is answered when it is reached, and is 503 when the read models are behind', async () => {
    await get(api, '/v1/payouts').set('Ledger-Position', '4711/4711').expect(200);
    api.books.behind = true;
    const response = await get(api, '/v1/payouts').set('Ledger-Position', '4711/4711').expect(503);
    expect(response.body).toMatchObject({ code: 'PROJECTION_BEHIND' });
    expect(response.headers['retry-after']).toBeDefined();
    expect(api.dispatched.queries).toHaveLength(1);
  });

  it('is refused before the query runs when the log has not reached it', async () => {
    for (const path of ['/v1/accounts/a', '/v1/payouts', '/v1/ledger/trial-balance']) {
      const response = await get(api, path).set('Ledger-Position', '4712/4712').expect(400);
      expect(faultyFields(response)).toEqual(['Ledger-Position']);
    }
    const asOf = await get(api, '/v1/ledger/trial-balance?asOf=4712').expect(400);
    expect(faultyFields(asOf)).toEqual(['asOf']);
    expect(api.dispatched.queries).toEqual([]);
  });

  it('is not needed to find one thing by its id, also when the read models are behind', async () => {
    api.books.behind = true;
    for (const path of ['/v1/accounts/a', `/v1/payouts/${ID}`, `/v1/cases/${ID}`])
      await get(api, path).expect(200);
  });

  it.each(['', 'abc', '-1', '1/2/3', '1, 2'])('is refused when it is %j', async text => {
    expect(faultyFields(await get(api, '/v1/accounts/a').set('Ledger-Position', text).expect(400))).toEqual([
      'Ledger-Position',
    ]);
  });
});

describe('recorded events', () => {
  it('come page by page, oldest first, each event once', async () => {
    for (const limit of [1, 2, 5, 50]) {
      const types: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `&cursor=${cursor}`;
        const { body } = await get(api, `/v1/payouts/${ID}/events?limit=${limit}${query}`).expect(200);
        const page = body as { items: { type: string }[]; nextCursor: string | null };
        expect(page.items.length).toBeLessThanOrEqual(limit);
        types.push(...page.items.map(({ type }) => type));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(types).toEqual(['Event0', 'Event1', 'Event2', 'Event3', 'Event4']);
    }
  });

  it('are shown as they were recorded', async () => {
    const { body } = await get(api, `/v1/audit/streams/payout-${ID}?limit=1`).expect(200);
    expect(body).toMatchObject({
      items: [
        {
          type: 'Event0',
          stream: `payout-${ID}`,
          revision: 0,
          data: { payoutId: ID, amountMinor: 5_000 },
          metadata: { actor: 'client:test', $correlationId: ID },
        },
      ],
    });
  });

  it.each(['nothing', '$all', '$streams', '%24all', 'a%2Fb', 'a%00'])(
    'are not found in the stream %s',
    async stream => {
      expect((await get(api, `/v1/audit/streams/${stream}`).expect(404)).body).toMatchObject({
        code: 'STREAM_NOT_FOUND',
      });
    },
  );
});
