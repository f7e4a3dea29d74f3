import * as fc from 'fast-check';
import { FeedWindow } from '../../src/event-store/eventstoredb/feed/feed-window';
import type { RecentEvents } from '../../src/event-store/log/recent-events';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import { ReadModels } from '../../src/projections/read-models';
import { PROJECTION_NAMES } from '../../src/projections/schema';
import { catchUpProbe } from '../../src/composition/health/catch-up-probe';
import { GetAccount, GetAccountHandler } from '../../src/queries/accounts/get-account';
import { GetCase, GetCaseHandler } from '../../src/queries/cases/get-case';
import { GetPayout, GetPayoutHandler } from '../../src/queries/payouts/get-payout';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { step, take, write, type Historian } from '../projections/histories';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';

const SEED = Number(process.env['SEED'] ?? 15);

let postgres: TestPostgres;
let historian: Historian;
let models: ReadModels | undefined;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());
afterEach(async () => {
  await models?.stop();
  models = undefined;
});

const end = () => historian.store.log.at(-1)!.position;

async function follow(): Promise<void> {
  const parts = { databaseUrl: postgres.url, clock: systemClock, logger: silentLogger };
  models = new ReadModels({ eventStore: historian.store, ...parts });
  await models.start();
  const reader = new PositionWaiter({ database: postgres.database, clock: systemClock });
  expect(await reader.waitFor(end(), 30_000)).toMatchObject({ ok: true });
}

/** What this process has got lately: the last so many events. */
function lately(count: number): FeedWindow {
  const { log } = historian.store;
  const window = new FeedWindow(log.at(-count - 1)?.position, { maxEntries: 100_000, maxBytes: 1e9 });
  for (const event of log.slice(-count)) window.push({ kind: 'event', position: event.position, event }, 1);
  return window;
}

/** All that can be found by its id, as it is answered now. */
async function everything(recent?: RecentEvents): Promise<unknown[]> {
  const ends = new LogEndReader(historian.store);
  const live = { streams: historian.store, ends, ...(recent && { recent }) };
  const accounts = new GetAccountHandler(postgres.database, live);
  const payouts = new GetPayoutHandler(postgres.database, live);
  const cases = new GetCaseHandler(postgres.database, live);
  const idsIn = (type: string, name: string) =>
    historian.store.log
      .filter(({ body }) => body.type === type)
      .map(({ body }) => (body.data as Record<string, string>)[name]!);
  const found: unknown[] = [];
  for (const id of idsIn('AccountOpened', 'accountId'))
    found.push(await accounts.execute(new GetAccount(id)));
  for (const id of idsIn('PayoutRequested', 'payoutId')) found.push(await payouts.execute(new GetPayout(id)));
  for (const id of idsIn('CaseOpened', 'caseId')) {
    const answer = await cases.execute(new GetCase(id));
    // Which notifications spoke of it only the read model knows.
    found.push(answer.ok ? { ...answer.value, body: answer.value.body.case } : answer);
  }
  return found;
}

describe('what is found by its id', () => {
  it('is the same by its stream, by the read model, and by a read model that is behind', async () => {
    historian = write(fc.sample(step, { numRuns: 200, seed: SEED }));
    const byStream = await everything();
    expect(byStream.length).toBeGreaterThan(20);
    expect(byStream).not.toContainEqual(expect.objectContaining({ ok: false }));
    await follow();
    expect(await everything()).toEqual(byStream);
    await models!.stop();
    for (const each of fc.sample(step, { numRuns: 100, seed: SEED + 1 })) take(historian, each);
    const behind = await everything();
    expect(behind.length).toBeGreaterThan(byStream.length);
    for (const count of [1, 20, 1_000]) expect(await everything(lately(count))).toEqual(behind);
    await follow();
    expect(await everything()).toEqual(behind);
  });

  it('reads no stream of an account where this process has got what the read model lacks', async () => {
    historian = write(fc.sample(step, { numRuns: 100, seed: SEED }));
    await follow();
    await models!.stop();
    const before = historian.store.log.length;
    for (const each of fc.sample(step, { numRuns: 50, seed: SEED + 1 })) take(historian, each);
    const ends = new LogEndReader(historian.store);
    const reads = jest.spyOn(historian.store, 'readStream');
    const ask = async (recent: RecentEvents) => {
      const live = { streams: historian.store, ends, recent };
      await new GetAccountHandler(postgres.database, live).execute(new GetAccount('merchant-0'));
      return reads.mock.calls.length;
    };
    expect(await ask(lately(historian.store.log.length - before))).toBe(0);
    expect(await ask(lately(historian.store.log.length - before - 1))).toBe(1);
  });

  it('is not there where neither has it', async () => {
    historian = write([]);
    const live = { streams: historian.store, ends: new LogEndReader(historian.store) };
    const answer = await new GetPayoutHandler(postgres.database, live).execute(new GetPayout('nobody'));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'PAYOUT_NOT_FOUND' } });
  });
});

describe('the read models of a process that has started', () => {
  it('count as there once each has come as far as the log was, and from then on', async () => {
    historian = write(fc.sample(step, { numRuns: 50, seed: SEED }));
    const { check } = catchUpProbe(new LogEndReader(historian.store), postgres.database);
    expect(await check()).toBe(false);
    await follow();
    for (const name of PROJECTION_NAMES) {
      const others = PROJECTION_NAMES.filter(other => other !== name);
      const { check: another } = catchUpProbe(new LogEndReader(historian.store), postgres.database);
      const checkpoints = await postgres.database.selectFrom('projectionCheckpoint').selectAll().execute();
      await postgres.database.deleteFrom('projectionCheckpoint').where('name', '=', name).execute();
      expect([name, others.length, await another()]).toEqual([name, 3, false]);
      const taken = checkpoints.filter(row => row.name === name);
      await postgres.database.insertInto('projectionCheckpoint').values(taken).execute();
      expect(await another()).toBe(true);
    }
    expect(await check()).toBe(true);
    await postgres.empty();
    expect(await check()).toBe(true);
  });
});
