import * as fc from 'fast-check';
import { sql } from 'kysely';
import { replayBooks } from '../../src/audit/replay-books';
import { comparePositions, type Position } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { lastPosting } from '../../src/queries/accounts/account-balance';
import { GetBalance, GetBalanceHandler } from '../../src/queries/accounts/get-balance';
import type { CaseView } from '../../src/queries/cases/case-view';
import { GetCase, GetCaseHandler } from '../../src/queries/cases/get-case';
import { GetProviderFloatsHandler } from '../../src/queries/ledger/get-provider-floats';
import {
  GetStatement,
  GetStatementHandler,
  type StatementView,
} from '../../src/queries/accounts/get-statement';
import { GetTrialBalance, GetTrialBalanceHandler } from '../../src/queries/ledger/get-trial-balance';
import { GetTotals, GetTotalsHandler } from '../../src/queries/payouts/totals/get-totals';
import { ListAgedHolds, ListAgedHoldsHandler } from '../../src/queries/payouts/holds/list-aged-holds';
import { ListCases, ListCasesHandler } from '../../src/queries/cases/list-cases';
import { ListJournalEntries, ListJournalEntriesHandler } from '../../src/queries/ledger/list-journal-entries';
import { PositionWaiter } from '../../src/queries/reading/position-waiter';
import type { CurrentSources } from '../../src/queries/reading/find-current';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { expectedOf, type Expected } from '../projections/expected';
import { Historian, step, steps, take, write, type Step } from '../projections/histories';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';

let postgres: TestPostgres;
let models: ReadModels | undefined;
let historian: Historian;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
afterEach(() => models?.stop());

const live = (): CurrentSources => ({ streams: historian.store, ends: new LogEndReader(historian.store) });
const end = (): Position => historian.store.log.at(-1)!.position;
const caughtUp = () =>
  new PositionWaiter({ database: postgres.database, clock: systemClock }).waitFor(end(), 30_000);

/** The read models of a history, followed while it goes on. */
async function follow(history: readonly Step[], given = write(history)): Promise<void> {
  await models?.stop();
  await postgres.empty();
  historian = given;
  const { url: databaseUrl } = postgres;
  const { store: eventStore } = historian;
  models = new ReadModels({ eventStore, databaseUrl, clock: systemClock, logger: silentLogger });
  await models.start();
  expect(await caughtUp()).toMatchObject({ ok: true });
}

function withJumps(history: readonly Step[], jumps: readonly number[]): Historian {
  const jumpy = write([]);
  history.forEach((each, index) => {
    jumpy.clockShiftMs = (jumps[index % jumps.length] ?? 0) * 60_000;
    take(jumpy, each);
  });
  return jumpy;
}

const upTo = (position: Position): Expected =>
  expectedOf(historian.store.log.filter(event => comparePositions(event.position, position) <= 0));

const valueOf = <Value>(
  answer: { ok: true; value: Value } | { ok: false; refusal: { code: string } },
): Value => {
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};

describe('GetBalance', () => {
  const ask = async (accountId: string, asOf?: Position | Date) =>
    new GetBalanceHandler(postgres.database).execute(new GetBalance(accountId, asOf));

  it('is what the events say as of now, of every position and of every time', async () => {
    await follow(fc.sample(step, { numRuns: 120, seed: 5 }));
    for (const event of [undefined, ...historian.store.log.filter((_event, index) => index % 5 === 0)]) {
      const expected = upTo(event?.position ?? end()).accounts['merchant-0'];
      const balance = { availableMinor: expected?.available ?? 0n, heldMinor: expected?.held ?? 0n };
      for (const asOf of event ? [event.position, event.recordedAt] : [undefined]) {
        expect(valueOf(await ask('merchant-0', asOf)).body).toMatchObject(balance);
      }
    }
    expect(valueOf(await ask('merchant-0', new Date(0))).body.totalMinor).toBe(0n);
  });

  it('is refused for an account nobody knows, and for a position that has not come', async () => {
    await follow([]);
    expect(await ask('nobody')).toMatchObject({ refusal: { code: 'ACCOUNT_NOT_FOUND' } });
    const later = { commit: end().commit + 1n, prepare: 0n };
    expect(await ask('merchant-0', later)).toMatchObject({ refusal: { code: 'PROJECTION_BEHIND' } });
  });

  it('is one look-up in the index, however long the history', async () => {
    await follow([]);
    const { database } = postgres;
    // Postings without entries are refused, so their table is filled with the checks asleep.
    await database.connection().execute(async connection => {
      await sql`set session_replication_role = replica`.execute(connection);
      await sql`insert into posting (entry_id, index, ledger_account, currency, debit_minor, credit_minor,
          commit_position, prepare_position, debit_total_minor, credit_total_minor)
        select gen_random_uuid(), 0, 'account:long:available', 'BRL', 0, 1, 1000000 + n, 0, 0, n
        from generate_series(1, 30000) n`.execute(connection);
      await sql`set session_replication_role = default`.execute(connection);
      await sql`analyze posting`.execute(connection);
    });
    const at = { commit: 1_015_000n, prepare: 0n };
    const query = lastPosting(database, 'account:long:available', 'BRL', at);
    expect(await query.execute()).toEqual([{ balanceMinor: -15_000n }]);
    const [
      {
        'QUERY PLAN': [{ Plan: plan }],
      },
    ] = (await query.explain('json', sql`analyze, buffers`)) as unknown as [
      { 'QUERY PLAN': [{ Plan: Plan }] },
    ];
    const nodes = nodesOf(plan);
    expect(nodes.map(node => node['Node Type'])).toEqual(['Limit', expect.stringMatching(/^Index/)]);
    expect(nodes[1]).toMatchObject({ 'Index Name': 'posting_running', 'Actual Rows': 1 });
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(10);
  });
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe('GetStatement', () => {
  const page = async (query: GetStatement) =>
    valueOf(await new GetStatementHandler(postgres.database).execute(query)).body;

  /** All pages as one. */
  const statement = async (from?: Date, to?: Date, limit = 7, between: () => void = () => undefined) => {
    let whole: StatementView | undefined;
    let cursor: string | undefined;
    do {
      const next = await page(new GetStatement('merchant-0', { from, to }, limit, cursor));
      expect(next.lines.length).toBeLessThanOrEqual(limit);
      whole = { ...next, lines: [...(whole?.lines ?? []), ...next.lines] };
      cursor = next.nextCursor ?? undefined;
      between();
    } while (cursor !== undefined);
    return whole;
  };

  /** By how many minutes the store's clock is off during each step, in turn. */
  const JUMPS = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 1, maxLength: 5 });
  const MINUTES = fc.uniqueArray(fc.nat(140), { minLength: 2, maxLength: 5 });

  it('opening + lines = closing, and tomorrow opens as today closed, whatever the history and the days', async () => {
    const property = fc.asyncProperty(steps, MINUTES, JUMPS, async (history, minutes, jumps) => {
      await follow(history, withJumps(history, jumps));
      const began = historian.store.log[0]!.recordedAt.getTime();
      const times = minutes.sort((a, b) => a - b).map(minute => new Date(began + minute * 60_000));
      let before = (await statement(undefined, times[0])).closing;
      for (const [index, from] of times.entries()) {
        const { opening, lines, closing } = await statement(from, times[index + 1]);
        expect(opening).toEqual(before);
        const sum = (part: 'availableMinor' | 'heldMinor' | 'totalMinor') =>
          lines.reduce((total, { change }) => total + change[part], opening[part]);
        expect([sum('availableMinor'), sum('heldMinor'), sum('totalMinor')]).toEqual([
          closing.availableMinor,
          closing.heldMinor,
          closing.totalMinor,
        ]);
        if (lines.length > 0) expect(lines.at(-1)!.balance).toEqual(closing);
        for (const { bookedAt } of lines) {
          expect(bookedAt >= from && (!times[index + 1] || bookedAt < times[index + 1]!)).toBe(true);
        }
        before = closing;
      }
      const { available, held } = upTo(end()).accounts['merchant-0']!;
      expect(before).toEqual({ availableMinor: available, heldMinor: held, totalMinor: available + held });
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it('is contiguous where the store’s clock stepped back over the end of a month', async () => {
    const jumpy = write([]);
    const february = new Date(Date.UTC(2026, 1, 1));
    const recordAt = (time: string) => {
      jumpy.clockShiftMs += Date.parse(time) - jumpy.store.log.at(-1)!.recordedAt.getTime() - 60_000;
    };
    recordAt('2026-02-01T00:00:10Z');
    jumpy.deposit('merchant-0', 126n);
    recordAt('2026-01-31T23:59:50Z');
    jumpy.deposit('merchant-0', 1n);
    await follow([], jumpy);
    expect(jumpy.store.log.at(-1)!.recordedAt).toEqual(new Date('2026-01-31T23:59:50Z'));
    const january = await statement(undefined, february);
    const afterwards = await statement(february);
    expect([january.closing, afterwards.opening]).toEqual([january.closing, january.closing]);
    expect(january.closing.totalMinor).toBe(10_000n);
    expect(afterwards.lines.map(({ change }) => change.totalMinor)).toEqual([126n, 1n]);
    const [first, second] = afterwards.lines;
    expect(second!.bookedAt).toEqual(first!.recordedAt);
  });

  it('goes by the times that the audit goes by', async () => {
    const property = fc.asyncProperty(steps, fc.nat(140), JUMPS, async (history, minute, jumps) => {
      const jumpy = withJumps(history, jumps);
      await follow([], jumpy);
      const time = new Date(jumpy.store.log[0]!.recordedAt.getTime() + minute * 60_000);
      const books = await replayBooks(jumpy.store, { asOf: time });
      const shown = valueOf(
        await new GetTrialBalanceHandler(postgres.database).execute(new GetTrialBalance(time)),
      );
      const audited = books.ledger.sorted().map(({ ledgerAccount, currency, debitMinor, creditMinor }) => ({
        ledgerAccount,
        currency,
        debitTotalMinor: debitMinor,
        creditTotalMinor: creditMinor,
      }));
      const byName = (lines: readonly { ledgerAccount: string; currency: string }[]) =>
        [...lines].sort((a, b) => (a.ledgerAccount + a.currency < b.ledgerAccount + b.currency ? -1 : 1));
      expect(byName(shown.body.lines)).toEqual(byName(audited));
    });
    await fc.assert(property, { numRuns: 8 });
  });

  it('has one line per entry that moves the account’s money, with the balance after it', async () => {
    await follow(fc.sample(step, { numRuns: 120, seed: 6 }));
    const { lines, opening } = await statement();
    expect(opening.totalMinor).toBe(0n);
    const entries = expectedOf(
      historian.store.log.filter(({ streamId }) => !/^(account-merchant-[^0]|provider-)/.test(streamId)),
    ).entries;
    expect(lines.map(({ entryId }) => entryId)).toEqual(entries);
    for (const { position, balance } of lines) {
      const { available, held } = upTo(position).accounts['merchant-0']!;
      expect(balance).toEqual({ availableMinor: available, heldMinor: held, totalMinor: available + held });
    }
  });

  it('stays the one its first page was, whatever is written while it is read', async () => {
    await follow(fc.sample(step, { numRuns: 80, seed: 8 }));
    const before = await statement();
    const again = await statement(undefined, undefined, 3, () => historian.deposit('merchant-0', 1n));
    expect({ ...again, nextCursor: null }).toEqual({ ...before, nextCursor: null });
  });

  it('refuses a cursor of another statement', async () => {
    await follow(fc.sample(step, { numRuns: 80, seed: 8 }));
    const { nextCursor } = await page(new GetStatement('merchant-0', {}, 1));
    const handler = new GetStatementHandler(postgres.database);
    for (const [id, cursor] of [
      ['merchant-1', nextCursor!],
      ['merchant-0', `${nextCursor!.split('--')[0]}--MQ`],
      ['merchant-0', 'x'],
    ] as const) {
      const answer = await handler.execute(new GetStatement(id, {}, 1, cursor));
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'CURSOR_INVALID' } });
    }
  });
});

describe('totals, aged holds and floats', () => {
  beforeEach(() => follow(fc.sample(step, { numRuns: 250, seed: 18 })));

  it('totals are the payouts of a fold, by provider, day and status, each counted once', async () => {
    for (const [timezone, hours] of [
      ['UTC', 0],
      ['America/Sao_Paulo', -3],
    ] as const) {
      const expected = new Map<string, { count: number; amount: bigint; fee: bigint; returned: bigint }>();
      const { payouts } = upTo(end());
      for (const { body } of historian.store.log.filter(({ body }) => body.type === 'PayoutRequested')) {
        const { payoutId, requestedAt, currency } = body.data as Record<string, string>;
        const day = new Date(Date.parse(requestedAt!) + hours * 3_600_000).toISOString().slice(0, 10);
        const { status, original, fee, returned } = payouts[payoutId!]!;
        const key = `${day} ${status} ${currency}`;
        const sum = expected.get(key) ?? { count: 0, amount: 0n, fee: 0n, returned: 0n };
        expected.set(key, {
          count: sum.count + 1,
          amount: sum.amount + original,
          fee: sum.fee + (fee ?? 0n),
          returned: sum.returned + returned,
        });
      }
      const { body } = valueOf(
        await new GetTotalsHandler(postgres.database).execute(new GetTotals('*', {}, timezone)),
      );
      const found = body.map(
        ({ day, status, currency, count, amountMinor: amount, feeMinor: fee, returnedMinor: returned }) => [
          `${day} ${status} ${currency}`,
          { count, amount, fee, returned },
        ],
      );
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      expect(found).toHaveLength(expected.size);
    }
  });

  it('aged holds are the open ones that are old enough, the oldest first, page by page', async () => {
    const handler = new ListAgedHoldsHandler(postgres.database);
    const open = Object.entries(upTo(end()).payouts).filter(([, { hold }]) => hold > 0n);
    expect(open.length).toBeGreaterThan(2);
    const found: string[] = [];
    const late = new Date('2027-01-01');
    let cursor: string | undefined;
    do {
      const { body } = valueOf(await handler.execute(new ListAgedHolds('*', late, 2, cursor)));
      found.push(...body.items.map(({ payoutId, heldMinor }) => `${payoutId} ${heldMinor}`));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(open.map(([id, { hold }]) => `${id} ${hold}`));
    const { body } = valueOf(await handler.execute(new ListAgedHolds('*', late, 200)));
    const middle = body.items[2]!.requestedAt;
    const older = valueOf(await handler.execute(new ListAgedHolds('*', middle, 200))).body.items;
    expect(older).toEqual(body.items.filter(({ requestedAt }) => requestedAt < middle));
  });

  it('floats say what each provider should have', async () => {
    const { ledger } = upTo(end());
    const balance = (name: string) => (ledger[name]?.debit ?? 0n) - (ledger[name]?.credit ?? 0n);
    const { body } = valueOf(await new GetProviderFloatsHandler(postgres.database).execute());
    expect(body.length).toBeGreaterThan(0);
    for (const { provider, currency, floatMinor, feesMinor, expectedMinor } of body) {
      expect(floatMinor).toBe(balance(`provider:${provider}:float ${currency}`));
      expect(feesMinor).toBe(-balance(`provider:${provider}:fees ${currency}`));
      expect(expectedMinor).toBe(floatMinor - feesMinor);
    }
  });

  it('entries can be asked for by provider, event type and ledger account, and name the provider’s time', async () => {
    const handler = new ListJournalEntriesHandler(postgres.database);
    const ask = async (filters: ListJournalEntries['filters']) =>
      valueOf(await handler.execute(new ListJournalEntries('*', filters, 200))).body.items;
    const all = await ask({ accountId: 'merchant-0' });
    const some = (filters: ListJournalEntries['filters']) => ask({ accountId: 'merchant-0', ...filters });
    expect(await some({ provider: 'connectpsp' })).toEqual(all.filter(({ provider }) => provider !== null));
    expect(await some({ provider: 'nobody' })).toEqual([]);
    expect(await some({ eventType: 'FundsHeld' })).toEqual(
      all.filter(({ eventType }) => eventType === 'FundsHeld'),
    );
    const fees = 'provider:connectpsp:fees';
    expect(await some({ ledgerAccount: fees })).toEqual(
      all.filter(({ postings }) => postings.some(({ ledgerAccount }) => ledgerAccount === fees)),
    );
    const told = new Map(
      historian.store.log
        .filter(({ body }) => body.type === 'PayoutCompleted')
        .map(({ body }) => body.data as { payoutId: string; providerTime: string | null })
        .map(({ payoutId, providerTime }) => [payoutId, providerTime]),
    );
    const captures = await some({ eventType: 'HoldCaptured' });
    expect(captures.map(({ providerTime }) => providerTime)).toEqual(
      captures.map(({ payoutId }) => told.get(payoutId!)),
    );
    expect(new Set(captures.map(({ providerTime }) => providerTime)).size).toBeGreaterThan(1);
  });
});

describe('cases', () => {
  const list = async (filters: ListCases['filters'], limit = 200) => {
    const found: CaseView[] = [];
    let cursor: string | undefined;
    do {
      const query = new ListCases('*', filters, limit, cursor);
      const { body } = valueOf(await new ListCasesHandler(postgres.database).execute(query));
      expect(body.items.length).toBeLessThanOrEqual(limit);
      found.push(...body.items);
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  };

  beforeEach(() => follow(fc.sample(step, { numRuns: 250, seed: 17 })));

  it('are listed once each, the newest first, by what is asked for', async () => {
    const expected = Object.entries(upTo(end()).cases).reverse();
    const all = await list({ status: 'ALL' }, 3);
    expect(all.map(({ id, status }) => [id, status])).toEqual(
      expected.map(([id, { status }]) => [id, status]),
    );
    expect(new Set(all.map(({ status }) => status)).size).toBeGreaterThan(2);
    const is = (...statuses: string[]) => all.filter(({ status }) => statuses.includes(status));
    expect(await list({ status: 'UNRESOLVED' }, 2)).toEqual(is('OPEN', 'PROPOSED', 'CONFIRMED'));
    expect(await list({ status: 'RESOLVED' })).toEqual(is('RESOLVED'));
    const { payoutId } = all.find(each => each.payoutId !== null)!;
    expect(await list({ status: 'ALL', payoutId: payoutId! })).toEqual(
      all.filter(each => each.payoutId === payoutId),
    );
    expect(await list({ status: 'ALL', kind: 'FEE_ABOVE_HOLD' })).toEqual([]);
  });

  it('name the streams of the notifications that spoke of their payout', async () => {
    const payoutId = historian.payouts[0]!.id;
    const { id } = historian.openCase(payoutId);
    const applied = { receivedEventId: 'e', payoutId };
    historian.append('notification-b', { type: 'NotificationApplied', data: applied });
    historian.append('notification-a', {
      type: 'NotificationQuarantined',
      data: { ...applied, reason: 'r' },
    });
    historian.append('notification-c', {
      type: 'NotificationApplied',
      data: { ...applied, payoutId: 'another' },
    });
    const evidence = { kind: 'notification', eventId: 'e', verdictOn: 'notification-d' };
    const data = { payoutId, providerId: 'p', outcome: 'FAILED', detail: 'd', evidence };
    historian.append(`payout-${payoutId}`, { type: 'PayoutAcceptanceEnded', data });
    historian.deposit('merchant-0', 1n);
    await caughtUp();
    const { body } = valueOf(await new GetCaseHandler(postgres.database, live()).execute(new GetCase(id)));
    expect(body).toMatchObject({
      case: { id, payoutId, status: 'OPEN', decision: null },
      notificationStreams: ['notification-a', 'notification-b', 'notification-d'],
    });
    const none = await new GetCaseHandler(postgres.database, live()).execute(new GetCase('none'));
    expect(none).toMatchObject({ ok: false, refusal: { code: 'CASE_NOT_FOUND' } });
  });
});

describe('the account of a history', () => {
  it('is there while it is written', async () => {
    await follow([]);
    for (const each of fc.sample(step, { numRuns: 40, seed: 3 })) take(historian, each);
    expect(await caughtUp()).toMatchObject({ ok: true });
    const balance = valueOf(
      await new GetBalanceHandler(postgres.database).execute(new GetBalance('merchant-0')),
    );
    const { available, held } = upTo(balance.position).accounts['merchant-0']!;
    expect(balance.body).toMatchObject({ availableMinor: available, heldMinor: held });
  });
});
