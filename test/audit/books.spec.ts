import fc from 'fast-check';
import { account } from '../../src/domain/account/account';
import type { AccountEvent } from '../../src/domain/account/events';
import type { FeeEvent } from '../../src/domain/journal/events';
import { entryFor, trialBalance } from '../../src/domain/journal/journal';
import { Ledger, sumOf } from '../../src/audit/records/ledger';
import { fingerprintOf, replayBooks } from '../../src/audit/replay-books';
import { auditStreams, verifyAgainst } from '../../src/audit/verify-books';
import { accountStream } from '../../src/event-store/stream-names';
import { CURRENCIES } from '../../src/shared/money';
import { captured } from '../domain/account/account-examples';
import { movement } from '../domain/account/movements';
import { SAME_RUNS } from '../support/test-seed';
import { storeOf, type Recordable } from '../support/history';
import { violationsOf } from '../support/check-world';
import { anyHistory } from './generate-world';
import { readModelOf, sampleEvents } from './sample';

const isFeeEvent = (event: Recordable): event is FeeEvent => 'settlementId' in event.data;

/** Figures so small that a fee meets, and passes, its hold. */
const few = fc.bigInt({ min: 0n, max: 4n });

const isAccountEvent = (event: Recordable): event is AccountEvent =>
  'accountId' in event.data && !('clientId' in event.data);

describe('the audit’s own books', () => {
  it('find nothing wrong with what the deciders make', () => {
    fc.assert(
      fc.property(anyHistory, events => {
        const { log } = storeOf(events);
        expect(violationsOf({ events: log, providerRecords: [], commands: [], atRest: false })).toEqual([]);
      }),
      { numRuns: 700 },
    );
  });

  it('are tried with every kind of event', () => {
    const met = new Set(
      fc
        .sample(anyHistory, { numRuns: 700, ...SAME_RUNS })
        .flat()
        .map(({ type }) => type),
    );
    // Ten kinds of events of accounts and of payouts, four of cases, and exchanges, two of settlements: what is never met is not proved.
    expect([...met].sort()).toHaveLength(27);
  });

  it('agree with the account and with the journal, which they share no code with', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async events => {
        const books = await replayBooks(storeOf(events));
        const movements = events.filter(isAccountEvent);
        const state = movements.reduce(account.evolve, account.initial);
        const book = books.accounts.get('merchant-1');
        expect([book?.availableMinor, book?.heldMinor]).toEqual([state?.availableMinor, state?.heldMinor]);
        const booked = events.filter(event => isAccountEvent(event) || isFeeEvent(event));
        expect(books.ledger.sorted()).toEqual(trialBalance(booked.flatMap(entryFor)).lines);
      }),
    );
  });

  it('read every movement of money as the journal does, also those that no decider makes', () => {
    const figures = fc.record({ heldAmountMinor: few, originalAmountMinor: few, feeAmountMinor: few });
    const event = fc.oneof(movement(fc.constantFrom(...CURRENCIES)), figures.map(captured));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 10 }), events => {
        const ledger = new Ledger();
        for (const event of events) {
          const lines = ledger.book(event);
          expect(sumOf(lines)).toBe(0n);
          expect(
            lines.map(({ debitTotalMinor: _debits, creditTotalMinor: _credits, ...line }) => line),
          ).toEqual(entryFor(event));
        }
        expect(ledger.sorted()).toEqual(trialBalance(events.flatMap(entryFor)).lines);
      }),
      { numRuns: 500 },
    );
  });

  it('have the fingerprint of every earlier version: two audits of different versions are compared by it', async () => {
    const store = storeOf([]);
    // Earlier versions had no exchange before the acceptance: it has no place in what they compare.
    store.log.push(...sampleEvents().filter(({ streamId }) => streamId !== 'exchange-payout-1'));
    const { fingerprint } = await auditStreams(store, {});
    expect(fingerprint).toBe('d47cb56ae6f793839fcc512f73cf90b07c0ba076233a4aa86f8120ed04a07f98');
  });

  it('have the same fingerprint each time, and another after any event', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async events => {
        const fingerprint = async (history: typeof events) =>
          fingerprintOf(await replayBooks(storeOf(history)));
        const whole = await fingerprint(events);
        expect(await fingerprint(events)).toBe(whole);
        expect(await fingerprint(events.slice(0, -1))).not.toBe(whole);
      }),
    );
  });
});

/** The sample history in a store of its own; readAll is all that a replay asks of it. */
function sampleStore(events = sampleEvents()) {
  const store = storeOf([]);
  store.log.push(...events);
  return store;
}

describe('the replay', () => {
  it('tells its progress, and how far it came', async () => {
    const store = storeOf([]);
    const [opened] = sampleEvents();
    for (let index = 0; index < 2_500; index += 1) {
      const place = BigInt(index + 1);
      const id = `00000000-0000-5000-8000-${String(index).padStart(12, '0')}`;
      const streamId = `notification-x-${index}`;
      store.log.push({ ...opened!, id, streamId, revision: 0n, position: { commit: place, prepare: place } });
    }
    const told: number[] = [];
    const books = await replayBooks(store, { onProgress: events => told.push(events) });
    expect(told).toEqual([1_000, 2_000]);
    expect(books.events).toBe(2_500);
    expect(books.position).toEqual({ commit: 2_500n, prepare: 2_500n });
  });

  it('reports counts and no difference for sound streams', async () => {
    const report = await auditStreams(sampleStore());
    expect(report).toMatchObject({ ok: true, differences: [], differenceCount: 0, overdrafts: [] });
    expect(report.counts).toEqual({
      events: 22,
      streams: 7,
      accounts: 1,
      payouts: 3,
      payoutsUnderWay: 0,
      cases: 0,
      openCases: 0,
      ledgerAccounts: 4,
    });
  });

  it('names the first difference with stream, revision and figures', async () => {
    const events = sampleEvents();
    const captured = events.findIndex(({ body }) => body.type === 'HoldCaptured');
    const { body } = events[captured]!;
    events[captured] = {
      ...events[captured]!,
      body: { ...body, data: { ...body.data, feeAmountMinor: 13n } },
    };
    const report = await auditStreams(sampleStore(events));
    expect(report.ok).toBe(false);
    expect(report.differences[0]).toEqual({
      invariant: 'I5',
      stream: accountStream('merchant-1'),
      revision: 5n,
      detail: 'capture of 5000 + 13 for payout payout-1, which is COMPLETED 5000 + 12',
    });
  });

  it('keeps the first differences only, and counts them all', async () => {
    const [opened, , deposit] = sampleEvents();
    const events = Array.from({ length: 300 }, () => deposit!);
    const report = await auditStreams(sampleStore([opened!, ...events]));
    expect(report.differences).toHaveLength(100);
    expect(report.differenceCount).toBeGreaterThan(300);
  });
});

describe('the comparison with the read models', () => {
  it('finds each read model true at its own position, however far apart they are', async () => {
    const events = sampleEvents();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(events.length), { minLength: 4, maxLength: 4 }), async cuts => {
        const [accounts, payouts, journal, cases] = cuts.map(cut => readModelOf(events.slice(0, cut)));
        const readModel = {
          accounts: accounts!.accounts,
          payouts: payouts!.payouts,
          journal: journal!.journal,
          cases: cases!.cases,
        };
        const report = await verifyAgainst(sampleStore(), { snapshot: readModel, differences: [] });
        expect(report.differences).toEqual([]);
        expect(report.readModelPositions.payouts).toEqual(readModel.payouts.position);
      }),
    );
  });

  it('finds a read model that is behind the position it claims', async () => {
    const events = sampleEvents();
    const { position } = readModelOf(events).accounts;
    const readModel = {
      ...readModelOf(events),
      accounts: { ...readModelOf(events.slice(0, -1)).accounts, position },
    };
    const report = await verifyAgainst(sampleStore(), { snapshot: readModel, differences: [] });
    expect(report.ok).toBe(false);
    expect(report.differences.map(({ stream }) => stream)).toContain('account merchant-1');
  });

  it('finds history that the read model knows and the streams have lost', async () => {
    const events = sampleEvents();
    const report = await verifyAgainst(sampleStore(events.slice(0, -1)), {
      snapshot: readModelOf(events),
      differences: [],
    });
    expect(report.ok).toBe(false);
  });
});
