import * as fc from 'fast-check';
import type { EventStore, SubscribeOptions } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { PROJECTION_NAMES, type ProjectionName } from '../../src/projections/schema';
import { clearReadModel } from '../../src/projections/writer/clear-read-model';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { whileReadModelsBlocked } from '../support/block-read-models';
import { expectedOf } from './expected';
import { step, take, write, type Historian } from './histories';
import { readTables, startTestPostgres, until, type TestPostgres } from './postgres';

let postgres: TestPostgres;
let models: ReadModels | undefined;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());
afterEach(() => models?.stop());

async function follow(eventStore: Pick<EventStore, 'subscribe'>): Promise<ReadModels> {
  await models?.stop();
  const { url: databaseUrl } = postgres;
  models = new ReadModels({ eventStore, databaseUrl, clock: systemClock, logger: silentLogger });
  await models.start();
  return models;
}

const end = ({ store }: Historian) => store.log.at(-1)!.position.commit;
const placesOf = (of: ReadModels) =>
  Object.fromEntries(of.status().projections.map(({ name, position }) => [name, position?.commit]));
const isAt = (of: ReadModels, place: bigint, names: readonly ProjectionName[] = PROJECTION_NAMES) =>
  until(() => names.every(name => placesOf(of)[name] === place));

const without = (held: ProjectionName) => PROJECTION_NAMES.filter(name => name !== held);
const sample = (seed: number) => fc.sample(step, { numRuns: 60, seed });

describe('a read model whose checkpoint somebody else holds', () => {
  it.each(PROJECTION_NAMES)('is left behind by the others, and follows when it is let go: %s', async held => {
    const historian = write(sample(1));
    const running = await follow(historian.store);
    await isAt(running, end(historian));
    const before = end(historian);
    await whileReadModelsBlocked(
      postgres.database,
      async () => {
        for (const each of sample(2)) take(historian, each);
        await isAt(running, end(historian), without(held));
        for (const each of sample(3)) take(historian, each);
        await isAt(running, end(historian), without(held));
        expect(placesOf(running)[held]).toBe(before);
      },
      [held],
    );
    // Nothing new is recorded: it is tried again all the same.
    await isAt(running, end(historian));
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
    expect(running.status().healthy).toBe(true);
  });
});

describe('read models at different places', () => {
  it.each(PROJECTION_NAMES)(
    'are brought together, and none applies an event twice: %s from nothing',
    async name => {
      const historian = write(sample(4));
      const first = await follow(historian.store);
      await isAt(first, end(historian));
      await first.stop();
      await clearReadModel(postgres.database, name);
      for (const each of sample(5)) take(historian, each);
      const second = await follow(historian.store);
      await isAt(second, end(historian));
      expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
      expect(second.status().projections.map(({ foreignLogs }) => foreignLogs)).toEqual([0, 0, 0, 0]);
    },
  );

  it('those ahead are proved before they pass over what they have', async () => {
    await buildAllAndClearAccounts(write(sample(6)));
    const other = write(sample(7));
    const running = await follow(other.store);
    await isAt(running, end(other));
    expect(foreignLogsOf(running)).toEqual({ journal: 1, accounts: 0, payouts: 1, cases: 1 });
    expect(await readTables(postgres.database)).toEqual(expectedOf(other.store.log));
  });

  it('those ahead begin again where the log turns out to be another one on the way to them', async () => {
    const before = write(sample(6));
    await buildAllAndClearAccounts(before);
    const other = write(sample(7));
    const running = await follow(replacedAfterProof(before.store, other.store));
    await isAt(running, end(other));
    expect(foreignLogsOf(running)).toEqual({ journal: 1, accounts: 0, payouts: 1, cases: 1 });
    expect(await readTables(postgres.database)).toEqual(expectedOf(other.store.log));
  });
});

async function buildAllAndClearAccounts(historian: Historian): Promise<void> {
  const first = await follow(historian.store);
  await isAt(first, end(historian));
  await first.stop();
  await clearReadModel(postgres.database, 'accounts');
}

const foreignLogsOf = (of: ReadModels) =>
  Object.fromEntries(of.status().projections.map(({ name, foreignLogs }) => [name, foreignLogs]));

/** Another store stands at the address from the first subscription on that begins at the beginning. */
function replacedAfterProof(
  first: Pick<EventStore, 'subscribe'>,
  second: Pick<EventStore, 'subscribe'>,
): Pick<EventStore, 'subscribe'> {
  let present = first;
  return {
    subscribe: (options: SubscribeOptions) => {
      if (!options.after) present = second;
      return present.subscribe(options);
    },
  };
}
