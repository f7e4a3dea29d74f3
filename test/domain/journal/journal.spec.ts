import fc from 'fast-check';
import { account } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import { entryFor, trialBalance, type Posting } from '../../../src/domain/journal/journal';
import { CURRENCIES, MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import {
  captured,
  captureHold,
  captureReversed,
  deposited,
  excessCharged,
  fundsReturned,
  held,
  holdRefused,
  opened,
  released,
  releaseReversed,
  suspenseBooked,
} from '../account/account-examples';
import { feesSettled } from './fees/fee-examples';
import { minor, movement } from '../account/movements';

const line = (ledgerAccount: string, debitMinor: bigint, creditMinor: bigint): Posting => ({
  ledgerAccount,
  debitMinor,
  creditMinor,
  currency: 'BRL',
});

const AVAILABLE = 'account:merchant-1:available';
const HELD = 'account:merchant-1:held';
const FLOAT = 'provider:connectpsp:float';
const FEES = 'provider:connectpsp:fees';
const SUSPENSE = 'provider:connectpsp:suspense';

describe('the entry of each event', () => {
  const rows: [string, AccountEvent, Posting[]][] = [
    ['opening moves nothing', opened, []],
    ['a refused hold moves nothing', holdRefused(), []],
    ['a deposit of 100.00', deposited(), [line(FLOAT, 10_000n, 0n), line(AVAILABLE, 0n, 10_000n)]],
    ['a hold of 50.31', held(), [line(AVAILABLE, 5_031n, 0n), line(HELD, 0n, 5_031n)]],
    [
      'a capture of the whole hold: 50.00 and a fee of 0.31',
      captured(),
      [line(HELD, 5_031n, 0n), line(FLOAT, 0n, 5_000n), line(FEES, 0n, 31n)],
    ],
    [
      'a capture of less: a fee of 0.12, the rest of 0.19 goes back',
      captured({ feeAmountMinor: 12n }),
      [
        line(HELD, 5_012n, 0n),
        line(FLOAT, 0n, 5_000n),
        line(FEES, 0n, 12n),
        line(HELD, 19n, 0n),
        line(AVAILABLE, 0n, 19n),
      ],
    ],
    [
      'a capture without a fee',
      captured({ heldAmountMinor: 5_000n, feeAmountMinor: 0n }),
      [line(HELD, 5_000n, 0n), line(FLOAT, 0n, 5_000n)],
    ],
    [
      'a capture with a fee of 1.00 above a hold of 50.31: 0.69 is on suspense',
      captured({ feeAmountMinor: 100n, excessMinor: 69n }),
      [line(HELD, 5_031n, 0n), line(SUSPENSE, 69n, 0n), line(FLOAT, 0n, 5_000n), line(FEES, 0n, 100n)],
    ],
    [
      'an excess of 1.00 that the customer is to pay',
      excessCharged(),
      [line(AVAILABLE, 100n, 0n), line(SUSPENSE, 0n, 100n)],
    ],
    [
      'a capture with an excess on suspense that was decided to be none',
      captureReversed({ feeAmountMinor: 100n, excessMinor: 69n }),
      [line(FLOAT, 5_000n, 0n), line(FEES, 100n, 0n), line(AVAILABLE, 0n, 5_031n), line(SUSPENSE, 0n, 69n)],
    ],
    [
      'a release that was decided to be none, for a fee above what was held',
      releaseReversed({ feeAmountMinor: 100n, excessMinor: 69n }),
      [line(AVAILABLE, 5_031n, 0n), line(SUSPENSE, 69n, 0n), line(FLOAT, 0n, 5_000n), line(FEES, 0n, 100n)],
    ],
    [
      'of schema version 1 the account paid the 0.69 above its hold',
      captured({ feeAmountMinor: 100n }),
      [line(HELD, 5_031n, 0n), line(AVAILABLE, 69n, 0n), line(FLOAT, 0n, 5_000n), line(FEES, 0n, 100n)],
    ],
    ['a release', released(), [line(HELD, 5_031n, 0n), line(AVAILABLE, 0n, 5_031n)]],
    [
      'a return of 20.00 that cost nothing',
      fundsReturned({ amountMinor: 2_000n }),
      [line(FLOAT, 2_000n, 0n), line(AVAILABLE, 0n, 2_000n)],
    ],
    [
      'a return of 20.00 that cost 0.05: the fee has postings of its own',
      fundsReturned({ amountMinor: 2_000n, feeAmountMinor: 5n }),
      [line(FLOAT, 2_000n, 0n), line(AVAILABLE, 0n, 2_000n), line(AVAILABLE, 5n, 0n), line(FEES, 0n, 5n)],
    ],
    [
      'a capture that was decided to be none: amount and fee go back the way they came',
      captureReversed(),
      [line(FLOAT, 5_000n, 0n), line(FEES, 31n, 0n), line(AVAILABLE, 0n, 5_031n)],
    ],
    [
      'a release that was decided to be none: amount and fee leave available',
      releaseReversed(),
      [line(AVAILABLE, 5_031n, 0n), line(FLOAT, 0n, 5_000n), line(FEES, 0n, 31n)],
    ],
    [
      '7.00 that left the provider for nobody',
      suspenseBooked(),
      [line(SUSPENSE, 700n, 0n), line(FLOAT, 0n, 700n)],
    ],
    [
      '7.00 that came to the provider from nobody',
      suspenseBooked({ direction: 'CAME_TO_FLOAT' }),
      [line(FLOAT, 700n, 0n), line(SUSPENSE, 0n, 700n)],
    ],
  ];
  it.each([
    ['FLOAT', FLOAT],
    ['HOUSE', 'house:bank'],
  ] as const)('fees of 1.17 that were paid from %s', (paidFrom, ledgerAccount) => {
    expect(entryFor(feesSettled({ paidFrom }))).toEqual([
      line(FEES, 117n, 0n),
      line(ledgerAccount, 0n, 117n),
    ]);
  });

  it.each(rows)('%s', (_name, event, postings) => {
    expect(entryFor(event)).toEqual(postings);
  });
});

const anyEvent = fc.oneof(fc.constant(opened), movement(fc.constantFrom(...CURRENCIES)));

describe('any event', () => {
  it('has postings that sum to zero per currency, each on exactly one side and above zero', () => {
    fc.assert(
      fc.property(anyEvent, event => {
        const postings = entryFor(event);
        for (const { debitMinor, creditMinor } of postings) {
          expect(debitMinor >= 0n && creditMinor >= 0n).toBe(true);
          expect(debitMinor === 0n).not.toBe(creditMinor === 0n);
        }
        for (const { debitMinor, creditMinor } of trialBalance(postings).totals.values()) {
          expect(debitMinor).toBe(creditMinor);
        }
      }),
    );
  });

  it('moves the balances of the account as the account itself says', () => {
    const inBrl = fc.array(movement(fc.constant('BRL' as const)), { maxLength: 8 });
    fc.assert(
      fc.property(inBrl, movements => {
        const events = [opened, ...movements];
        const state = events.reduce(account.evolve, account.initial);
        const { lines } = trialBalance(events.flatMap(entryFor));
        const balance = (name: string) => {
          const found = lines.find(({ ledgerAccount }) => ledgerAccount === name);
          return (found?.creditMinor ?? 0n) - (found?.debitMinor ?? 0n);
        };
        expect([balance(AVAILABLE), balance(HELD)]).toEqual([state?.availableMinor, state?.heldMinor]);
      }),
    );
  });

  it('takes finalAmount for a completed payout: at most the hold from the customer, the rest from the suspense', () => {
    const figures = fc.record({ heldAmountMinor: minor, originalAmountMinor: minor, feeAmountMinor: minor });
    fc.assert(
      fc.property(figures, figures => {
        const { heldAmountMinor, originalAmountMinor, feeAmountMinor } = figures;
        const holding = [opened, deposited({ amountMinor: MAX_AMOUNT_MINOR }), held(heldAmountMinor)];
        const state = holding.reduce(account.evolve, account.initial);
        const decided = account.decide(state, captureHold({ originalAmountMinor, feeAmountMinor }));
        if (!decided.ok) return expect(originalAmountMinor).toBe(0n);
        const { lines } = trialBalance([held(heldAmountMinor), ...decided.value].flatMap(entryFor));
        const debits = (prefix: string) =>
          lines
            .filter(({ ledgerAccount }) => ledgerAccount.startsWith(prefix))
            .reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0n);
        expect(debits('account:') + debits(SUSPENSE)).toBe(originalAmountMinor + feeAmountMinor);
        expect(debits('account:')).toBeLessThanOrEqual(heldAmountMinor);
        expect(debits(SUSPENSE)).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});

/** What the events leave behind per ledger account: credits less debits, where that is not nothing. */
function effect(events: readonly AccountEvent[]): Record<string, bigint> {
  const { lines } = trialBalance(events.flatMap(entryFor));
  const net = lines.map(({ ledgerAccount, debitMinor, creditMinor }) => [
    ledgerAccount,
    creditMinor - debitMinor,
  ]);
  return Object.fromEntries(net.filter(([, minor]) => minor !== 0n)) as Record<string, bigint>;
}

describe('a reversal', () => {
  const figures = fc.record({ heldAmountMinor: minor, originalAmountMinor: minor, feeAmountMinor: minor });

  it('of a capture leaves what a release leaves, to the centavo in every ledger account', () => {
    fc.assert(
      fc.property(figures, figures => {
        const events = [captured(figures), captureReversed(figures)];
        expect(effect(events)).toEqual(effect([released(figures.heldAmountMinor)]));
      }),
    );
  });

  it('of a release leaves what a capture leaves', () => {
    fc.assert(
      fc.property(figures, figures => {
        const events = [released(figures.heldAmountMinor), releaseReversed(figures)];
        expect(effect(events)).toEqual(effect([captured(figures)]));
      }),
    );
  });

  it('is the exact inverse of the other', () => {
    fc.assert(
      fc.property(figures, figures => {
        expect(effect([captureReversed(figures), releaseReversed(figures)])).toEqual({});
      }),
    );
  });
});

describe('the trial balance', () => {
  it('adds up per ledger account and per currency, in a fixed order', () => {
    const events = [
      deposited(),
      deposited({ currency: 'USD', amountMinor: 5n }),
      held(),
      captured({ feeAmountMinor: 12n }),
    ];
    const balance = trialBalance(events.flatMap(entryFor));
    expect(balance.lines).toEqual([
      line(AVAILABLE, 5_031n, 10_019n),
      { ...line(AVAILABLE, 0n, 5n), currency: 'USD' },
      line(HELD, 5_031n, 5_031n),
      line(FEES, 0n, 12n),
      line(FLOAT, 10_000n, 5_000n),
      { ...line(FLOAT, 5n, 0n), currency: 'USD' },
    ]);
    expect([...balance.totals]).toEqual([
      ['BRL', { debitMinor: 20_062n, creditMinor: 20_062n }],
      ['USD', { debitMinor: 5n, creditMinor: 5n }],
    ]);
  });
});
