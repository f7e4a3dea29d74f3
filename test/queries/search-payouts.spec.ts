import { sql } from 'kysely';
import { ListPayouts, ListPayoutsHandler, selectPayouts } from '../../src/queries/payouts/list-payouts';
import type { PayoutFilters } from '../../src/queries/payouts/payout-filters';
import type { VisibleAccounts } from '../../src/queries/reading/visible-accounts';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { rowsReadBy } from './rows-read';

const PAYOUTS = 100_000;
let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.empty();
  await insertPayouts();
});
afterAll(() => postgres.stop());

/** Of 100 accounts; one payout in a thousand is over 7.77, and one in 50,000 over 8.88. */
async function insertPayouts(): Promise<void> {
  await sql`insert into holdfast_payouts.payout (id, account_id, client_id, provider, status, currency,
      original_amount_minor, held_amount_minor, open_hold_minor, external_reference, payee, provider_id, transaction_id,
      end_to_end_id, requested_at, commit_position, prepare_position)
    select 'payout-' || n, 'shop-' || n % 100, 'client', 'connectpsp', 'PROCESSING', 'BRL', amount, amount, amount,
      'reference-' || n,
      jsonb_build_object('name', 'Maria', 'document', lpad(n::text, 11, '0'), 'destination',
        jsonb_build_object('type', 'PIX', 'pixKeyType', 'EMAIL', 'pixKey', 'payee-' || n || '@example.com')),
      'psp-' || n, 'transaction-' || n, 'E' || n, now(), n, n
    from (select n, case when n % 50000 = 5 then 888 when n % 1000 = 0 then 777 else 5000 end as amount
          from generate_series(1, ${sql.lit(PAYOUTS)}) as n) as numbered`.execute(postgres.database);
  await sql`analyze holdfast_payouts.payout`.execute(postgres.database);
}

async function ids(filters: PayoutFilters, accounts: VisibleAccounts = '*'): Promise<string[]> {
  const answer = await new ListPayoutsHandler(postgres.database).execute(new ListPayouts(accounts, filters));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.body.items.map(({ id }) => id);
}

const pixKey = (n: number) => ({ pixKeyType: 'EMAIL', pixKey: `payee-${n}@example.com` });

/** Each way to search, for one payout of 100,000 and the rows that may be looked at. */
const SEARCHES: readonly [string, PayoutFilters, number][] = [
  ['the payee’s document', { payeeDocument: '00000054321' }, 1],
  ['the PIX key', pixKey(54_321), 1],
  ['the provider’s id', { providerId: 'psp-54321' }, 1],
  ['the provider’s transaction', { providerId: 'transaction-54321' }, 1],
  ['the reference', { externalReference: 'reference-54321' }, 1],
  ['the PIX id of the payment', { endToEndId: 'E54321' }, 1],
];

describe('a search for payouts', () => {
  it.each(SEARCHES)('by %s finds the payout and looks at no other', async (_name, filters, rows) => {
    expect(await ids(filters)).toEqual(['payout-54321']);
    expect(await ids(filters, ['shop-21'])).toEqual(['payout-54321']);
    for (const accounts of ['*', ['shop-21']] as const)
      expect(
        await rowsReadBy(selectPayouts(postgres.database, accounts, filters, undefined, 51) as never),
      ).toBeLessThanOrEqual(rows);
  });

  it.each(SEARCHES)('by %s finds nothing of another client’s account', async (_name, filters) => {
    expect(await ids(filters, ['shop-22'])).toEqual([]);
  });

  it.each([
    ['a rare amount', '8.88', ['payout-50005', 'payout-5']],
    ['an amount of no payout', '6.66', []],
  ])('by %s finds each payout over it, the newest first', async (_name, amount, found) => {
    expect(await ids({ amount, currency: 'BRL' })).toEqual(found);
    expect(await ids({ amount, currency: 'USD' })).toEqual([]);
    const search = selectPayouts(postgres.database, '*', { amount, currency: 'BRL' }, undefined, 51);
    expect(await rowsReadBy(search as never)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['of one in a thousand', '7.77', undefined],
    ['of nearly all', '50.00', undefined],
    ['of nearly all, on a later page', '50.00', { commit: 40_000n, prepare: 40_000n }],
  ])('by an amount %s looks at one page', async (_name, amount, before) => {
    const search = selectPayouts(postgres.database, '*', { amount, currency: 'BRL' }, before, 51);
    expect(await rowsReadBy(search as never)).toBeLessThanOrEqual(101);
  });

  it('by an amount looks at a client’s own payouts, or at those over the amount', async () => {
    const own = { amount: '8.88', currency: 'BRL' } as const;
    const search = selectPayouts(postgres.database, ['shop-5'], own, undefined, 51);
    expect(await ids(own, ['shop-5'])).toEqual(['payout-50005', 'payout-5']);
    expect(await rowsReadBy(search as never)).toBeLessThanOrEqual(2);
  });

  it('by an amount of nearly all looks at a small part of all, for a client with a hundredth of them', async () => {
    const common = { amount: '50.00', currency: 'BRL' } as const;
    const page = selectPayouts(postgres.database, ['shop-7'], common, undefined, 51);
    expect(await rowsReadBy(page as never)).toBeLessThanOrEqual(PAYOUTS / 10);
  });

  it('finds nothing for an amount that the currency cannot have', async () => {
    expect(await ids({ amount: '50.00', currency: 'JPY' })).toEqual([]);
  });
});
