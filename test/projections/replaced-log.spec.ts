import { sql } from 'kysely';
import type { EventStore } from '../../src/event-store/event-store';
import { logMarks } from '../../src/projections/migrations/0009-log-marks';
import { ReadModels, type ReadModelsStatus } from '../../src/projections/read-models';
import type { ForeignLogRule } from '../../src/projections/writer/read-model-writer';
import { rebuild } from '../../src/projections/rebuild/rebuild';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { hastyClock } from './hasty-clock';
import { expectedOf } from './expected';
import { Historian, write } from './histories';
import { dump, readTables, startTestPostgres, until, type TestPostgres } from './postgres';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

/** Two accounts with a deposit each, and then these deposits. */
function deposits(...amounts: bigint[]): Historian {
  const historian = write([]);
  for (const amount of amounts) historian.deposit('merchant-0', amount);
  return historian;
}

/** As if what came after the first events had been recorded on another day: the historian's ids do not tell it. */
function anotherWay(historian: Historian, common = 5): Historian {
  const later = historian.store.log.slice(common) as { recordedAt: Date }[];
  for (const event of later) event.recordedAt = new Date(event.recordedAt.getTime() + 86_400_000);
  return historian;
}

const modelsOf = (eventStore: Pick<EventStore, 'subscribe'>, onForeignLog?: ForeignLogRule): ReadModels =>
  new ReadModels({
    eventStore,
    databaseUrl: postgres.url,
    clock: hastyClock,
    logger: silentLogger,
    ...(onForeignLog && { onForeignLog }),
  });

/** Runs the read models over a store until the condition holds of each projection; what they say of themselves then. */
async function run(
  historian: Historian,
  holds: (each: ReadModelsStatus['projections'][number]) => boolean = ({ caughtUp }) => caughtUp,
  onForeignLog?: ForeignLogRule,
): Promise<ReadModelsStatus> {
  const models = modelsOf(historian.store, onForeignLog);
  await models.start();
  await until(() => models.status().projections.every(holds));
  const status = models.status();
  await models.stop();
  return status;
}

const foreignLogs = ({ projections }: ReadModelsStatus) => projections.map(each => each.foreignLogs);

describe('read models beside another log than they were built from', () => {
  it.each([
    ['an older copy of it', deposits(500n)],
    ['an older copy that went another way, as long as it was', anotherWay(deposits(500n, 3n, 9n))],
    ['an older copy that went another way, longer than it was', anotherWay(deposits(500n, 3n, 9n, 27n))],
    ['an empty one', new Historian()],
  ])('begin again from nothing: %s', async (_name, other) => {
    await run(deposits(500n, 7n, 9n));
    const status = await run(other);
    expect(foreignLogs(status)).toEqual([1, 1, 1, 1]);
    expect(status.projections.map(({ rebuilding }) => rebuilding)).toEqual([false, false, false, false]);
    expect(await readTables(postgres.database)).toEqual(expectedOf(other.store.log));
    // And what is written there afterwards is not passed over.
    other.open('merchant-9');
    other.deposit('merchant-9', 127n);
    expect(foreignLogs(await run(other))).toEqual([0, 0, 0, 0]);
    expect(await readTables(postgres.database)).toEqual(expectedOf(other.store.log));
  });

  it('begin again where the same event came to the same place at another time', async () => {
    await run(deposits(500n, 7n));
    expect(foreignLogs(await run(anotherWay(deposits(500n, 7n))))).toEqual([1, 1, 1, 1]);
  });

  it('stay as they are where the setting says so, and are not kept up', async () => {
    await run(deposits(500n, 7n));
    const before = await dump(postgres.database);
    const status = await run(anotherWay(deposits(1n), 0), ({ state }) => state === 'refused', 'refuse');
    expect(status.healthy).toBe(false);
    expect(status.projections[0]!.error).toContain('it is another log, or an older copy of it');
    expect(await dump(postgres.database)).toEqual(before);
    // The right log put back is gone on with.
    expect(foreignLogs(await run(deposits(500n, 7n), undefined, 'refuse'))).toEqual([0, 0, 0, 0]);
  });

  it('are not rebuilt beside themselves', async () => {
    await run(deposits(500n));
    const parts = {
      eventStore: anotherWay(deposits(1n), 0).store,
      databaseUrl: postgres.url,
      clock: systemClock,
    };
    expect(await rebuild('journal', parts)).toEqual({ ok: false, refusal: 'FOREIGN_LOG' });
  });
});

describe('read models restored from an older copy', () => {
  it('only catch up', async () => {
    const historian = deposits(500n);
    await run(historian);
    historian.deposit('merchant-1', 3n);
    expect(foreignLogs(await run(historian))).toEqual([0, 0, 0, 0]);
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
  });
});

describe('a checkpoint without an event', () => {
  it('proves nothing: the read model begins again, and nobody is alarmed', async () => {
    const historian = deposits(500n);
    await run(historian);
    await postgres.database.updateTable('projectionCheckpoint').set({ eventId: null }).execute();
    const other = deposits(2n);
    expect(foreignLogs(await run(other, undefined, 'refuse'))).toEqual([0, 0, 0, 0]);
    expect(await readTables(postgres.database)).toEqual(expectedOf(other.store.log));
  });
});

describe('checkpoints of an earlier version', () => {
  const forgetMarks = async () => {
    const columns = ['id', 'stream', 'revision', 'commit_position', 'prepare_position', 'recorded_at'];
    const drops = sql.join(columns.map(column => sql`drop column ${sql.id(`event_${column}`)}`));
    await sql`alter table projection_checkpoint ${drops}`.execute(postgres.database);
    await logMarks.up(postgres.database);
  };

  it('are proved by the journal', async () => {
    const historian = deposits(500n);
    historian.open('merchant-9');
    await run(historian);
    await forgetMarks();
    expect(foreignLogs(await run(historian))).toEqual([0, 0, 0, 0]);
    await forgetMarks();
    expect(foreignLogs(await run(anotherWay(deposits(500n), 0)))).toEqual([1, 1, 1, 1]);
  });
});
