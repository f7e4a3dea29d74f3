import * as fc from 'fast-check';
import { comparePositions, type Position } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { GetAccount, GetAccountHandler } from '../../src/queries/accounts/get-account';
import type { CaseView } from '../../src/queries/cases/case-view';
import { ListCases, ListCasesHandler } from '../../src/queries/cases/list-cases';
import { GetPayout, GetPayoutHandler } from '../../src/queries/payouts/get-payout';
import { GetTrialBalance, GetTrialBalanceHandler } from '../../src/queries/ledger/get-trial-balance';
import {
  ListJournalEntries,
  ListJournalEntriesHandler,
  type JournalEntryView,
} from '../../src/queries/ledger/list-journal-entries';
import { ListPayouts, ListPayoutsHandler } from '../../src/queries/payouts/list-payouts';
import type { PayoutFilters } from '../../src/queries/payouts/payout-filters';
import type { PayoutView } from '../../src/queries/payouts/payout-view';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import type { CurrentSources } from '../../src/queries/reading/find-current';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import { systemClock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import { silentLogger } from '../../src/shared/logging';
import { openDatabase } from '../../src/projections/engine/database';
import { expectedOf, type Expected } from '../projections/expected';
import { Historian, step, take, write } from '../projections/histories';
import { checkHours } from './payout-hours';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';

let postgres: TestPostgres;
let models: ReadModels;
let historian: Historian;
/** As another process would: it hears of no progress and can only look. */
let elsewhere: PositionWaiter;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  await postgres.empty();
  historian = write(fc.sample(step, { numRuns: 150, seed: 5 }));
  const { url: databaseUrl, database } = postgres;
  models = new ReadModels({
    eventStore: historian.store,
    databaseUrl,
    clock: systemClock,
    logger: silentLogger,
  });
  await models.start();
  elsewhere = new PositionWaiter({ database, clock: systemClock });
  expect(await elsewhere.waitFor(end())).toMatchObject({ ok: true });
});
afterEach(() => models.stop());

const live = (): CurrentSources => ({ streams: historian.store, ends: new LogEndReader(historian.store) });
const end = (): Position => historian.store.log.at(-1)!.position;
const upTo = (position: Position): Expected =>
  expectedOf(historian.store.log.filter(event => comparePositions(event.position, position) <= 0));

describe('GetAccount', () => {
  it('gives the balance at exactly the position it names, while others write', async () => {
    const handler = new GetAccountHandler(postgres.database, live());
    for (const each of fc.sample(step, { numRuns: 60, seed: 9 })) {
      take(historian, each);
      const answer = await handler.execute(new GetAccount('merchant-0'));
      if (!answer.ok) throw new Error(answer.refusal.code);
      const { body, position } = answer.value;
      const expected = upTo(position).accounts['merchant-0']!;
      expect([body.availableMinor, body.heldMinor]).toEqual([expected.available, expected.held]);
      expect(body.totalMinor).toBe(expected.available + expected.held);
    }
  });

  it.each(['nobody', '', 'nul\0', "'; drop table account; --"])('has nothing under %j', async id => {
    const answer = await new GetAccountHandler(postgres.database, live()).execute(new GetAccount(id));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'ACCOUNT_NOT_FOUND' } });
  });
});

describe('GetPayout', () => {
  it('gives every payout as it stands', async () => {
    const handler = new GetPayoutHandler(postgres.database, live());
    const expected = Object.entries(upTo(end()).payouts);
    expect(new Set(expected.map(([, { status }]) => status)).size).toBeGreaterThan(2);
    for (const [id, { status, fee, final, contradicted }] of expected) {
      const answer = await handler.execute(new GetPayout(id));
      const body = {
        id,
        status,
        feeAmountMinor: fee,
        finalAmountMinor: final,
        contradicted,
      };
      expect(answer).toMatchObject({ ok: true, value: { position: end(), body } });
    }
  });

  it('gives a completed payout with all the API shows', async () => {
    historian.deposit('merchant-0', 10_000n);
    const id = historian.request('merchant-0', 5_000n, 50n, 'User withdrawal')!;
    const payout = historian.payouts.at(-1)!;
    historian.submit(payout);
    historian.complete(payout, 31n);
    await elsewhere.waitFor(end());
    const answer = await new GetPayoutHandler(postgres.database, live()).execute(new GetPayout(id));
    if (!answer.ok) throw new Error(answer.refusal.code);
    expect(answer.value.body).toMatchObject({
      accountId: 'merchant-0',
      provider: 'connectpsp',
      status: 'COMPLETED',
      currency: 'BRL',
      originalAmountMinor: 5_000n,
      feeAmountMinor: 31n,
      finalAmountMinor: 5_031n,
      heldAmountMinor: 5_050n,
      description: 'User withdrawal',
      endToEndId: `E${id}`,
      providerId: `psp-${id}`,
      failure: null,
      returns: [],
      payee: { name: 'Maria Silva', destination: { type: 'PIX', pixKeyType: 'CPF' } },
    });
    expect(answer.value.body.completedAt!.getTime()).toBeGreaterThan(answer.value.body.requestedAt.getTime());
  });

  it('has nothing under an unknown id', async () => {
    const answer = await new GetPayoutHandler(postgres.database, live()).execute(new GetPayout('nothing'));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'PAYOUT_NOT_FOUND' } });
  });
});

describe('ListPayouts', () => {
  const list = async (filters: PayoutFilters, limit: number, between: () => void = () => undefined) => {
    const handler = new ListPayoutsHandler(postgres.database);
    const found: PayoutView[] = [];
    let cursor: string | undefined;
    do {
      const answer = await handler.execute(new ListPayouts('*', filters, limit, cursor));
      if (!answer.ok) throw new Error(answer.refusal.code);
      expect(answer.value.body.items.length).toBeLessThanOrEqual(limit);
      found.push(...answer.value.body.items);
      cursor = answer.value.body.nextCursor ?? undefined;
      between();
    } while (cursor !== undefined);
    return found;
  };
  const requestedIds = () =>
    historian.store.log
      .filter(({ body }) => body.type === 'PayoutRequested')
      .map(({ body }) => (body.data as { payoutId: string }).payoutId)
      .reverse();

  it('gives each payout once, the newest first, whatever the page size and however much is written', async () => {
    for (const limit of [1, 2, 7, 200]) {
      const ids = requestedIds();
      const found = await list({}, limit, () => historian.request('merchant-1', 1n, 0n));
      expect(found.map(({ id }) => id)).toEqual(ids);
      await elsewhere.waitFor(end());
    }
  });

  it('filters by everything it offers', async () => {
    const all = await list({}, 200);
    const some = all[3]!;
    const time = some.requestedAt;
    const cases: [PayoutFilters, (payout: PayoutView) => boolean][] = [
      [{ accountId: 'merchant-1' }, payout => payout.accountId === 'merchant-1'],
      [{ status: 'FAILED' }, payout => payout.status === 'FAILED'],
      [{ provider: 'ntxpay' }, () => false],
      [{ externalReference: some.externalReference }, payout => payout.id === some.id],
      [{ endToEndId: 'none' }, () => false],
      [{ from: time }, payout => payout.requestedAt >= time],
      [{ to: time }, payout => payout.requestedAt < time],
      [
        { accountId: 'merchant-0', status: 'COMPLETED' },
        p => p.accountId === 'merchant-0' && p.status === 'COMPLETED',
      ],
    ];
    for (const [filters, belongs] of cases) {
      expect((await list(filters, 3)).map(({ id }) => id)).toEqual(all.filter(belongs).map(({ id }) => id));
    }
  });

  it('refuses a cursor that is not its own', async () => {
    const handler = new ListPayoutsHandler(postgres.database);
    const first = await handler.execute(new ListPayouts('*', {}, 1));
    const cursor = first.ok ? first.value.body.nextCursor! : '';
    const bad = { ok: false, refusal: { code: 'CURSOR_INVALID' } };
    expect(await handler.execute(new ListPayouts('*', { accountId: 'merchant-0' }, 1, cursor))).toMatchObject(
      bad,
    );
    const anyText = fc.asyncProperty(fc.string(), async text => {
      expect(await handler.execute(new ListPayouts('*', {}, 1, text))).toMatchObject(bad);
    });
    await fc.assert(anyText, { numRuns: 50 });
  });
});

describe('GetPayoutHours', () => {
  it('counts the payouts by outcome, with the time to their completion', () => checkHours(postgres.database));
});

describe('GetTrialBalance', () => {
  const lines = async (asOf?: Position | Date) => {
    const answer = await new GetTrialBalanceHandler(postgres.database).execute(new GetTrialBalance(asOf));
    if (!answer.ok) throw new Error(answer.refusal.code);
    for (const sum of answer.value.body.sums) expect(sum.debitTotalMinor).toBe(sum.creditTotalMinor);
    const named = answer.value.body.lines.map(
      ({ ledgerAccount, currency, debitTotalMinor, creditTotalMinor }) => [
        `${ledgerAccount} ${currency}`,
        { debit: debitTotalMinor, credit: creditTotalMinor },
      ],
    );
    return Object.fromEntries(named) as Expected['ledger'];
  };

  it('gives every ledger account, now and as of any position or time', async () => {
    expect(await lines()).toEqual(upTo(end()).ledger);
    for (const event of historian.store.log.filter((_event, index) => index % 9 === 0)) {
      expect(await lines(event.position)).toEqual(upTo(event.position).ledger);
      expect(await lines(event.recordedAt)).toEqual(upTo(event.position).ledger);
    }
    expect(await lines(new Date(0))).toEqual({});
  });

  it('does not answer for a position it has not reached', async () => {
    const asOf = { commit: end().commit + 1n, prepare: end().commit + 1n };
    const answer = await new GetTrialBalanceHandler(postgres.database).execute(new GetTrialBalance(asOf));
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'PROJECTION_BEHIND' } });
  });
});

describe('ListJournalEntries', () => {
  it('gives every entry once with balanced postings, in the order of the books', async () => {
    const handler = new ListJournalEntriesHandler(postgres.database);
    const found: JournalEntryView[] = [];
    for (let cursor: string | undefined | null; cursor !== null;) {
      const answer = await handler.execute(new ListJournalEntries('*', {}, 6, cursor));
      if (!answer.ok) throw new Error(answer.refusal.code);
      found.push(...answer.value.body.items);
      cursor = answer.value.body.nextCursor;
    }
    expect(found.map(({ id }) => id)).toEqual(upTo(end()).entries);
    for (const { postings } of found) {
      const sum = postings.reduce(
        (total, { debitMinor, creditMinor }) => total + debitMinor - creditMinor,
        0n,
      );
      expect([postings.length > 1, sum]).toEqual([true, 0n]);
    }
  });

  it('filters by payout, account and time', async () => {
    const handler = new ListJournalEntriesHandler(postgres.database);
    const ask = async (filters: ListJournalEntries['filters']) => {
      const answer = await handler.execute(new ListJournalEntries('*', filters, 200));
      return answer.ok ? answer.value.body.items : [];
    };
    const all = await ask({});
    const { payoutId, bookedAt } = all.find(entry => entry.payoutId !== null)!;
    expect(await ask({ payoutId: payoutId! })).toEqual(all.filter(entry => entry.payoutId === payoutId));
    expect(await ask({ accountId: 'merchant-1' })).toEqual(
      all.filter(entry => entry.accountId === 'merchant-1'),
    );
    expect(await ask({ from: bookedAt })).toEqual(all.filter(entry => entry.bookedAt >= bookedAt));
    expect(await ask({ to: bookedAt })).toEqual(all.filter(entry => entry.bookedAt < bookedAt));
  });
});

describe('ListCases', () => {
  it('gives a client with a list the cases about its payouts, on full pages', async () => {
    for (const { id } of historian.payouts.slice(0, 12)) historian.openCase(id);
    expect((await elsewhere.waitFor(end())).ok).toBe(true);
    const handler = new ListCasesHandler(postgres.database);
    const list = async (accounts: ListCases['accounts'], limit: number) => {
      const found: CaseView[] = [];
      let cursor: string | undefined;
      do {
        const answer = await handler.execute(new ListCases(accounts, { status: 'ALL' }, limit, cursor));
        if (!answer.ok) throw new Error(answer.refusal.code);
        found.push(...answer.value.body.items);
        cursor = answer.value.body.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return found;
    };
    const all = await list('*', 200);
    const isOwn = ({ payoutId }: CaseView) =>
      historian.payouts.some(({ id, accountId }) => id === payoutId && accountId === 'merchant-0');
    const own = all.filter(isOwn);
    expect([own.length > 1, own.length < all.length]).toEqual([true, true]);
    expect(await list(['merchant-0', 'nobody'], 1)).toEqual(own);
    expect(await list([], 200)).toEqual([]);
  });
});

describe('ReadPosition', () => {
  const later = (): Position => ({ commit: end().commit + 1n, prepare: end().commit + 1n });

  it('lets every caller read what was just written', async () => {
    const here = new PositionWaiter({
      database: postgres.database,
      clock: systemClock,
      onProgress: listener => models.onProgress(listener),
    });
    const handler = new GetAccountHandler(postgres.database, live());
    for (const reader of [here, elsewhere]) {
      historian.deposit('merchant-0', 3n);
      const waits = Array.from({ length: 20 }, () => reader.waitFor(end()));
      for (const reached of await Promise.all(waits)) expect(reached.ok).toBe(true);
      const answer = await handler.execute(new GetAccount('merchant-0'));
      const { available } = upTo(end()).accounts['merchant-0']!;
      expect(answer).toMatchObject({ ok: true, value: { body: { availableMinor: available } } });
    }
  });

  it('refuses when the position does not come in time, or the caller leaves', async () => {
    const behind = { ok: false, refusal: { code: 'PROJECTION_BEHIND' } };
    expect(await elsewhere.waitFor(later(), 30)).toMatchObject(behind);
    expect(await elsewhere.waitFor(later(), 60_000, AbortSignal.abort())).toMatchObject(behind);
  });

  it('waits only for the read models that matter', async () => {
    await postgres.database.deleteFrom('projectionCheckpoint').where('name', '=', 'journal').execute();
    expect(await elsewhere.waitFor(end(), 30)).toMatchObject({ ok: false });
    expect(await elsewhere.waitFor(end(), 5_000, undefined, ['accounts', 'payouts'])).toMatchObject({
      ok: true,
    });
  });

  it('fails when the database is away', async () => {
    const database = openDatabase({ url: 'postgres://nobody:nothing@127.0.0.1:1/nowhere' });
    const reader = new PositionWaiter({ database, clock: systemClock });
    await expect(reader.waitFor(end())).rejects.toThrow(Fault);
    await expect(reader.waitFor(end())).rejects.toThrow('ECONNREFUSED');
    await database.destroy();
  });
});
