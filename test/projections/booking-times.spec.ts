import { sql } from 'kysely';
import { bookingTimes } from '../../src/projections/migrations/0010-booking-times';
import { ReadModels } from '../../src/projections/read-models';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { write } from './histories';
import { dump, startTestPostgres, until, type TestPostgres } from './postgres';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

it('entries of an earlier version get the booking times that a rebuild would give them', async () => {
  const { database, url: databaseUrl } = postgres;
  const historian = write([]);
  for (const minutes of [30, -40, 0, 90, -200, 10]) {
    historian.clockShiftMs = minutes * 60_000;
    historian.deposit('merchant-0', 5n);
  }
  const parts = { eventStore: historian.store, databaseUrl, clock: systemClock, logger: silentLogger };
  const models = new ReadModels(parts);
  await models.start();
  await until(() => models.status().projections.every(({ caughtUp }) => caughtUp));
  await models.stop();
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
