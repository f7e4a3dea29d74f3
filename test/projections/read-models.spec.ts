import * as fc from 'fast-check';
import {
  comparePositions,
  type EventStore,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../../src/event-store/event-store';
import { journal } from '../../src/projections/journal/journal';
import { accounts } from '../../src/projections/accounts/accounts';
import { cases } from '../../src/projections/cases/cases';
import { payouts } from '../../src/projections/payouts/payouts';
import type { Projection } from '../../src/projections/engine/projection';
import { ReadModelWriter, type ProjectionStatus } from '../../src/projections/writer/read-model-writer';
import { ReadModels } from '../../src/projections/read-models';
import { Fault } from '../../src/shared/fault';
import { silentLogger } from '../../src/shared/logging';
import { hastyClock } from './hasty-clock';
import { expectedOf } from './expected';
import { Historian, step, steps, take, write, type Step } from './histories';
import { dump, reached, readTables, startTestPostgres, until, type TestPostgres } from './postgres';

type Subscribable = Pick<EventStore, 'subscribe'>;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

const ALL: readonly Projection[] = [journal, accounts, payouts, cases];

function writerOf(projections: readonly Projection[], eventStore: Subscribable): ReadModelWriter {
  const database = { url: postgres.url };
  return new ReadModelWriter({ eventStore, database, projections, clock: hastyClock, logger: silentLogger });
}

async function project(
  projections: readonly Projection[],
  eventStore: Subscribable,
  historian: Historian,
): Promise<void> {
  const writer = writerOf(projections, eventStore);
  writer.start();
  await reached(writer, historian.store.log.at(-1)!.position);
  await writer.stop();
}

/** Fails its first uses after the work is done and before the commit: what a crash between the two leaves. */
function crashing(projection: Projection, crashes: number): Projection {
  let left = crashes;
  return {
    ...projection,
    apply: async (transaction, events) => {
      await projection.apply(transaction, events);
      if (left-- > 0) throw new Fault('database', 'cut off before the commit');
    },
  };
}

/** The store's items as another delivery of them would come. */
function redelivered(
  store: Subscribable,
  change: (item: SubscriptionItem) => readonly SubscriptionItem[],
): Subscribable {
  return {
    async *subscribe(options: SubscribeOptions) {
      for await (const item of store.subscribe(options)) yield* change(item);
    },
  };
}

/** A payout for which there is too little, and one that is sent three times before it is taken and completed. */
const refusedAndRepeated = (
  [
    ['request', 10_001n],
    ...(['request', 'send', 'send', 'send', 'submit', 'complete'] as const).map(
      kind => [kind, 100n] as const,
    ),
  ] as const
).map(([kind, amount]): Step => ({ kind, index: 0, amount, fee: 2n }));

/** A payout that comes back in two parts, a case that is proposed, confirmed and resolved, and fees that are settled. */
const returnedAndDecided = (
  [
    ...(['request', 'submit', 'complete', 'return', 'openCase'] as const).map(kind => [kind, 60n] as const),
    ...(['return', 'decide', 'decide', 'decide'] as const).map(kind => [kind, 40n] as const),
    ...(['settle', 'settle'] as const).map(kind => [kind, 1n] as const),
  ] as const
).map(([kind, amount]): Step => ({ kind, index: 1, amount: kind === 'request' ? 100n : amount, fee: 2n }));

describe('read models', () => {
  it('say what an independent fold of any history says', async () => {
    const met = new Set<string>();
    const property = fc.asyncProperty(steps, async history => {
      await postgres.empty();
      const historian = write(history);
      await project(ALL, historian.store, historian);
      expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
      for (const { body } of historian.store.log) met.add(body.type);
    });
    await fc.assert(property, { numRuns: 15, examples: [[refusedAndRepeated], [returnedAndDecided]] });
    expect([...met]).toEqual(
      expect.arrayContaining(['HoldRefused', 'PayoutSubmissionRepeated', 'ProviderFeesSettled']),
    );
  });

  it('follow a history while it is written', async () => {
    const historian = write([]);
    const models = new ReadModels({
      eventStore: historian.store,
      databaseUrl: postgres.url,
      clock: hastyClock,
      logger: silentLogger,
    });
    await models.start();
    for (const each of fc.sample(step, { numRuns: 300, seed: 7 })) {
      take(historian, each);
      await Promise.resolve();
    }
    const end = historian.store.log.at(-1)!.position;
    await new Promise<void>(resolve => {
      const look = () => {
        const positions = models.status().projections.map(({ position }) => position);
        if (positions.every(position => position?.commit === end.commit)) resolve();
      };
      models.onProgress(look);
      look();
    });
    expect(models.status().healthy).toBe(true);
    await models.stop();
    expect(await readTables(postgres.database)).toEqual(expectedOf(historian.store.log));
  });

  it('carry running totals that end in the sums', async () => {
    const historian = write(fc.sample(step, { numRuns: 200, seed: 11 }));
    await project([journal], historian.store, historian);
    const rows = await postgres.database
      .selectFrom('posting')
      .selectAll()
      .orderBy('commitPosition')
      .orderBy('index')
      .execute();
    const sums = new Map<string, [bigint, bigint]>();
    for (const row of rows) {
      const key = `${row.ledgerAccount} ${row.currency}`;
      const [debit, credit] = sums.get(key) ?? [0n, 0n];
      sums.set(key, [debit + row.debitMinor, credit + row.creditMinor]);
      expect([row.debitTotalMinor, row.creditTotalMinor]).toEqual(sums.get(key));
      expect(row.balanceMinor).toBe(row.debitTotalMinor - row.creditTotalMinor);
    }
    expect(rows.length).toBeGreaterThan(100);
  });
});

describe('whatever happens on the way', () => {
  const aCut = fc.record({
    at: fc.nat(80),
    name: fc.constantFrom('journal', 'accounts', 'payouts', 'cases'),
    crashes: fc.nat(2),
    // Its read model runs ahead of the others, or all go together.
    alone: fc.boolean(),
  });

  it('the same tables come out: cut off before commits, stopped and started, delivered twice', async () => {
    const twice = (item: SubscriptionItem) => [item, item];
    const property = fc.asyncProperty(steps, fc.array(aCut, { maxLength: 4 }), async (history, cuts) => {
      await postgres.empty();
      const whole = write(history);
      await project(ALL, whole.store, whole);
      const straight = await dump(postgres.database);

      await postgres.empty();
      for (const { at, name, crashes, alone } of cuts) {
        const some = ALL.filter(each => !alone || each.name === name);
        const part = write(history.slice(0, at));
        await project(
          some.map(each => (each.name === name ? crashing(each, crashes) : each)),
          redelivered(part.store, twice),
          part,
        );
      }
      await project(ALL, redelivered(whole.store, twice), whole);
      expect(await dump(postgres.database)).toEqual(straight);
    });
    await fc.assert(property, { numRuns: 10 });
  });
});

describe('what must not be passed over', () => {
  const parked = async (projection: Projection, eventStore: Subscribable) => {
    const writer = writerOf([projection], eventStore);
    writer.start();
    await until(() => writer.status()[0]!.state === 'parked');
    await writer.stop();
    return writer.status()[0]!;
  };

  it('a missing revision parks the projection before it, and says where', async () => {
    const historian = write([]);
    const missing = historian.store.log.at(-1)!;
    historian.deposit('merchant-1', 5n);
    historian.deposit('merchant-0', 5n);
    const store = redelivered(historian.store, item =>
      item.kind === 'event' && item.event.id === missing.id ? [] : [item],
    );
    const status = await parked(accounts, store);
    expect(status.error).toContain('Stream account-merchant-1 goes on with revision 2, expected was 1');
    const [, before] = [missing, historian.store.log.at(-4)!];
    expect(status.position).toEqual(before.position);
    expect((await readTables(postgres.database)).accounts['merchant-1']).toMatchObject({ available: 0n });
  });

  it('an event that comes again at another position parks the projection', async () => {
    const historian = write([]);
    const again = historian.store.log[1]!;
    const last = historian.store.log.at(-1)!;
    const later = { commit: last.position.commit + 1n, prepare: last.position.commit + 1n };
    const store = redelivered(historian.store, item =>
      item.kind === 'event' && item.event === last
        ? [item, { kind: 'event', event: { ...again, position: later } }]
        : [item],
    );
    expect((await parked(journal, store)).error).toContain('revision 1, expected was 2');
    expect((await readTables(postgres.database)).ledger).toEqual(expectedOf(historian.store.log).ledger);
  });

  it('an event nobody knows parks every projection; what came before it counts', async () => {
    const historian = write([]);
    const before = [...historian.store.log];
    historian.append('account-merchant-0', { type: 'FundsVanished', data: { accountId: 'merchant-0' } });
    historian.deposit('merchant-0', 1n);
    const writer = writerOf(ALL, historian.store);
    writer.start();
    await until(() => writer.status().every(({ state }) => state === 'parked'));
    await writer.stop();
    for (const { error } of writer.status())
      expect(error).toContain('Unknown event type FundsVanished in account-merchant-0');
    expect(await readTables(postgres.database)).toEqual(expectedOf(before));
  });

  it('an event only one projection cannot apply parks that one; the others go on', async () => {
    const historian = write([]);
    const data = { accountId: 'merchant-0', payoutId: 'never-requested', amountMinor: 5n, currency: 'BRL' };
    historian.append('account-merchant-0', { type: 'FundsHeld', data });
    historian.deposit('merchant-0', 1n);
    const writer = writerOf(ALL, historian.store);
    const end = historian.store.log.at(-1)!.position;
    const isThere = ({ position }: ProjectionStatus) => position && comparePositions(position, end) >= 0;
    writer.start();
    await until(() => writer.status().every(each => each.state === 'parked' || isThere(each)));
    const parkedOnes = writer.status().filter(({ state }) => state === 'parked');
    expect(parkedOnes).toMatchObject([{ name: 'payouts', position: historian.store.log.at(-3)!.position }]);
    expect(parkedOnes[0]!.error).toContain('FundsHeld for a payout that was never requested');
    // The event it stands before is what waits: its lag grows until a person has come.
    expect(parkedOnes[0]!.waitingSince).toEqual(historian.store.log.at(-2)!.recordedAt);
    historian.deposit('merchant-0', 2n);
    const { log } = historian.store;
    await until(() => writer.status()[1]!.position?.commit === log.at(-1)!.position.commit);
    await writer.stop();
    expect((await readTables(postgres.database)).accounts['merchant-0']).toMatchObject({ held: 5n });
  });

  it('a change the tables forbid parks the projection', async () => {
    const historian = write([]);
    const data = { accountId: 'merchant-0', payoutId: 'p', amountMinor: 5n, currency: 'BRL' };
    historian.append('account-merchant-0', { type: 'HoldReleased', data });
    const { error } = await parked(accounts, historian.store);
    expect(error).toContain('account_held_minor_check');
  });

  it('text that PostgreSQL cannot hold stops nothing', async () => {
    const historian = write([]);
    const id = historian.request('merchant-0', 100n, 0n, 'nul \0, half \ud800, whole \ud83d\ude00')!;
    await project([payouts], historian.store, historian);
    const row = await postgres.database
      .selectFrom('payout')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.description).toBe('nul \ufffd, half \ufffd, whole \ud83d\ude00');
  });
});
