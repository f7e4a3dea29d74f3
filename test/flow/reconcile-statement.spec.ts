import { anotherClient } from '../support/another-client';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { EventsView } from '../support/views';

const holdfast = serviceOfThisFile(() => ({ env: { CONNECTPSP_FEE_SCHEDULE: '0.50' } }));

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

const HEADER = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date';
const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

interface Reconciled {
  id: string;
  matched: number;
  nothingMoved: number;
  breaks: number;
  errors?: { field: string; message: string }[];
}

async function reconcile(body: string, from: string, to: string, type = 'text/csv') {
  const query = new URLSearchParams({ provider: 'connectpsp', from, to });
  const answer = await fetch(`${holdfast().service.url}/v1/reconciliations?${query.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': type, Authorization: `Bearer ${ADMIN_KEY}` },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Reconciled };
}

interface CaseRow {
  id: string;
  kind: string;
  payoutId: string | null;
  detail: string;
}

const breaks = async (): Promise<CaseRow[]> =>
  (await holdfast().api.get<{ items: CaseRow[] }>('/v1/cases?kind=RECONCILIATION_BREAK')).body.items;

describe('reconcile statement', () => {
  const from = hoursFromNow(-24);
  const to = hoursFromNow(24);
  let statement: string;

  it('matches what both have, and makes a case of what one has not or has otherwise', async () => {
    const agreed = await holdfast().payOut(payoutBody('merchant-1', 'agreed', '50.00'));
    const differing = await holdfast().payOut(payoutBody('merchant-1', 'differing', '60.00'));
    const missing = await holdfast().payOut(payoutBody('merchant-1', 'missing', '70.00'));
    statement = [
      HEADER,
      `PAYOUT,COMPLETED,,agreed,${agreed.endToEndId},50.00,0.50,`,
      `PAYOUT,COMPLETED,,differing,${differing.endToEndId},60.01,0.50,`,
      'PAYOUT,COMPLETED,P404,nobody,,80.00,0.50,',
      'PAYOUT,FAILED,P405,nobody-2,,90.00,,',
      'FEE,COMPLETED,,,,1.50,,',
    ].join('\r\n');
    const { status, body } = await reconcile(statement, from, to);
    expect([status, body]).toEqual([200, { id: body.id, matched: 1, nothingMoved: 1, breaks: 3 }]);
    const found = await eventually('every break is a case', async () => {
      const cases = await breaks();
      return cases.length === 3 && cases;
    });
    expect(found.map(({ payoutId, detail }) => [payoutId, detail.split(':')[0]]).sort()).toEqual(
      [
        [differing.id, 'DIFFERS'],
        [missing.id, 'MISSING_THERE'],
        [null, 'MISSING_HERE'],
      ].sort(),
    );
  });

  it('gives the result as a file: each line with what it was matched by, and each break', async () => {
    const { body } = await reconcile(statement, from, to);
    const path = `/v1/reconciliations/${body.id}`;
    const read = async (query: string) => {
      const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
      const answer = await fetch(`${holdfast().service.url}${path}?${query}`, { headers });
      return { name: answer.headers.get('content-disposition'), text: await answer.text() };
    };
    const { name, text } = await read('format=csv');
    expect(name).toContain(`reconciliation-${body.id}.csv`);
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toBe(
      'line,result,matchedBy,payoutId,kind,status,externalReference,endToEndId,providerId,amount,feeAmount,providerTime,detail,since',
    );
    const cells = rows.map(row => row.split(','));
    expect(cells.map(([line, result, by]) => [line, result, by]).sort()).toEqual([
      ['', 'MISSING_THERE', ''],
      ['1', 'MATCHED', 'END_TO_END_ID'],
      ['2', 'DIFFERS', ''],
      ['3', 'MISSING_HERE', ''],
    ]);
    expect(cells.find(([line]) => line === '3')?.slice(6, 11)).toEqual([
      'nobody',
      '',
      'P404',
      '80.00',
      '0.50',
    ]);
    const portuguese = await read('format=csv&locale=pt-BR');
    expect(portuguese.text).toMatch(/^\ufeff?Linha;Resultado;/);
    expect(portuguese.text).toContain(';80,00;0,50;');
    const nothing = await read('format=csv').then(() =>
      holdfast().api.get('/v1/reconciliations/00000000-0000-4000-8000-000000000000?format=csv'),
    );
    expect(nothing.status).toBe(404);
  });

  it('changes nothing when the same file comes again', async () => {
    const first = await reconcile(statement, from, to);
    const events = await holdfast().api.get<EventsView>(`/v1/reconciliations/${first.body.id}`);
    expect(await reconcile(statement, from, to)).toEqual(first);
    const after = await holdfast().api.get<EventsView>(`/v1/reconciliations/${first.body.id}`);
    expect(after.body).toEqual(events.body);
    expect(await breaks()).toHaveLength(3);
  });

  it.each([
    ['an unreadable line', `${HEADER}\nPAYOUT,COMPLETED,A,,,x,,`, 'text/csv', from, to, 'line 1'],
    ['other columns', 'a,b\n1,2', 'text/csv', from, to, 'line 1'],
    ['JSON of no kind', '{}', 'application/json', from, to, 'line 0'],
    ['a period that ends before it begins', HEADER, 'text/csv', to, from, 'to'],
  ])('refuses %s and says where', async (_name, body, type, begin, end, field) => {
    const { status, body: problem } = await reconcile(body, begin, end, type);
    expect([status, problem.errors?.map(error => error.field)]).toEqual([400, [field]]);
  });
});

/** The month that many months ago, on the clock of São Paulo. */
function monthsAgo(count: number): string {
  const [year, month] = new Date(Date.now() - 3 * 3_600_000).toISOString().split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 - count, 1)).toISOString().slice(0, 7);
}

interface PeriodView {
  period: string;
  status: string;
  seal: { lines: number; position: string | null; closedBy: string } | null;
  reopening: object | null;
  blockers?: { kind: string; ids: string[] }[];
}

describe('close period', () => {
  const get = async (path: string) => (await holdfast().api.get<PeriodView>(path)).body;

  it('lists what is in the way, and writes nothing', async () => {
    const alice = await anotherClient(holdfast().service, 'alice', ['accounting']);
    const before = await holdfast().recorded();
    const { status, blockers } = await get(`/v1/periods/${monthsAgo(0)}`);
    const open = (await breaks()).map(({ id }) => id);
    expect(open.length).toBeGreaterThan(0);
    expect([status, blockers?.map(({ kind }) => kind)]).toEqual(['OPEN', ['NOT_OVER', 'BREAK_OPEN']]);
    expect([...(blockers?.[1]?.ids ?? [])].sort()).toEqual(open.sort());
    const refused = await alice(`/v1/periods/${monthsAgo(0)}/close`, {}, 'none');
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'PERIOD_BLOCKED', blockers }]);
    expect((await alice('/v1/periods/2026-13/close', {}, 'none')).status).toBe(404);
    expect(
      (await alice(`/v1/periods/${monthsAgo(2)}/reopen`, { reason: 'none' }, 'none')).body,
    ).toMatchObject({
      code: 'PERIOD_NOT_CLOSED',
    });
    expect(await holdfast().recorded()).toBe(before);
  });

  it('seals a month once, until two persons open it again', async () => {
    const path = `/v1/periods/${monthsAgo(2)}`;
    const [alice, bob] = [
      await anotherClient(holdfast().service, 'alice', ['accounting']),
      await anotherClient(holdfast().service, 'bob', ['accounting']),
    ];
    const closed = await alice(`${path}/close`, {}, 'none');
    expect([closed.status, closed.body]).toMatchObject([
      200,
      { status: 'CLOSED', seal: { lines: 0, position: null, closedBy: 'alice' } },
    ]);
    expect(await bob(`${path}/close`, {}, 'none')).toEqual(closed);
    const wish = { reason: 'closed too early' };
    expect((await alice(`${path}/reopen`, wish, 'none')).body).toMatchObject({ status: 'PROPOSED' });
    expect((await alice(`${path}/reopen`, wish, 'none')).body).toMatchObject({ status: 'PROPOSED' });
    expect(await get(path)).toMatchObject({ status: 'CLOSED', reopening: { proposedBy: 'alice' } });
    expect((await bob(`${path}/reopen`, wish, 'none')).body).toMatchObject({ status: 'REOPENED' });
    expect(await get(path)).toMatchObject({ status: 'OPEN', seal: null, reopening: null, blockers: [] });
    expect((await bob(`${path}/close`, {}, 'none')).body).toMatchObject({ seal: { closedBy: 'bob' } });
    const { items } = (await holdfast().api.get<{ items: PeriodView[] }>('/v1/periods')).body;
    expect(items.map(({ period, status }) => [period, status])).toEqual([[monthsAgo(2), 'CLOSED']]);
  });
});

describe('settle fees', () => {
  interface FeesView {
    owed: { currency: string; amount: string }[];
    items: { status: string; reference: string; confirmedBy: string | null }[];
    nextCursor: string | null;
  }
  const PATH = '/v1/providers/connectpsp/fee-settlements';
  const get = async (query = '') => (await holdfast().api.get<FeesView>(PATH + query)).body;
  const wish = { amount: '1.00', paidFrom: 'FLOAT', reference: 'invoice-1', evidence: 'Line 5' };
  const floatOf = async () =>
    (
      await holdfast().api.get<{ floats: { float: string; fees: string; expected: string }[] }>(
        '/v1/ledger/provider-floats',
      )
    ).body.floats[0];

  it('asks two persons, and never takes more than is owed', async () => {
    const [alice, bob] = [
      await anotherClient(holdfast().service, 'alice', ['accounting']),
      await anotherClient(holdfast().service, 'bob', ['accounting']),
    ];
    expect(await get()).toEqual({ owed: [{ currency: 'BRL', amount: '1.50' }], items: [], nextCursor: null });
    expect(await floatOf()).toMatchObject({ float: '820.00', fees: '1.50', expected: '818.50' });
    const before = await holdfast().recorded();
    const more = await alice(PATH, { ...wish, amount: '1.51' }, 'more');
    expect([more.status, more.body]).toMatchObject([422, { code: 'FEES_NOT_OWED', owed: '1.50' }]);
    const wrong = await alice(PATH, { amount: '1.5', paidFrom: 'BANK', reference: '' }, 'wrong');
    expect(wrong.body).toMatchObject({
      errors: ['amount', 'paidFrom', 'reference', 'evidence'].map(field => ({ field })),
    });
    expect((await alice('/v1/providers/nobody/fee-settlements', wish, 'x')).status).toBe(404);
    expect(await holdfast().recorded()).toBe(before);

    const proposed = await alice(PATH, wish, 'proposal');
    expect([proposed.status, proposed.body['status']]).toEqual([202, 'PROPOSED']);
    expect((await alice(PATH, wish, 'again')).body).toMatchObject({ code: 'SECOND_PERSON_REQUIRED' });
    expect((await bob(PATH, wish, 'confirmation')).body).toMatchObject({ status: 'SETTLED' });
    expect(await alice(PATH, wish, 'proposal')).toEqual(proposed);
    expect(await get()).toMatchObject({
      owed: [{ amount: '0.50' }],
      items: [{ status: 'SETTLED', reference: 'invoice-1', confirmedBy: 'bob' }],
    });
    expect(await floatOf()).toMatchObject({ float: '819.00', fees: '0.50', expected: '818.50' });
  });

  it('lists the latest first, page by page', async () => {
    const alice = await anotherClient(holdfast().service, 'alice', ['accounting']);
    for (const reference of ['invoice-2', 'invoice-3'])
      await alice(PATH, { ...wish, amount: '0.10', reference }, reference);
    const first = await get('?limit=2');
    expect(first.items.map(({ reference }) => reference)).toEqual(['invoice-3', 'invoice-2']);
    const second = await get(`?limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map(({ reference }) => reference)).toEqual(['invoice-1']);
    expect(second.nextCursor).toBeNull();
  });
});
