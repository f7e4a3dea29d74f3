import * as fc from 'fast-check';
import { sql, type Transaction } from 'kysely';
import type { Projection } from '../../src/projections/engine/projection';
import { PROJECTIONS } from '../../src/projections/read-models';
import type { Tables } from '../../src/projections/schema';
import { ReadModelWriter } from '../../src/projections/writer/read-model-writer';
import { silentLogger } from '../../src/shared/logging';
import { hastyClock } from './hasty-clock';
import { expectedOf } from './expected';
import { step, take, write } from './histories';
import { dump, readTables, startTestPostgres, until, type TestPostgres } from './postgres';
import { tapWriters, type StatementTap, type TappedStatement } from './statement-tap';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

const ALL = Object.values(PROJECTIONS);
const HISTORY = fc.sample(step, { numRuns: 60, seed: 5 });

type Moment = 'before' | 'answered';

/** What came of a history whose second half meets a cut connection at one of the statements that write it. */
interface Outcome {
  /** False once there are fewer statements than that. */
  readonly wasCut: boolean;
  readonly isParked: boolean;
  readonly tables: unknown;
}

async function applyWithCut(
  projections: readonly Projection[],
  moment: Moment,
  at: number,
): Promise<Outcome> {
  await postgres.empty();
  const historian = write(HISTORY.slice(0, 30));
  const writer = new ReadModelWriter({
    eventStore: historian.store,
    database: { url: postgres.url },
    projections,
    clock: hastyClock,
    logger: silentLogger,
  });
  const isThere = () => {
    const end = historian.store.log.at(-1)!.position;
    return writer
      .status()
      .every(({ state, position }) => state === 'parked' || position?.commit === end.commit);
  };
  writer.start();
  await until(isThere);
  let left = at;
  const cut = (statement: TappedStatement) => {
    if (left-- === 0) statement.cut();
  };
  const tap: StatementTap = { [moment]: cut };
  const untap = tapWriters(tap);
  for (const each of HISTORY.slice(30)) take(historian, each);
  await until(isThere);
  untap();
  await writer.stop();
  const isParked = writer.status().some(({ state }) => state === 'parked');
  return { wasCut: left < 0, isParked, tables: await dump(postgres.database) };
}

/** The cuts after which the tables are not what they are without one; no more than so many are looked for. */
async function findHarm(projections: readonly Projection[], moment: Moment, most: number): Promise<number[]> {
  const { tables: straight } = await applyWithCut(ALL, 'before', Number.MAX_SAFE_INTEGER);
  const harmful: number[] = [];
  for (let at = 0; harmful.length < most; at += 1) {
    const { wasCut, isParked, tables } = await applyWithCut(projections, moment, at);
    if (!wasCut) break;
    if (isParked || JSON.stringify(tables, asText) !== JSON.stringify(straight, asText)) harmful.push(at);
  }
  return harmful;
}

const asText = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** Planted: what one read model has written counts, with all checkpoints, before the read models after it are written. */
function halfWritten(name: string): Projection[] {
  let counted: Promise<unknown> = Promise.resolve();
  return ALL.map(projection => ({
    ...projection,
    apply: async (transaction: Transaction<Tables>, events) => {
      if (projection.name !== name) {
        await counted.catch(() => undefined);
        return projection.apply(transaction, events);
      }
      const written = projection.apply(transaction, events);
      counted = written.then(() => sql`commit and chain`.execute(transaction));
      await counted;
    },
  }));
}

describe('a group of events, cut off at each of its statements', () => {
  it.each(['before', 'answered'] as const)('takes effect once for all read models: %s', async moment => {
    expect(await findHarm(ALL, moment, Infinity)).toEqual([]);
    const historian = write(HISTORY);
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
  });

  it.each(['journal', 'accounts', 'payouts'])(
    'planted bug: a group of projections half written, after %s',
    async name => {
      expect(await findHarm(halfWritten(name), 'before', 1)).not.toEqual([]);
    },
  );
});
