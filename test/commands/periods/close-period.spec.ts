import { describeDifference } from '../../../src/audit/difference';
import { verifyBooks } from '../../../src/audit/verify-books';
import { ClosePeriod, ClosePeriodHandler } from '../../../src/commands/periods/close-period';
import type { PeriodSeal } from '../../../src/domain/journal/events';
import { parseMonth } from '../../../src/domain/journal/periods/month';
import { trialBalanceFingerprint } from '../../../src/domain/journal/periods/trial-balance-text';
import { booksAtEnd } from '../../../src/queries/ledger/period-books';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import { project } from '../../audit/build-read-models';
import { Historian } from '../../projections/histories';
import { startTestPostgres, type TestPostgres } from '../../projections/postgres';
import { storeOf } from '../../support/history';

const JANUARY = parseMonth('2026-01')!;
const FEBRUARY = parseMonth('2026-02')!;
const MINUTE_MS = 60_000;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

/** The history goes on at this time by the store’s clock. */
function goOnAt(historian: Historian, time: string): void {
  const before = historian.clockShiftMs;
  const now = historian.store.log.at(-1)!.recordedAt.getTime();
  historian.clockShiftMs = before + Date.parse(time) - now - MINUTE_MS;
}

/** 100.00 in January, of which 50.00 are paid in its last minute; 7.00 in the first minute of February. */
function twoMonths(): Historian {
  const historian = new Historian();
  historian.open('merchant-1');
  historian.deposit('merchant-1', 10_000n);
  const id = historian.request('merchant-1', 5_000n, 31n)!;
  const payout = historian.payouts.find(each => each.id === id)!;
  historian.submit(payout);
  goOnAt(historian, '2026-02-01T02:57:00Z');
  historian.complete(payout, 31n);
  goOnAt(historian, '2026-02-01T03:00:00Z');
  historian.deposit('merchant-1', 700n);
  return historian;
}

/** A statement that begins at this time, and the case of its break. */
function openBreak(historian: Historian, caseId: string, streamId: string, from: string): void {
  historian.append(streamId, { type: 'StatementImported', data: { statementId: streamId, from } });
  const cause = { eventId: 'e', streamId };
  const data = { caseId, kind: 'RECONCILIATION_BREAK', payoutId: null, cause, detail: '', openedAt: from };
  historian.append(`case-${caseId}`, { type: 'CaseOpened', data });
}

const handlerOf = (historian: Historian, now: string) =>
  new ClosePeriodHandler(
    historian.store,
    { atEnd: ({ to }) => booksAtEnd(postgres.database, to) },
    { now: () => new Date(now), monotonicMs: () => 0, wait: () => Promise.resolve() },
  );

async function prepared(historian: Historian): Promise<Historian> {
  await postgres.empty();
  await project(historian.store, postgres.url);
  return historian;
}

/** The history without its last event, with another one in its place. */
function withLast(log: readonly RecordedEvent[], change: (seal: PeriodSeal) => Partial<PeriodSeal>) {
  const last = log.at(-1)!;
  const data = last.body.data as PeriodSeal;
  const store = storeOf([]);
  store.log.push(...log.slice(0, -1), {
    ...last,
    body: { ...last.body, data: { ...data, ...change(data) } },
  });
  return store;
}

/** What the audit says of periods: a historian's other events are none that a decider would write. */
const found = async (store: Parameters<typeof verifyBooks>[0]) =>
  (await verifyBooks(store, postgres.database)).differences
    .filter(({ stream }) => stream === 'closed-periods')
    .map(describeDifference);

describe('closing a period', () => {
  it('seals what was booked before its end and nothing after it, and the audit makes the same seal', async () => {
    const historian = await prepared(twoMonths());
    const handler = handlerOf(historian, '2026-02-02T12:00:00Z');
    const closed = await handler.execute(new ClosePeriod('alice', JANUARY, null));
    const lines = [
      ['account:merchant-1:available', 5_031n, 10_000n],
      ['account:merchant-1:held', 5_031n, 5_031n],
      ['provider:connectpsp:fees', 0n, 31n],
      ['provider:connectpsp:float', 10_000n, 5_000n],
    ] as const;
    const fingerprint = trialBalanceFingerprint(
      lines.map(([ledgerAccount, debitTotalMinor, creditTotalMinor]) => {
        return { ledgerAccount, currency: 'BRL', debitTotalMinor, creditTotalMinor };
      }),
    );
    const sums = [{ currency: 'BRL', debitTotalMinor: 20_062n, creditTotalMinor: 20_062n }];
    expect(closed).toMatchObject({ value: { body: { lines: 4, fingerprint, sums, closedBy: 'alice' } } });
    expect(await found(historian.store)).toEqual([]);
    const seals = historian.store.log.filter(({ body }) => body.type === 'PeriodClosed');
    expect(seals).toHaveLength(1);
  });

  it('answers a month that is closed as it was closed, whoever asks', async () => {
    const historian = await prepared(twoMonths());
    const handler = handlerOf(historian, '2026-02-02T12:00:00Z');
    const first = await handler.execute(new ClosePeriod('alice', JANUARY, null));
    expect(await handler.execute(new ClosePeriod('bob', JANUARY, null))).toEqual(first);
  });

  it('keeps a month open that is not over, and one after which nothing is booked', async () => {
    const historian = await prepared(twoMonths());
    const early = await handlerOf(historian, '2026-02-02T12:00:00Z').execute(
      new ClosePeriod('alice', FEBRUARY, null),
    );
    expect(early).toMatchObject({ refusal: { code: 'PERIOD_BLOCKED', blockers: [{ kind: 'NOT_OVER' }] } });
    const idle = await handlerOf(historian, '2026-03-02T12:00:00Z').execute(
      new ClosePeriod('alice', FEBRUARY, null),
    );
    expect(idle).toMatchObject({ refusal: { blockers: [{ kind: 'NOTHING_BOOKED_SINCE' }] } });
    expect(historian.store.log.some(({ body }) => body.type === 'PeriodClosed')).toBe(false);
  });

  it('lists everything that keeps it open together', async () => {
    const unsure = new Historian();
    unsure.open('merchant-1');
    unsure.deposit('merchant-1', 10_000n);
    const id = unsure.request('merchant-1', 1_000n, 0n)!;
    const payout = unsure.payouts.find(each => each.id === id)!;
    unsure.send(payout);
    unsure.doubt(payout);
    unsure.append('account-merchant-1', {
      type: 'SuspenseBooked',
      data: {
        accountId: 'merchant-1',
        payoutId: id,
        caseId: 'case-1',
        provider: 'connectpsp',
        direction: 'LEFT_FLOAT',
        amountMinor: 5n,
        currency: 'BRL',
      },
    });
    openBreak(unsure, 'case-january', 'reconciliation-january', '2026-01-01T03:00:00.000Z');
    openBreak(unsure, 'case-february', 'reconciliation-february', '2026-02-01T03:00:00.000Z');
    goOnAt(unsure, '2026-02-01T04:00:00Z');
    unsure.deposit('merchant-1', 1n);
    await prepared(unsure);
    const handler = handlerOf(unsure, '2026-02-02T12:00:00Z');
    const blocked = await handler.execute(new ClosePeriod('alice', JANUARY, null));
    expect(blocked).toMatchObject({
      refusal: {
        blockers: [
          { kind: 'OUTCOME_UNKNOWN', ids: [id] },
          { kind: 'BREAK_OPEN', ids: ['case-january'] },
          { kind: 'SUSPENSE', ids: ['provider:connectpsp:suspense'] },
        ],
      },
    });
    const accepted = await handler.execute(new ClosePeriod('alice', JANUARY, 'The house bears it'));
    expect(accepted).toMatchObject({
      refusal: { blockers: [{ kind: 'OUTCOME_UNKNOWN' }, { kind: 'BREAK_OPEN' }] },
    });
  });
});

describe('the breaks that keep a period open', () => {
  it('are named up to a hundred', async () => {
    const historian = twoMonths();
    for (let index = 0; index < 101; index += 1)
      openBreak(historian, `case-${index}`, `reconciliation-${index}`, '2026-01-01T03:00:00.000Z');
    await prepared(historian);
    const blocked = await handlerOf(historian, '2026-02-02T12:00:00Z').execute(
      new ClosePeriod('alice', JANUARY, null),
    );
    expect(blocked).toMatchObject({ refusal: { blockers: [{ kind: 'BREAK_OPEN', ids: { length: 100 } }] } });
  });
});

describe('the audit of a closed period', () => {
  it.each<[string, (seal: PeriodSeal) => Partial<PeriodSeal>]>([
    ['another fingerprint', ({ fingerprint }) => ({ fingerprint: fingerprint.replace(/^./, 'x') })],
    ['another sum', ({ sums }) => ({ sums: sums.map(sum => ({ ...sum, debitTotalMinor: 1n })) })],
    ['another number of lines', ({ lines }) => ({ lines: lines + 1 })],
    ['another place', () => ({ position: '1/1' })],
    ['a month after which nothing is booked', () => ({ period: '2026-02' })],
  ])('finds %s', async (_what, changed) => {
    const historian = await prepared(twoMonths());
    await handlerOf(historian, '2026-02-02T12:00:00Z').execute(new ClosePeriod('alice', JANUARY, null));
    const tampered = withLast(historian.store.log, changed);
    expect(await found(tampered)).toEqual([expect.stringMatching(/^I22 closed-periods@0: period 2026-0/)]);
  });

  it('finds a period that one person opened again', async () => {
    const historian = await prepared(twoMonths());
    await handlerOf(historian, '2026-02-02T12:00:00Z').execute(new ClosePeriod('alice', JANUARY, null));
    const store = storeOf([]);
    store.log.push(...historian.store.log);
    const [period, closed] = ['2026-01', store.log.at(-1)!];
    const next = (revision: bigint, type: string, data: object): RecordedEvent => ({
      ...closed,
      id: closed.id.replace(/^.{8}/, `0000000${revision}`),
      revision,
      position: { commit: closed.position.commit + revision, prepare: closed.position.prepare + revision },
      body: { type, data },
    });
    store.log.push(next(1n, 'PeriodReopenProposed', { period, proposedBy: 'alice' }));
    store.log.push(next(2n, 'PeriodReopened', { period, confirmedBy: 'alice' }));
    expect(await found(store)).toEqual(['I22 closed-periods@2: one person opened period 2026-01 again']);
  });
});
