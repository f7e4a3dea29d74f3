import * as fc from 'fast-check';
import supertest from 'supertest';
import { comparePositions, type Position } from '../../src/event-store/event-store';
import { GetTotalsAsOf, GetTotalsAsOfHandler } from '../../src/queries/payouts/totals/get-totals-as-of';
import { ListHoldsAsOf, ListHoldsAsOfHandler } from '../../src/queries/payouts/holds/list-holds-as-of';
import { expectedOf, type Expected } from '../projections/expected';
import { type Historian, step, write } from '../projections/histories';
import { ADMIN_KEY } from './ports';
import { serveBooks, type ServedBooks } from './served-books';

let books: ServedBooks;
let historian: Historian;
beforeAll(async () => {
  // An event is recorded each minute from 2026-01-01T00:00Z on, so the day in Brazil changes after three hours of it.
  historian = write([]);
  holdForEver();
  write(fc.sample(step, { numRuns: 260, seed: 33 }), historian);
  holdForEver();
  books = await serveBooks(historian);
}, 120_000);
afterAll(() => books.stop());

/** A payout that is never paid and never refused, so its hold stays open. */
function holdForEver(): void {
  historian.request('merchant-0', 5n, 1n);
  historian.payouts.at(-1)!.stage = 'requested';
}

const get = (path: string) => supertest(books.url).get(path).set('Authorization', `Bearer ${ADMIN_KEY}`);
const read = async (path: string, query: string): Promise<Record<string, unknown>> => {
  const { body } = await get(`${path}?${query}`).expect(200);
  return body as Record<string, unknown>;
};
/** What lies in a period: ids, and counts for totals. */
const contents = async (path: string, query: string): Promise<string[]> => {
  const { items, lines } = await read(path, path.endsWith('totals') ? query : `limit=200&${query}`);
  const things = (items ?? lines) as Record<string, unknown>[];
  if (!path.endsWith('totals')) return things.map(each => String(each.id ?? each.entryId ?? each.payoutId));
  return things.flatMap(({ status, currency, count }) =>
    Array.from({ length: Number(count) }, () => `${String(status)} ${String(currency)}`),
  );
};

const STATEMENT = '/v1/accounts/merchant-0/statement';
const ENTRIES = '/v1/ledger/entries';
const WITH_PERIOD = [
  STATEMENT,
  ENTRIES,
  '/v1/ledger/totals',
  '/v1/payouts',
  '/v1/ledger/aged-holds',
  '/v1/cases?status=ALL',
].map(route => route.split('?') as [string, string?]);
const WITH_AS_OF = [
  '/v1/accounts/merchant-0/balance',
  '/v1/accounts',
  '/v1/ledger/trial-balance',
  '/v1/ledger/totals',
  '/v1/ledger/aged-holds',
  '/v1/ledger/provider-floats',
];

describe.each(WITH_PERIOD)('the period of %s', (path, more = '') => {
  /** The entries of many hours are too many for one page, so all routes are asked about a short time. */
  const within = (query: string) =>
    contents(path, `${more && `${more}&`}${path === ENTRIES ? 'eventType=FundsHeld&' : ''}${query}`);

  it('is half-open, by instant and by day, in the time zone asked for', async () => {
    const inBrazil = 'timeZone=America/Sao_Paulo';
    const whole = await within('from=2025-12-01&to=2026-02-01');
    const before = await within(`to=2026-01-01&${inBrazil}`);
    const after = await within(`from=2026-01-01&${inBrazil}`);
    expect(before.length).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(0);
    expect([...before, ...after].sort()).toEqual([...whole].sort());
    expect(await within('to=2026-01-01T03:00:00Z')).toEqual(before);
    expect(await within('from=2026-01-01T00:00:00-03:00')).toEqual(after);
    expect(await within(`from=2026-01-01&timezone=America/Sao_Paulo`)).toEqual(after);
    expect(await within('to=2026-01-01')).toEqual([]);
    expect(await within('to=2026-01-01&timeZone=America/Rio_Branco')).not.toEqual(before);
  });

  it('is refused with every fault', async () => {
    const wrong = await get(`${path}?from=2026-02-30&to=later&timeZone=Europe/Paris`).expect(400);
    const { errors } = wrong.body as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual(['from', 'timeZone', 'to']);
    await get(`${path}?from=2026-03-02&to=2026-03-02`).expect(400);
    await get(`${path}?timeZone=UTC&timezone=America/Sao_Paulo`).expect(400);
  });
});

describe.each(WITH_AS_OF)('the moment of %s', path => {
  it('can be a day up to its end in a time zone, or an instant, and its answer stays', async () => {
    const day = await read(path, 'asOf=2025-12-31&timeZone=America/Sao_Paulo');
    const instant = await read(path, 'asOf=2026-01-01T02:59:59.999Z');
    const same = (body: Record<string, unknown>) => ({ ...body, asOf: '', timeZone: '', timezone: '' });
    const ofZone = (body: Record<string, unknown>) =>
      JSON.parse(JSON.stringify(same(body)).replaceAll('2025-12-31', '2026-01-01')) as object;
    expect(ofZone(day)).toEqual(ofZone(instant));
    expect(same(day)).not.toEqual(same(await read(path, '')));
    expect(same(await read(path, 'asOf=2025-12-30'))).not.toEqual(same(day));
    if ('asOf' in day) expect(day.asOf).toBe('2025-12-31');
  });

  it('that is over gives the figures of the present', async () => {
    // The books of a past moment do not tell the states before an outcome from each other.
    const without = (body: Record<string, unknown>) =>
      JSON.stringify({ ...body, asOf: null }, (key, value: unknown) =>
        ['ageSeconds', 'reason', 'status', 'lines'].includes(key) ? undefined : value,
      );
    expect(without(await read(path, 'asOf=2026-06-01'))).toEqual(without(await read(path, '')));
  });

  it.each(['2026-02-30', 'now', '2026-03'])('is refused when it is %s', async asOf => {
    const { body } = await get(`${path}?asOf=${asOf}`).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual(['asOf']);
  });

  it('waits until the day is over', async () => {
    const { body } = await get(`${path}?asOf=9999-12-31`).expect(503);
    expect(body).toMatchObject({ code: 'PROJECTION_BEHIND' });
  });
});

const valueOf = <Value>(answer: { ok: true; value: Value } | { ok: false }): Value => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
};

describe('the figures as of a past moment', () => {
  const upTo = (position: Position): Expected =>
    expectedOf(historian.store.log.filter(event => comparePositions(event.position, position) <= 0));
  const end = (): Position => historian.store.log.at(-1)!.position;

  /** Places where the books and the payouts say the same: directly after an entry. */
  const settledPlaces = () =>
    historian.store.log
      .filter(({ body }) => /^(Funds|HoldCaptured|HoldReleased)/.test(body.type))
      .filter((_event, index) => index % 6 === 0);
  const currencyOf = (payoutId: string): string =>
    historian.store.log
      .map(({ body }) => body.data as Record<string, string>)
      .find(data => data.payoutId === payoutId && data.currency !== undefined)!.currency!;
  const BOOKED = ['COMPLETED', 'FAILED', 'PARTIALLY_RETURNED', 'RETURNED'];

  it('totals as of any moment are what the events up to it make of the payouts with a hold', async () => {
    const handler = new GetTotalsAsOfHandler(books.postgres.database);
    for (const { position, recordedAt } of settledPlaces()) {
      const expected = new Map<string, bigint[]>();
      for (const [id, { status, original, fee, returned }] of Object.entries(upTo(position).payouts)) {
        if (status === 'REJECTED') continue;
        const key = `${BOOKED.includes(status) ? status : 'PROCESSING'} ${currencyOf(id)}`;
        const sums = expected.get(key) ?? [0n, 0n, 0n, 0n];
        const added = [1n, original, fee ?? 0n, returned];
        expected.set(
          key,
          sums.map((sum, index) => sum + added[index]!),
        );
      }
      for (const asOf of [position, recordedAt]) {
        const { body } = valueOf(await handler.execute(new GetTotalsAsOf('*', {}, 'UTC', asOf)));
        const found = body.map(line => [
          `${line.status} ${line.currency}`,
          [BigInt(line.count), line.amountMinor, line.feeMinor, line.returnedMinor],
        ]);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      }
    }
  });

  it('holds as of any moment are those that were open then, page by page', async () => {
    const handler = new ListHoldsAsOfHandler(books.postgres.database);
    let most = 0;
    for (const { position, recordedAt } of settledPlaces()) {
      const open = Object.entries(upTo(position).payouts).filter(([, { hold }]) => hold > 0n);
      most = Math.max(most, open.length);
      for (const asOf of [position, recordedAt]) {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const list = new ListHoldsAsOf('*', asOf, 0, {}, 3, cursor);
          const { body } = valueOf(await handler.execute(list));
          expect(body.at).toEqual(recordedAt);
          found.push(...body.items.map(({ payoutId, heldMinor }) => `${payoutId} ${heldMinor}`));
          cursor = body.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(found).toEqual(open.map(([id, { hold }]) => `${id} ${hold}`));
      }
    }
    expect(most).toBeGreaterThan(3);
    const old = new ListHoldsAsOf('*', end(), 60 * 60_000, {});
    const { body } = valueOf(await handler.execute(old));
    expect(body.items.every(({ requestedAt }) => requestedAt.getTime() < body.at.getTime() - 3_600_000)).toBe(
      true,
    );
    const later = new ListHoldsAsOf('*', { commit: end().commit + 1n, prepare: 0n }, 0, {});
    expect(await handler.execute(later)).toMatchObject({ refusal: { code: 'PROJECTION_BEHIND' } });
  });
});

interface Line {
  readonly entryId: string;
  readonly eventType: string;
  readonly payoutId: string | null;
  readonly reference: string;
  readonly endToEndId: string | null;
  readonly originalAmount: string | null;
  readonly feeAmount: string | null;
  readonly entries: number;
  readonly change: { readonly total: string; readonly held: string };
  readonly balance: { readonly total: string; readonly held: string };
}
interface Statement {
  readonly opening: { readonly at: string | null; readonly total: string };
  readonly closing: { readonly at: string | null; readonly total: string; readonly held: string };
  readonly lines: readonly Line[];
  readonly nextCursor: string | null;
}
const minor = (amount: string): bigint => BigInt(amount.replace('.', ''));

describe('a statement', () => {
  const pages = async (query: string, limit: number): Promise<{ statement: Statement; lines: Line[] }> => {
    const lines: Line[] = [];
    for (let cursor = ''; ;) {
      const statement = (await read(STATEMENT, `limit=${limit}&${query}${cursor}`)) as unknown as Statement;
      lines.push(...statement.lines);
      if (statement.nextCursor === null) return { statement, lines };
      cursor = `&cursor=${statement.nextCursor}`;
    }
  };

  it('names each line as its payout or its deposit is named', async () => {
    const said = (payoutId: string, type: string) =>
      historian.store.log.find(({ body }) => body.type === type && (body.data as Line).payoutId === payoutId)
        ?.body.data as Record<string, string> | undefined;
    const { lines } = await pages('', 200);
    const types = new Set<string>();
    for (const { entryId, eventType, payoutId, reference, endToEndId, originalAmount, feeAmount } of lines) {
      types.add(eventType);
      const event = historian.store.log.find(({ id }) => id === entryId)!.body.data as Record<
        string,
        unknown
      >;
      const asked = payoutId === null ? undefined : said(payoutId, 'PayoutRequested');
      expect(reference).toBe(asked ? asked.externalReference : event.reference);
      if (eventType !== 'HoldCaptured') continue;
      expect(endToEndId).toBe(said(payoutId!, 'PayoutCompleted')!.endToEndId);
      expect([minor(originalAmount!), minor(feeAmount!)]).toEqual([
        event.originalAmountMinor,
        event.feeAmountMinor,
      ]);
    }
    expect([...types]).toEqual(expect.arrayContaining(['FundsDeposited', 'HoldCaptured', 'FundsReturned']));
  });

  it.each([2, 200])('shows each payout as one line, %i on a page', async limit => {
    const inBrazil = 'from=2026-01-01&timeZone=America/Sao_Paulo';
    const apart = await pages(inBrazil, 200);
    const { statement, lines } = await pages(`${inBrazil}&lines=payouts`, limit);
    const sums = new Map<string, { total: bigint; entries: number; last: string }>();
    for (const { payoutId, entryId, change } of apart.lines) {
      const sum = sums.get(payoutId ?? entryId) ?? { total: 0n, entries: 0, last: '' };
      const total = sum.total + minor(change.total);
      sums.set(payoutId ?? entryId, { total, entries: sum.entries + 1, last: entryId });
    }
    expect(sums.size).toBeLessThan(apart.lines.length);
    expect(
      Object.fromEntries(
        lines.map(({ payoutId, entryId, change, entries }) => [
          payoutId ?? entryId,
          { total: minor(change.total), entries, last: entryId },
        ]),
      ),
    ).toEqual(Object.fromEntries(sums));
    expect(lines).toHaveLength(sums.size);
    let balance = minor(statement.opening.total);
    for (const line of lines) {
      balance += minor(line.change.total);
      expect(minor(line.balance.total)).toBe(balance);
    }
    expect(lines.at(-1)!.balance).toEqual({ ...lines.at(-1)!.balance, total: statement.closing.total });
    expect(statement.closing.total).toBe(apart.statement.closing.total);
    expect(minor(lines.at(-1)!.balance.held)).toBe(minor(statement.closing.held));
    const file = await get(`${STATEMENT}?${inBrazil}&lines=payouts&format=csv`).expect(200);
    expect(file.text.trim().split('\r\n')).toHaveLength(lines.length + 3);
  });

  it('dates its opening and closing balance', async () => {
    const of = async (query: string) => {
      const { opening, closing } = (await read(STATEMENT, query)) as unknown as Statement;
      return [opening.at, closing.at];
    };
    const booked = historian.store.log.filter(({ body }) => /^(Funds|HoldCap|HoldRel)/.test(body.type));
    const last = booked.at(-1)!.recordedAt.toISOString();
    expect(await of('from=2026-01-01&to=2026-02-01')).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
    ]);
    expect(await of('')).toEqual([null, last]);
    expect(await of('to=2999-01-01')).toEqual([null, last]);
    const { text } = await get(`${STATEMENT}?from=2026-01-01&to=2026-02-01&format=csv`).expect(200);
    const rows = text.trim().split('\r\n');
    expect(rows[1]).toContain('OPENING_BALANCE,,2026-01-01T00:00:00.000Z');
    expect(rows.at(-1)).toContain('CLOSING_BALANCE,,2026-02-01T00:00:00.000Z');
  });
});
