import { sql } from 'kysely';
import { journal } from '../../src/projections/migrations/0002-journal';
import { providerTimes } from '../../src/projections/migrations/0007-provider-times';
import { bookingTimes } from '../../src/projections/migrations/0010-booking-times';
import { balanceByStatement } from '../../src/projections/migrations/0011-balance-by-statement';
import type { Database } from '../../src/projections/schema';
import { derivedId } from '../../src/shared/ids';
import { startTestPostgres, type TestPostgres } from './postgres';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const entryOf = (place: number) => sql`insert into older.journal_entry
  (id, account_id, event_type, stream_id, revision, commit_position, prepare_position, occurred_at, recorded_at, booked_at)
  values (${derivedId('entry', String(place))}, 'a', 'FundsDeposited', 'account-a', ${place}, ${place}, ${place},
          now(), now(), now())`;
const postingsOf = (place: number, credit: number) => sql`insert into older.posting
  (entry_id, index, ledger_account, currency, debit_minor, credit_minor, commit_position, prepare_position,
   debit_total_minor, credit_total_minor)
  select ${derivedId('entry', String(place))}::uuid, index, 'a', 'BRL', debit, credit, ${place}, ${place}, debit, credit
  from (values (0, 5, 0), (1, 0, ${sql.lit(credit)})) as side (index, debit, credit)`;

/** As a writer of the former release has it: the entry first, its postings with the next statement. */
const bookInTwoStatements = (database: Database, place: number, credit: number) =>
  database.transaction().execute(async transaction => {
    await entryOf(place).execute(transaction);
    await postingsOf(place, credit).execute(transaction);
  });

it('a journal of an earlier version keeps its entries, and is checked for each statement from then on', async () => {
  const { database } = postgres;
  for (const migration of [journal, providerTimes, bookingTimes]) await migration('older').up(database);
  await bookInTwoStatements(database, 1, 5);
  await expect(bookInTwoStatements(database, 2, 4)).rejects.toThrow('does not balance');

  await balanceByStatement('older').up(database);
  await expect(entryOf(3).execute(database)).rejects.toThrow('does not balance');
  await expect(sql`with entry as (${entryOf(3)}) ${postingsOf(3, 4)}`.execute(database)).rejects.toThrow(
    'does not balance',
  );
  await sql`with entry as (${entryOf(3)}) ${postingsOf(3, 5)}`.execute(database);
  await expect(sql`delete from older.posting where index = 1`.execute(database)).rejects.toThrow(
    'does not balance',
  );
  const { rows } = await sql<{ place: bigint; postings: bigint }>`
    select commit_position as place, count(*) as postings from older.posting group by 1 order by 1`.execute(
    database,
  );
  expect(rows).toEqual([
    { place: 1n, postings: 2n },
    { place: 3n, postings: 2n },
  ]);
  // After it was renamed, as a rebuild does it, the schema is still checked.
  await sql`alter schema older rename to renamed`.execute(database);
  await expect(sql`delete from renamed.posting where index = 1`.execute(database)).rejects.toThrow(
    'does not balance',
  );
  await expect(sql`delete from renamed.posting`.execute(database)).rejects.toThrow('does not balance');
});
