import { ReadModels } from '../../src/projections/read-models';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { expectedOf } from './expected';
import { Historian } from './histories';
import { readTables, startTestPostgres, until, type TestPostgres } from './postgres';
import { tapWriters } from './statement-tap';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const PAYOUTS = 500;
/** What begins and ends a transaction is counted as the transaction. */
const FRAMES = /^(begin|commit|rollback)$/;

function payOne(historian: Historian): void {
  historian.request('merchant-0', 100n, 2n);
  const payout = historian.payouts.at(-1)!;
  historian.submit(payout);
  historian.complete(payout, 2n);
}

it('a payout costs at most a twentieth of a transaction and four statements where many come at once', async () => {
  const historian = new Historian();
  historian.open('merchant-0');
  historian.deposit('merchant-0', 10_000_000n);
  const parts = { eventStore: historian.store, databaseUrl: postgres.url };
  const models = new ReadModels({ ...parts, clock: systemClock, logger: silentLogger });
  const isThere = () => {
    const { commit } = historian.store.log.at(-1)!.position;
    return models.status().projections.every(({ position }) => position?.commit === commit);
  };
  await models.start();
  await until(() => isThere() && models.status().projections.every(({ caughtUp }) => caughtUp));
  const statements: string[] = [];
  const untap = tapWriters({ before: ({ text }) => statements.push(text) });
  for (let payout = 0; payout < PAYOUTS; payout += 1) payOne(historian);
  await until(isThere);
  untap();
  await models.stop();

  const transactions = statements.filter(text => text === 'begin').length;
  expect(transactions / PAYOUTS).toBeLessThanOrEqual(1 / 20);
  expect(statements.filter(text => !FRAMES.test(text)).length / PAYOUTS).toBeLessThanOrEqual(4);
  // However many rows, the texts are the same few: PostgreSQL keeps them prepared.
  expect(new Set(statements).size).toBeLessThanOrEqual(20);
  expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
});
