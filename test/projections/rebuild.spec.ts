import * as fc from 'fast-check';
import { sql } from 'kysely';
import type { EventStore, SubscribeOptions } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { dropOld, rebuild, type RebuildParts } from '../../src/projections/rebuild/rebuild';
import { PROJECTION_NAMES, type ProjectionName } from '../../src/projections/schema';
import { GetTrialBalance, GetTrialBalanceHandler } from '../../src/queries/ledger/get-trial-balance';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import type { AccountView } from '../../src/queries/accounts/get-account';
import { readRow } from '../../src/queries/reading/read-row';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { comparePositions } from '../../src/event-store/event-store';
import { expectedOf } from './expected';
import { step, take, write, type Historian } from './histories';
import { dump, readTables, startTestPostgres, type TestPostgres } from './postgres';

let postgres: TestPostgres;
let historian: Historian;
let models: ReadModels;

beforeEach(async () => {
  postgres = await startTestPostgres();
  historian = write(fc.sample(step, { numRuns: 120, seed: 31 }));
  const { url: databaseUrl } = postgres;
  const { store: eventStore } = historian;
  models = new ReadModels({ eventStore, databaseUrl, clock: systemClock, logger: silentLogger });
  await models.start();
  await caughtUp();
});
afterEach(async () => {
  await models.stop();
  await postgres.stop();
});

const end = () => historian.store.log.at(-1)!.position;
async function caughtUp(): Promise<void> {
  const { database } = postgres;
  const reader = new PositionWaiter({ database, clock: systemClock });
  expect(await reader.waitFor(end(), 30_000)).toMatchObject({ ok: true });
}

const parts = (further: Partial<RebuildParts> = {}): RebuildParts => ({
  eventStore: historian.store,
  databaseUrl: postgres.url,
  clock: systemClock,
  ...further,
});

const schemas = async () => {
  const { rows } = await sql<{ nspname: string }>`
    select nspname from pg_namespace where nspname like 'holdfast%' order by 1`.execute(postgres.database);
  return rows.map(({ nspname }) => nspname);
};

describe('a rebuild', () => {
  it('gives the same tables to the centavo, and keeps the old ones until told', async () => {
    const before = await dump(postgres.database);
    for (const name of PROJECTION_NAMES) {
      const done = await rebuild(name, parts());
      expect(done).toMatchObject({ ok: true, value: { swapped: true, differences: [], position: end() } });
      expect(await schemas()).toContain(`holdfast_${name}_old`);
      expect(await rebuild(name, parts())).toEqual({ ok: false, refusal: 'OLD_KEPT' });
    }
    expect(await dump(postgres.database)).toEqual(before);
    for (const name of PROJECTION_NAMES) {
      expect(await dropOld(postgres.database, name)).toBe(true);
      expect(await dropOld(postgres.database, name)).toBe(false);
    }
    expect((await schemas()).filter(name => /_(old|next)$/.test(name))).toEqual([]);
    for (const each of fc.sample(step, { numRuns: 40, seed: 2 })) take(historian, each);
    await caughtUp();
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
    expect(models.status().healthy).toBe(true);
  });

  it('while others write and read loses nothing and shows nobody anything half', async () => {
    const writing = new AbortController();
    const steps = fc.sample(step, { numRuns: 2_000, seed: 44 });
    let reads = 0;
    let rowReads = 0;
    const writer = (async () => {
      for (const each of steps) {
        if (writing.signal.aborted) return;
        take(historian, each);
        await systemClock.wait(1);
      }
    })();
    const reader = (async () => {
      const handler = new GetTrialBalanceHandler(postgres.database);
      while (!writing.signal.aborted) {
        const answer = await handler.execute(new GetTrialBalance());
        if (!answer.ok) throw new Error(answer.refusal.code);
        const { position, body } = answer.value;
        const log = historian.store.log.filter(event => comparePositions(event.position, position) <= 0);
        const lines = body.lines.map(({ ledgerAccount, currency, debitTotalMinor, creditTotalMinor }) => [
          `${ledgerAccount} ${currency}`,
          { debit: debitTotalMinor, credit: creditTotalMinor },
        ]);
        expect(Object.fromEntries(lines)).toEqual(expectedOf(log).ledger);
        reads += 1;
      }
    })();
    const rowReader = (async () => {
      while (!writing.signal.aborted) {
        const { body, position } = await readRow<AccountView>(postgres.database, 'accounts', 'merchant-0');
        const log = historian.store.log.filter(event => comparePositions(event.position, position) <= 0);
        const { available, held } = expectedOf(log).accounts['merchant-0']!;
        expect([body?.availableMinor, body?.heldMinor]).toEqual([available, held]);
        rowReads += 1;
      }
    })();
    const began = historian.store.log.length;
    for (const name of [...PROJECTION_NAMES, 'accounts', 'accounts', 'journal', 'journal'] as const) {
      await dropOld(postgres.database, name);
      const done = await rebuild(name, parts());
      expect(done).toMatchObject({ ok: true, value: { swapped: true, differences: [] } });
    }
    expect(historian.store.log.length).toBeGreaterThan(began);
    writing.abort();
    await Promise.all([writer, reader, rowReader]);
    expect(rowReads).toBeGreaterThan(5);
    expect(reads).toBeGreaterThan(5);
    await caughtUp();
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
    expect(models.status().projections.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('that finds a difference changes nothing and shows it; told to, it puts it right', async () => {
    await sql`update account set available_minor = available_minor + 1 where id = 'merchant-0'`.execute(
      postgres.database,
    );
    const found = await rebuild('accounts', parts());
    expect(found).toMatchObject({
      ok: true,
      value: { swapped: false, differences: [{ table: 'account', onlyLive: 1n, onlyRebuilt: 1n }] },
    });
    expect(await schemas()).not.toContain('holdfast_accounts_old');
    const forced = await rebuild('accounts', parts({ acceptDifferences: true }));
    expect(forced).toMatchObject({ ok: true, value: { swapped: true } });
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
  });

  it('is one at a time', async () => {
    const both = await Promise.all([rebuild('journal', parts()), rebuild('journal', parts())]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.filter(({ ok }) => !ok)).toEqual([{ ok: false, refusal: 'BUSY' }]);
  });

  it('of what was never built is refused', async () => {
    await models.stop();
    await postgres.empty();
    expect(await rebuild('journal', parts())).toEqual({ ok: false, refusal: 'NOTHING_YET' });
  });
});

type Source = Pick<EventStore, 'subscribe' | 'readStream'>;

/** Ends the rebuild's own connection when so many of its events have been handed over: as if it were killed there. */
function cutAfter(store: Source, events: number): Source {
  let left = events;
  return {
    readStream: (streamId, fromRevision) => store.readStream(streamId, fromRevision),
    async *subscribe(options: SubscribeOptions) {
      for await (const item of store.subscribe(options)) {
        if (item.kind === 'event' && left-- === 0) {
          await sql`select pg_terminate_backend(pid) from pg_stat_activity, pg_locks
            where pg_locks.pid = pg_stat_activity.pid and locktype = 'advisory'
              and objid = (hashtext('rebuild journal')::bigint & 4294967295)::oid`.execute(postgres.database);
        }
        yield item;
      }
    },
  };
}

describe('a rebuild that dies', () => {
  it.each([0, 1, 40, 90])('after %i events leaves the live one whole, and is begun again', async events => {
    const before = await dump(postgres.database);
    const cut = cutAfter(historian.store, events);
    await expect(rebuild('journal', parts({ eventStore: cut }))).rejects.toThrow();
    historian.deposit('merchant-0', 3n);
    await caughtUp();
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
    expect(await rebuild('journal', parts())).toMatchObject({ ok: true, value: { swapped: true } });
    expect(await dump(postgres.database)).not.toEqual(before);
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
  });

  it('in the middle of the swap leaves the live one whole', async () => {
    // The first of the two renames goes through, and the second cannot.
    await sql`create schema holdfast_journal_blocker`.execute(postgres.database);
    const name: ProjectionName = 'journal';
    const before = await dump(postgres.database);
    await sql`create function public.refuse_rename() returns event_trigger language plpgsql as $$
      begin
        if exists (select from pg_namespace where nspname = 'holdfast_journal_old')
          and not exists (select from pg_namespace where nspname = 'holdfast_journal_next')
        then raise exception 'killed between the two'; end if;
      end $$`.execute(postgres.database);
    await sql`create event trigger between_the_two on ddl_command_end
      execute function public.refuse_rename()`.execute(postgres.database);
    await expect(rebuild(name, parts())).rejects.toThrow('killed between the two');
    expect(await schemas()).not.toContain('holdfast_journal_old');
    await sql`drop event trigger between_the_two`.execute(postgres.database);
    const after = (await dump(postgres.database)) as { checkpoints: { name: string }[] };
    const { checkpoints } = after;
    expect({
      ...after,
      checkpoints: checkpoints.filter(row => !row.name.includes('#')),
      streams: [],
    }).toEqual({
      ...(before as object),
      streams: [],
    });
    expect(await rebuild(name, parts())).toMatchObject({ ok: true, value: { swapped: true } });
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
  });
});
