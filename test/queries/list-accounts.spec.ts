import * as fc from 'fast-check';
import { sql } from 'kysely';
import { comparePositions, type Position } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { ListAccounts, ListAccountsHandler, selectAccounts } from '../../src/queries/accounts/list-accounts';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { expectedOf } from '../projections/expected';
import { type Historian, step, write } from '../projections/histories';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { rowsReadBy } from './rows-read';

let postgres: TestPostgres;
let models: ReadModels | undefined;
let historian: Historian;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

beforeAll(async () => {
  await postgres.empty();
  historian = write(fc.sample(step, { numRuns: 200, seed: 21 }));
  const { store: eventStore } = historian;
  models = new ReadModels({
    eventStore,
    databaseUrl: postgres.url,
    clock: systemClock,
    logger: silentLogger,
  });
  await models.start();
  const waiter = new PositionWaiter({ database: postgres.database, clock: systemClock });
  expect(await waiter.waitFor(historian.store.log.at(-1)!.position, 30_000)).toMatchObject({ ok: true });
});
afterAll(() => models?.stop());

async function page(list: ListAccounts) {
  const answer = await new ListAccountsHandler(postgres.database).execute(list);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.body;
}

const upTo = (position: Position) =>
  expectedOf(historian.store.log.filter(event => comparePositions(event.position, position) <= 0)).accounts;

const balances = (items: Awaited<ReturnType<typeof page>>['items']) =>
  Object.fromEntries(
    items.map(({ id, availableMinor, heldMinor, totalMinor }) => [
      id,
      [availableMinor, heldMinor, totalMinor],
    ]),
  );

const expectedBalances = (accounts: ReturnType<typeof upTo>) =>
  Object.fromEntries(
    Object.entries(accounts).map(([id, { available, held }]) => [id, [available, held, available + held]]),
  );

/** All pages, one after another. */
async function ids(list: (cursor?: string) => ListAccounts): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await page(list(cursor));
    found.push(...items.map(({ id }) => id));
    if (nextCursor === null) return found;
    cursor = nextCursor;
  }
}

describe('ListAccounts', () => {
  it('has every account with its balance as the events say', async () => {
    const { items } = await page(new ListAccounts('*', {}));
    expect(items.length).toBeGreaterThan(1);
    expect(balances(items)).toEqual(expectedBalances(upTo(historian.store.log.at(-1)!.position)));
  });

  it('has the balances as of a position', async () => {
    for (const { position } of historian.store.log.filter((_event, index) => index % 20 === 0)) {
      const { items } = await page(new ListAccounts('*', {}, position));
      expect(balances(items)).toMatchObject(expectedBalances(upTo(position)));
    }
  });

  it('shows a client its own accounts alone', async () => {
    const own = await page(new ListAccounts(['merchant-1', 'of-nobody'], {}));
    expect(own.items.map(({ id }) => id)).toEqual(['merchant-1']);
    expect((await page(new ListAccounts([], {}))).items).toEqual([]);
  });

  it('refuses a cursor of another list, of other filters and of another time', async () => {
    const { nextCursor } = await page(new ListAccounts('*', {}, undefined, 1));
    const handler = new ListAccountsHandler(postgres.database);
    const invalid = { ok: false, refusal: { code: 'CURSOR_INVALID' } };
    for (const other of [
      new ListAccounts('*', { id: 'm' }, undefined, 1, nextCursor!),
      new ListAccounts('*', {}, new Date(), 1, nextCursor!),
      new ListAccounts('*', {}, undefined, 1, 'xxxx'),
    ])
      expect(await handler.execute(other)).toMatchObject(invalid);
  });

  describe('with 100,000 accounts more', () => {
    beforeAll(async () => {
      await sql`insert into holdfast_accounts.account (id, name, currency, available_minor, held_minor, revision, opened_at)
        select 'shop_' || lpad(n::text, 6, '0'), case when n % 50000 = 7 then 'Ärea 100%_' else 'Shop ' end || n,
          'BRL', n, 0, 0, now() from generate_series(1, 100000) as n`.execute(postgres.database);
      await sql`update holdfast_accounts.account set closed_at = now() where id = 'shop_070000'`.execute(
        postgres.database,
      );
      await sql`analyze holdfast_accounts.account`.execute(postgres.database);
    });

    it('pages through them without a gap or a repeat', async () => {
      const found = await ids(cursor => new ListAccounts('*', { id: 'shop_0999' }, undefined, 13, cursor));
      expect(found).toEqual(Array.from({ length: 100 }, (_, n) => `shop_0999${String(n).padStart(2, '0')}`));
    });

    it('finds names by their beginning in any case, and takes no character for a pattern', async () => {
      const named = await page(new ListAccounts('*', { name: 'ÄREA 100%_' }));
      expect(named.items.map(({ id }) => id)).toEqual(['shop_000007', 'shop_050007']);
      expect((await page(new ListAccounts('*', { name: '%' }))).items).toEqual([]);
      expect((await page(new ListAccounts('*', { id: 'shop-' }))).items).toEqual([]);
    });

    it('gives the closed ones alone, or the open ones', async () => {
      const closed = await page(new ListAccounts('*', { status: 'CLOSED' }));
      expect(closed.items.map(({ id }) => id)).toEqual(['shop_070000']);
      const open = await page(new ListAccounts('*', { status: 'OPEN', id: 'shop_0700' }, undefined, 200));
      expect(open.items.map(({ id }) => id)).not.toContain('shop_070000');
      expect(open.items).toHaveLength(99);
    });

    it.each([
      ['the first page', {}, undefined],
      ['the last page', {}, 'shop_099940'],
      ['a page of an id', { id: 'shop_05' }, 'shop_055000'],
      ['the closed ones', { status: 'CLOSED' as const }, undefined],
      ['the open ones', { status: 'OPEN' as const }, 'shop_069990'],
    ])('reads one row more than it shows at most, for %s', async (_name, filters, after) => {
      const list = new ListAccounts('*', filters);
      const rows = await rowsReadBy(selectAccounts(postgres.database, list, after, 51) as never);
      // One closed account stands between the open ones.
      expect(rows).toBeLessThanOrEqual(52);
    });
  });
});
