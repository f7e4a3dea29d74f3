import fc from 'fast-check';
import { sql } from 'kysely';
import { readModelSnapshot } from '../../src/audit/read-model';
import { verifyBooks } from '../../src/audit/verify';
import { comparePositions, type EventStore, type Position } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { storeOf } from '../support/history';
import { anyHistory } from './generated';
import { sampleEvents } from './sample';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

function sampleStore() {
  const store = storeOf([]);
  store.log.push(...sampleEvents());
  return store;
}

/** Runs the real projections over the store until each has passed its last event. */
async function project(eventStore: EventStore, last: Position): Promise<void> {
  const models = new ReadModels({
    eventStore,
    databaseUrl: postgres.url,
    clock: systemClock,
    logger: silentLogger,
  });
  const isThere = () =>
    models.status().projections.every(({ position }) => position && comparePositions(position, last) >= 0);
  const there = new Promise<void>(resolve => {
    models.onProgress(() => {
      if (isThere()) resolve();
    });
  });
  await models.start();
  await there;
  await models.stop();
}

describe('verification against the real read models', () => {
  it('agrees with the projections of any history', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async events => {
        await postgres.empty();
        const store = storeOf(events);
        await project(store, store.log.at(-1)!.position);
        const report = await verifyBooks(store, postgres.database);
        expect(report.differences).toEqual([]);
        expect(report.ok).toBe(true);
        expect(Object.values(report.readModelPositions)).toEqual(Array(3).fill(store.log.at(-1)!.position));
      }),
      { numRuns: 8 },
    );
  });

  it('is true of read models that are behind, at their own position', async () => {
    const store = sampleStore();
    const half = storeOf([]);
    half.log.push(...store.log.slice(0, 10));
    await project(half, half.log.at(-1)!.position);
    expect((await verifyBooks(store, postgres.database)).differences).toEqual([]);
    expect((await readModelSnapshot(postgres.database)).accounts.position).toEqual(half.log.at(-1)!.position);
  });

  const tampering: [string, string][] = [
    ['a balance', 'update account set available_minor = available_minor + 1'],
    [
      'two balances that hide each other',
      'update account set available_minor = available_minor + 1, held_minor = 1',
    ],
    ['a payout’s status', "update payout set status = 'OUTCOME_UNKNOWN' where status = 'REJECTED'"],
    ['a payout’s client', "update payout set client_id = 'another'"],
    ['a lost payout', "delete from payout where status = 'FAILED'"],
    ['a ledger total', 'update ledger_balance set debit_total_minor = debit_total_minor + 1'],
    ['a posting', 'update posting set debit_minor = debit_minor - 1 where debit_minor > 1 and index = 0'],
    ['a whole entry', 'delete from posting where entry_id = (select entry_id from posting limit 1)'],
    ['a checkpoint ahead of its rows', 'delete from account'],
  ];
  it.each(tampering)('finds %s that was changed by hand', async (_name, statement) => {
    const store = sampleStore();
    await project(store, store.log.at(-1)!.position);
    await postgres.database.connection().execute(async connection => {
      // Not even the database's own rules are in the way of whoever owns it.
      await sql`set session_replication_role = replica`.execute(connection);
      await sql`alter table payout drop constraint if exists payout_failed`.execute(connection);
      await sql.raw(statement).execute(connection);
      await sql`set session_replication_role = origin`.execute(connection);
    });
    const report = await verifyBooks(store, postgres.database);
    expect(report.ok).toBe(false);
    expect(report.differenceCount).toBeGreaterThan(0);
  });
});
