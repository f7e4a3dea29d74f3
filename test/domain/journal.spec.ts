import fc from 'fast-check';
import { account } from '../../src/domain/account/account';
import type { AccountEvent } from '../../src/domain/account/events';
import { entryFor, trialBalance, type Posting } from '../../src/domain/journal/journal';
import { CURRENCIES } from '../../src/shared/money';
import { captured, deposited, held, holdRefused, opened, released } from './account-examples';
import { minor, movement } from './movements';

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
      'a capture with a fee of 1.00 above a hold of 50.31: 0.69 comes out of available',
      captured({ feeAmountMinor: 100n }),
      [line(HELD, 5_031n, 0n), line(AVAILABLE, 69n, 0n), line(FLOAT, 0n, 5_000n), line(FEES, 0n, 100n)],
    ],
    ['a release', released(), [line(HELD, 5_031n, 0n), line(AVAILABLE, 0n, 5_031n)]],
  ];
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

  it('takes exactly finalAmount from the customer for a completed payout', () => {
    const figures = fc.record({ heldAmountMinor: minor, originalAmountMinor: minor, feeAmountMinor: minor });
    fc.assert(
      fc.property(figures, figures => {
        const { lines } = trialBalance([held(figures.heldAmountMinor), captured(figures)].flatMap(entryFor));
        const taken = lines
          .filter(({ ledgerAccount }) => ledgerAccount.startsWith('account:'))
          .reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0n);
        expect(taken).toBe(figures.originalAmountMinor + figures.feeAmountMinor);
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
