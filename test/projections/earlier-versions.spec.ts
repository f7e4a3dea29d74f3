import { sql } from 'kysely';
import { bookingTimes } from '../../src/projections/migrations/0010-booking-times';
import { payoutWarnings } from '../../src/projections/migrations/0018-payout-warnings';
import { payoutsAnew } from '../../src/projections/migrations/0019-payouts-anew';
import { entryNames } from '../../src/projections/migrations/0021-entry-names';
import { journalAnew } from '../../src/projections/migrations/0022-journal-anew';
import { payoutCallback } from '../../src/projections/migrations/0024-payout-callback';
import { ReadModels } from '../../src/projections/read-models';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { write, type Historian } from './histories';
import { dump, startTestPostgres, until, type TestPostgres } from './postgres';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

/** All read models have read the whole history, once. */
async function catchUp(eventStore: Historian['store'], databaseUrl: string): Promise<void> {
  const models = new ReadModels({ eventStore, databaseUrl, clock: systemClock, logger: silentLogger });
  await models.start();
  await until(() => models.status().projections.every(({ caughtUp }) => caughtUp));
  await models.stop();
}

it('entries of an earlier version get the booking times that a rebuild would give them', async () => {
  const { database, url: databaseUrl } = postgres;
  const historian = write([]);
  for (const minutes of [30, -40, 0, 90, -200, 10]) {
    historian.clockShiftMs = minutes * 60_000;
    historian.deposit('merchant-0', 5n);
  }
  await catchUp(historian.store, databaseUrl);
  const before = await dump(database);

  await sql`alter table journal_entry drop column booked_at`.execute(database);
  await sql`create index journal_entry_recorded on holdfast_journal.journal_entry (recorded_at)`.execute(
    database,
  );
  await bookingTimes('holdfast_journal').up(database);
  expect(await dump(database)).toEqual(before);
  const rows = await database
    .selectFrom('journalEntry')
    .select(['bookedAt', 'recordedAt'])
    .orderBy('commitPosition')
    .execute();
  const minutesBack = rows.map(
    ({ bookedAt, recordedAt }) => (bookedAt.getTime() - recordedAt.getTime()) / 60_000,
  );
  // The deposits one minute apart; the clock is 30 minutes ahead, 40 behind, right, 90 ahead, 200 behind, 10 ahead.
  expect(minutesBack).toEqual([0, 0, 0, 69, 28, 0, 289, 78]);
});

it('payouts of an earlier version get the warnings that stand in their events', async () => {
  const { database, url: databaseUrl } = postgres;
  await postgres.empty();
  const historian = write([]);
  historian.open('merchant-0');
  historian.deposit('merchant-0', 500n);
  const payoutId = historian.request('merchant-0', 100n, 0n)!;
  for await (const { body } of historian.store.readStream(`payout-${payoutId}`)) {
    const data = { ...body.data, payoutId: 'warned', warnings: ['PROVIDER_FLOAT_SHORT'] };
    historian.append('payout-warned', { ...body, data });
  }
  const held = { accountId: 'merchant-0', payoutId: 'warned', amountMinor: 100n, currency: 'BRL' };
  const limits = { shares: [{ limit: 'all/DUPLICATE', duplicateOf: payoutId }] };
  historian.append('account-merchant-0', { type: 'FundsHeld', data: { ...held, limits } });
  await catchUp(historian.store, databaseUrl);
  const before = await dump(database);
  const warned = await database.selectFrom('payout').select('warnings').where('id', '=', 'warned').execute();
  const duplicate = { code: 'DUPLICATE', payoutId };
  expect(warned).toEqual([{ warnings: [{ code: 'PROVIDER_FLOAT_SHORT' }, duplicate] }]);

  await sql`alter table payout drop column warnings`.execute(database);
  await payoutWarnings('holdfast_payouts').up(database);
  await payoutsAnew('holdfast_payouts', 'holdfast').up(database);
  await catchUp(historian.store, databaseUrl);
  expect(await dump(database)).toEqual(before);
});

it('payouts of an earlier version get the addresses that stand in their events', async () => {
  const { database, url: databaseUrl } = postgres;
  await postgres.empty();
  const historian = write([]);
  historian.deposit('merchant-0', 500n);
  const url = 'https://shop.example/orders/42';
  historian.request('merchant-0', 100n, 0n, null, { endpointId: 'e-1', url });
  historian.request('merchant-0', 100n, 0n);
  await catchUp(historian.store, databaseUrl);
  const before = await dump(database);
  const rows = await database.selectFrom('payout').select('callbackUrl').orderBy('commitPosition').execute();
  expect(rows).toEqual([{ callbackUrl: url }, { callbackUrl: null }]);

  await sql`alter table payout drop column callback_url`.execute(database);
  await payoutCallback('holdfast_payouts').up(database);
  await payoutsAnew('holdfast_payouts', 'holdfast').up(database);
  await catchUp(historian.store, databaseUrl);
  expect(await dump(database)).toEqual(before);
});

it('entries of an earlier version get the names that stand in their events', async () => {
  const { database, url: databaseUrl } = postgres;
  await postgres.empty();
  const historian = write([]);
  historian.request('merchant-0', 100n, 1n);
  const payout = historian.payouts[0]!;
  historian.submit(payout);
  historian.complete(payout, 1n);
  historian.giveBack(payout, 40n, 0n);
  await catchUp(historian.store, databaseUrl);
  const before = await dump(database);
  const rows = await database
    .selectFrom('journalEntry')
    .select(['eventType', 'reference', 'endToEndId'])
    .orderBy('commitPosition')
    .execute();
  const deposit = { eventType: 'FundsDeposited', endToEndId: null };
  expect(rows).toEqual([
    { ...deposit, reference: '1' },
    { ...deposit, reference: '3' },
    { eventType: 'FundsHeld', reference: null, endToEndId: null },
    { eventType: 'HoldCaptured', reference: null, endToEndId: `E${payout.id}` },
    { eventType: 'FundsReturned', reference: null, endToEndId: expect.stringMatching(/^D/) },
  ]);

  for (const table of ['journal_entry', 'reported_time'])
    await sql`alter table ${sql.table(table)} drop column end_to_end_id`.execute(database);
  await sql`alter table journal_entry drop column reference`.execute(database);
  await entryNames('holdfast_journal').up(database);
  await journalAnew('holdfast_journal', 'holdfast').up(database);
  await catchUp(historian.store, databaseUrl);
  expect(await dump(database)).toEqual(before);
});
