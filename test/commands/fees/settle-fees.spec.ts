import { describeDifference } from '../../../src/audit/difference';
import { verifyBooks } from '../../../src/audit/verify-books';
import {
  SettleFees,
  SettleFeesHandler,
  type FeeSettlementRequest,
} from '../../../src/commands/ledger/fees/settle-fees';
import { owedBy, readFees } from '../../../src/commands/ledger/fees/settlements-on-record';
import { ClosePeriod, ClosePeriodHandler } from '../../../src/commands/periods/close-period';
import { References } from '../../../src/commands/references';
import { parseMonth } from '../../../src/domain/journal/periods/month';
import { feesInBooks } from '../../../src/queries/ledger/fees-in-books';
import { GetProviderFloatsHandler } from '../../../src/queries/ledger/get-provider-floats';
import { GetTrialBalance, GetTrialBalanceHandler } from '../../../src/queries/ledger/get-trial-balance';
import {
  ListJournalEntries,
  ListJournalEntriesHandler,
} from '../../../src/queries/ledger/list-journal-entries';
import { booksAtEnd } from '../../../src/queries/ledger/period-books';
import { project } from '../../audit/build-read-models';
import { Historian } from '../../projections/histories';
import { startTestPostgres, type TestPostgres } from '../../projections/postgres';

const NOW = new Date('2026-01-02T12:00:00Z');
const INVOICE: FeeSettlementRequest = {
  provider: 'connectpsp',
  currency: 'BRL',
  amountMinor: 50n,
  paidFrom: 'FLOAT',
  reference: 'invoice-1',
  evidence: 'Line 7 of the statement',
};
const NOTHING_BOOKED = ['FeeSettlementProposed'];

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

/** 100.00, of which 40.00 are paid for a fee of 0.31 and 20.00 for one of 0.19; the books owe connectpsp 0.50. */
function twoFees(): Historian {
  const historian = new Historian();
  historian.open('merchant-1');
  historian.deposit('merchant-1', 10_000n);
  for (const [amount, fee] of [
    [4_000n, 31n],
    [2_000n, 19n],
  ] as const)
    pay(historian, amount, fee);
  return historian;
}

function pay(historian: Historian, amount: bigint, fee: bigint): void {
  const id = historian.request('merchant-1', amount, fee)!;
  const payout = historian.payouts.find(each => each.id === id)!;
  historian.submit(payout);
  historian.complete(payout, fee);
}

/** Two people decided that this payment was none. */
function reverse(historian: Historian, index: number): void {
  const { id: payoutId, amount } = historian.payouts[index]!;
  const fee = index === 0 ? 31n : 19n;
  historian.append('account-merchant-1', {
    type: 'CaptureReversed',
    data: {
      accountId: 'merchant-1',
      payoutId,
      provider: 'connectpsp',
      currency: 'BRL',
      originalAmountMinor: amount,
      feeAmountMinor: fee,
    },
  });
}

const clock = { now: () => NOW, monotonicMs: () => 0, wait: () => Promise.resolve() };

async function deskOf(historian: Historian) {
  await postgres.empty();
  const { store } = historian;
  const books = {
    async read(provider: 'connectpsp' | 'ntxpay') {
      await project(store, postgres.url);
      return feesInBooks(postgres.database, provider);
    },
  };
  const handler = new SettleFeesHandler(store, clock, new References(store, clock), books);
  const settle = (
    person: string,
    wish: Partial<FeeSettlementRequest> = {},
    key = `${person} ${wish.reference ?? ''}`,
  ) => handler.execute(new SettleFees(person, key, { ...INVOICE, ...wish }));
  const typesIn = (stream: string) =>
    store.log.filter(({ streamId }) => streamId === stream).map(({ body }) => body.type);
  return { settle, books, store, typesIn };
}

/** What the audit says of fees: a historian's other events are none that a decider would write. */
const found = async (historian: Historian) =>
  (await verifyBooks(historian.store, postgres.database)).differences
    .filter(({ invariant, stream }) => invariant === 'I7' || /provider-|period/.test(stream))
    .map(describeDifference);

describe('settling the fees of a provider', () => {
  it('books them once two persons have said the same, off the float', async () => {
    const historian = twoFees();
    const { settle, store, typesIn } = await deskOf(historian);
    expect(await settle('alice')).toMatchObject({ value: { body: { status: 'PROPOSED' } } });
    expect(typesIn('provider-connectpsp')).toEqual(NOTHING_BOOKED);
    expect(await settle('bob')).toMatchObject({ value: { body: { status: 'SETTLED' } } });
    await project(store, postgres.url);
    const floats = await new GetProviderFloatsHandler(postgres.database).execute();
    expect(floats).toMatchObject({
      value: { body: [{ provider: 'connectpsp', floatMinor: 3_950n, feesMinor: 0n, expectedMinor: 3_950n }] },
    });
    const entries = new ListJournalEntriesHandler(postgres.database);
    const fees = await entries.execute(new ListJournalEntries('*', { eventType: 'ProviderFeesSettled' }));
    expect(fees).toMatchObject({
      value: {
        body: {
          items: [
            {
              accountId: null,
              provider: 'connectpsp',
              reference: 'invoice-1',
              streamId: 'provider-connectpsp',
              postings: [
                { ledgerAccount: 'provider:connectpsp:fees', debitMinor: 50n, balanceMinor: 0n },
                { ledgerAccount: 'provider:connectpsp:float', creditMinor: 50n, balanceMinor: 3_950n },
              ],
            },
          ],
        },
      },
    });
    const of = await entries.execute(
      new ListJournalEntries(['merchant-1'], { eventType: 'ProviderFeesSettled' }),
    );
    expect(of).toMatchObject({ value: { body: { items: [] } } });
    expect(await found(historian)).toEqual([]);
  });

  it('books what the house paid against its bank account, and the float stays', async () => {
    const historian = twoFees();
    const { settle, store } = await deskOf(historian);
    await settle('alice', { paidFrom: 'HOUSE', amountMinor: 20n });
    await settle('bob', { paidFrom: 'HOUSE', amountMinor: 20n });
    await project(store, postgres.url);
    const { value } = (await new GetTrialBalanceHandler(postgres.database).execute(
      new GetTrialBalance(),
    )) as {
      value: { body: { lines: readonly { ledgerAccount: string }[] } };
    };
    expect(
      value.body.lines.filter(({ ledgerAccount }) => !ledgerAccount.startsWith('account')),
    ).toMatchObject([
      { ledgerAccount: 'house:bank', debitTotalMinor: 0n, creditTotalMinor: 20n },
      { ledgerAccount: 'provider:connectpsp:fees', debitTotalMinor: 20n, creditTotalMinor: 50n },
      { ledgerAccount: 'provider:connectpsp:float', debitTotalMinor: 10_000n, creditTotalMinor: 6_000n },
    ]);
    expect(await found(historian)).toEqual([]);
  });

  it('refuses more than is owed, names what is owed and writes nothing', async () => {
    const { settle, store } = await deskOf(twoFees());
    const before = store.log.length;
    const more = await settle('alice', { amountMinor: 51n });
    expect(more).toMatchObject({
      refusal: { code: 'FEES_NOT_OWED', facts: { asked: '0.51', owed: '0.50', currency: 'BRL' } },
    });
    expect(await settle('alice', { provider: 'ntxpay' })).toMatchObject({
      refusal: { code: 'FEES_NOT_OWED', facts: { owed: '0.00' } },
    });
    expect(store.log).toHaveLength(before);
  });

  it('counts what came after the proposal: a reversed fee is not owed any more, a new one is', async () => {
    const historian = twoFees();
    const { settle, typesIn, books, store } = await deskOf(historian);
    await settle('alice');
    reverse(historian, 1);
    expect(await settle('bob')).toMatchObject({
      refusal: { code: 'FEES_NOT_OWED', facts: { owed: '0.31' } },
    });
    expect(typesIn('provider-connectpsp')).toEqual(NOTHING_BOOKED);
    pay(historian, 1_000n, 20n);
    expect(await settle('bob')).toMatchObject({ value: { body: { status: 'SETTLED' } } });
    expect(owedBy(await readFees(store, books, 'connectpsp'))).toEqual([{ currency: 'BRL', owedMinor: 1n }]);
    await project(store, postgres.url);
    expect(await found(historian)).toEqual([]);
  });

  it('answers a repeat as before, and refuses the key for something else', async () => {
    const { settle, store } = await deskOf(twoFees());
    const first = await settle('alice');
    await settle('bob');
    const events = store.log.length;
    expect(await settle('alice')).toEqual(first);
    expect(await settle('bob')).toMatchObject({ value: { body: { status: 'SETTLED' } } });
    expect(await settle('alice', { amountMinor: 49n })).toMatchObject({
      refusal: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await settle('alice', {}, 'another key')).toMatchObject({
      refusal: { code: 'EXTERNAL_REFERENCE_USED' },
    });
    expect(store.log).toHaveLength(events);
  });

  it('lets one of two settlements win that race for the same fees', async () => {
    const historian = twoFees();
    const { settle, store, typesIn } = await deskOf(historian);
    const second = { reference: 'invoice-2', amountMinor: 30n };
    await settle('alice');
    await settle('alice', second);
    const results = await Promise.all([
      settle('bob'),
      settle('bob', second),
      settle('carol'),
      settle('carol', second),
      settle('bob'),
    ]);
    const settled = typesIn('provider-connectpsp').filter(type => type === 'ProviderFeesSettled');
    expect(settled).toHaveLength(1);
    expect(results.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    await project(store, postgres.url);
    expect(await found(historian)).toEqual([]);
  });

  it('takes no part of a proposal that its books do not know', async () => {
    const historian = twoFees();
    const { settle, store, books, typesIn } = await deskOf(historian);
    const read = books.read.bind(books);
    let isFirst = true;
    books.read = async provider => {
      const fees = await read(provider);
      if (!isFirst) return fees;
      isFirst = false;
      // After bob's request has read the books, alice proposes, and a fee is reversed.
      await settle('alice');
      reverse(historian, 1);
      return fees;
    };
    expect(await settle('bob')).toMatchObject({
      refusal: { code: 'FEES_NOT_OWED', facts: { owed: '0.31' } },
    });
    expect(typesIn('provider-connectpsp')).toEqual(NOTHING_BOOKED);
    await project(store, postgres.url);
    expect(await found(historian)).toEqual([]);
  });

  it('stays in its month: a seal has it, and the audit makes the same seal', async () => {
    const historian = twoFees();
    const { settle, store } = await deskOf(historian);
    await settle('alice');
    await settle('bob');
    historian.clockShiftMs = 40 * 86_400_000;
    historian.deposit('merchant-1', 1n);
    await project(store, postgres.url);
    const close = new ClosePeriodHandler(
      store,
      { atEnd: ({ to }) => booksAtEnd(postgres.database, to) },
      { ...clock, now: () => new Date('2026-03-01T12:00:00Z') },
    );
    const closed = await close.execute(new ClosePeriod('alice', parseMonth('2026-01')!, null));
    expect(closed).toMatchObject({
      value: { body: { sums: [{ debitTotalMinor: 22_150n, creditTotalMinor: 22_150n }] } },
    });
    expect(await found(historian)).toEqual([]);
  });
});
