import fc from 'fast-check';
import { account, type AccountCommand, type AccountState } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import { applyingLimits } from '../../../src/domain/limits/applying-limits';
import type { LimitCheck } from '../../../src/domain/limits/decide-limits';
import type { LimitScope, LimitTerms } from '../../../src/domain/limits/events';
import { nightOf, brazilianTime } from '../../../src/domain/limits/brazilian-time';
import { packAccount } from '../../../src/domain/account/account-memory';
import { booksOf, BRL, checkOf, DAY, NOON, type Asked, type Limits } from './limit-examples';
import { captureHold, depositFunds, holdFunds, openAccount, releaseHold } from '../account/account-examples';

const SCOPES = ['all', 'account-merchant-1', 'client-shop', 'provider-ntxpay'] as const;

class Account {
  readonly events: AccountEvent[] = [];
  state: AccountState = null;
  private payouts = 0;

  constructor(private readonly limits: Limits) {
    this.run(openAccount());
    this.run(depositFunds({ amountMinor: 1_000_000n }));
  }

  run(command: AccountCommand): string {
    const decided = account.decide(this.state, command);
    if (!decided.ok) return decided.refusal;
    for (const event of decided.value) {
      this.events.push(event);
      this.state = account.evolve(this.state, event);
    }
    return this.lastRefusal() ?? decided.value[0]?.type ?? 'nothing';
  }

  /** The name of the limit that refused, or the type of the event. */
  hold(asked: Asked = {}, over: Partial<LimitCheck> = {}): string {
    this.payouts += 1;
    const limits = { ...checkOf(this.limits, asked), ...over };
    return this.run(
      holdFunds({
        payoutId: `p-${this.payouts}`,
        amountMinor: limits.amountMinor + 10n,
        limits,
        scopes: SCOPES,
      }),
    );
  }

  private lastRefusal(): string | undefined {
    const last = this.events.at(-1);
    return last?.type === 'HoldRefused' ? last.data.exceeded?.refusal.limit : undefined;
  }
}

const left = ({ events }: Account): bigint | null | undefined => {
  const last = events.at(-1);
  return last?.type === 'HoldRefused' ? last.data.exceeded?.refusal.leftMinor : undefined;
};

describe('a payout within its limits is held, and one above is refused by name', () => {
  it('per payout, in every scope that it falls under', () => {
    const cap = (scope: LimitScope): Limits => [[scope, { kind: 'PER_PAYOUT', ...BRL, amountMinor: 1_000n }]];
    for (const scope of ['all', 'account-merchant-1', 'client-shop', 'provider-ntxpay'] as const) {
      const shop = new Account(cap(scope));
      expect(shop.hold()).toBe('FundsHeld');
      expect(shop.hold({ amountMinor: 1_001n })).toBe(`${scope}/PER_PAYOUT`);
      expect(left(shop)).toBe(1_000n);
    }
    expect(
      applyingLimits(
        booksOf(cap('provider-connectpsp')),
        { accountId: 'a', clientId: 'c', provider: 'ntxpay', ...BRL },
        NOON,
      ),
    ).toBeUndefined();
  });

  it('per account and day: a failed payout gives its share back, a completed one keeps it', () => {
    const shop = new Account([['all', DAY(2_500n)]]);
    expect([shop.hold(), shop.hold(), shop.hold()]).toEqual(['FundsHeld', 'FundsHeld', 'all/ACCOUNT_DAY']);
    expect(left(shop)).toBe(500n);
    shop.run(captureHold({ payoutId: 'p-1', originalAmountMinor: 1_000n, feeAmountMinor: 10n }));
    expect(shop.hold()).toBe('all/ACCOUNT_DAY');
    shop.run(releaseHold({ payoutId: 'p-2' }));
    expect(shop.hold()).toBe('FundsHeld');
  });

  it('a day is a day in São Paulo, and yesterday is not today', () => {
    const shop = new Account([['all', DAY(1_000n)]]);
    expect(shop.hold({ at: '2026-11-30T02:59:59.000Z' })).toBe('FundsHeld');
    expect(shop.hold({ at: '2026-11-30T02:59:59.999Z' })).toBe('all/ACCOUNT_DAY');
    expect(shop.hold({ at: '2026-11-30T03:00:00.000Z' })).toBe('FundsHeld');
    expect(shop.hold({ at: '2026-11-30T02:59:59.999Z' })).toBe('all/ACCOUNT_DAY');
  });

  it('the fee does not count', () => {
    const shop = new Account([['all', DAY(1_000n)]]);
    expect(shop.hold({ amountMinor: 1_000n })).toBe('FundsHeld');
  });

  it('the night has its own figure, past midnight too', () => {
    const night: LimitTerms = { kind: 'NIGHT', ...BRL, amountMinor: 1_000n, fromHour: 20, toHour: 6 };
    const shop = new Account([['all', night]]);
    expect(shop.hold({ at: '2026-11-30T22:59:00Z' })).toBe('FundsHeld'); // 19:59
    expect(shop.hold({ at: '2026-11-30T23:00:00Z' })).toBe('FundsHeld'); // 20:00
    expect(shop.hold({ at: '2026-12-01T08:59:00Z' })).toBe('all/NIGHT'); // 05:59 of the same night
    expect(shop.hold({ at: '2026-12-01T09:00:00Z' })).toBe('FundsHeld'); // 06:00
    expect(nightOf(brazilianTime('2026-12-01T08:59:00Z'), 20, 6)).toBe('2026-11-30');
  });

  it('a batch day has a counter of its own, and the ordinary day goes on beside it', () => {
    const batch: LimitTerms = { kind: 'BATCH_DAY', ...BRL, amountMinor: 5_000n, date: '2026-11-30' };
    const shop = new Account([
      ['all', DAY(1_500n)],
      ['account-merchant-1', batch],
    ]);
    expect([3_000n, 2_000n, 1_000n].map(amountMinor => shop.hold({ amountMinor }))).toEqual([
      'FundsHeld',
      'FundsHeld',
      'FundsHeld',
    ]);
    expect(shop.hold({ amountMinor: 1_000n })).toBe('all/ACCOUNT_DAY');
    expect(left(shop)).toBe(500n);
    expect(shop.hold({ amountMinor: 1_600n, at: '2026-12-01T15:00:00Z' })).toBe('all/ACCOUNT_DAY');
  });

  it('to a new payee everything under way counts, until one payout is completed', () => {
    const shop = new Account([['all', { kind: 'FIRST_PAYMENT', ...BRL, amountMinor: 1_500n }]]);
    expect([shop.hold(), shop.hold(), shop.hold({ payee: 'payee-2' })]).toEqual([
      'FundsHeld',
      'all/FIRST_PAYMENT',
      'FundsHeld',
    ]);
    shop.run(releaseHold({ payoutId: 'p-1' }));
    expect(shop.hold()).toBe('FundsHeld');
    shop.run(captureHold({ payoutId: 'p-4', originalAmountMinor: 1_000n, feeAmountMinor: 10n }));
    expect(shop.hold({ amountMinor: 9_000n })).toBe('FundsHeld');
    expect(shop.hold({ payee: 'payee-2' })).toBe('all/FIRST_PAYMENT');
  });

  it.each([
    ['block', false, 'all/DUPLICATE'],
    ['approve', false, 'all/DUPLICATE'],
    ['approve', true, 'FundsHeld'],
    ['warn', false, 'FundsHeld'],
  ] as const)('a duplicate of effect %s, for approval: %s', (effect, isForApproval, outcome) => {
    const shop = new Account([['all', { kind: 'DUPLICATE', ...BRL, withinMinutes: 10, effect }]]);
    const after = (minutes: number) => new Date(Date.parse(NOON) + minutes * 60_000).toISOString();
    expect(shop.hold()).toBe('FundsHeld');
    expect(shop.hold({ at: after(9), isForApproval })).toBe(outcome);
    expect(shop.hold({ at: after(9), amountMinor: 1_001n })).toBe('FundsHeld');
    expect(shop.hold({ at: after(9), payee: 'payee-2' })).toBe('FundsHeld');
    expect(shop.hold({ at: after(20) })).toBe('FundsHeld');
  });

  it('what failed is no duplicate', () => {
    const shop = new Account([['all', { kind: 'DUPLICATE', ...BRL, withinMinutes: 10, effect: 'block' }]]);
    shop.hold();
    shop.run(releaseHold({ payoutId: 'p-1' }));
    expect(shop.hold()).toBe('FundsHeld');
  });

  it('an account that is an exception is not limited', () => {
    const terms = { ...DAY(1n), exceptAccounts: ['merchant-1'] };
    expect(new Account([['all', terms]]).hold()).toBe('FundsHeld');
  });

  it('too little money is said before any limit, and takes nothing of one', () => {
    const shop = new Account([['all', DAY(9_000_000n)]]);
    expect(shop.hold({ amountMinor: 2_000_000n })).toBe('HoldRefused');
    expect(shop.state?.usage.totals.size).toBe(0);
  });

  it('the first answer stands', () => {
    const shop = new Account([['all', DAY(1_000n)]]);
    shop.hold({ amountMinor: 2_000n });
    const again = holdFunds({ payoutId: 'p-1', amountMinor: 10n });
    expect(shop.run(again)).toBe('all/ACCOUNT_DAY');
    expect(shop.events).toHaveLength(3);
    expect(shop.state?.holds.get('p-1')).toMatchObject({ status: 'refused', refusal: { leftMinor: 1_000n } });
  });
});

describe('what the account never decides on', () => {
  it('older limits than those it was decided on before, by whichever process', () => {
    const shop = new Account([['all', DAY(1_000n)]]);
    expect(shop.hold({ revision: 1 })).toBe('FundsHeld');
    expect(shop.hold({ revision: 0, at: '2026-12-01T15:00:00Z' })).toBe('LIMITS_OUTDATED');
    expect(shop.hold({ revision: 2, at: '2026-12-01T15:00:00Z' })).toBe('FundsHeld');
  });

  it('fewer scopes than it was decided on before: this process has not heard of one', () => {
    const shop = new Account([['all', DAY(1_000n)]]);
    expect(shop.hold({ revision: 1 })).toBe('FundsHeld');
    const scopes = ['all', 'account-merchant-1'] as const;
    const unaware = {
      type: 'HoldFunds',
      payoutId: 'late',
      amountMinor: 10n,
      currency: 'BRL',
      scopes,
    } as const;
    expect(shop.run(unaware)).toBe('LIMITS_OUTDATED');
    const ofOthers = { ...unaware, scopes: ['account-merchant-1'] } as const;
    expect(shop.run(ofOthers)).toBe('FundsHeld');
  });

  it('a refusal counts as a decision too', () => {
    const shop = new Account([['all', DAY(1n)]]);
    expect(shop.hold({ revision: 3 })).toBe('all/ACCOUNT_DAY');
    expect(shop.hold({ revision: 2 })).toBe('LIMITS_OUTDATED');
  });

  it('a day of which the counters are forgotten', () => {
    const shop = new Account([['all', DAY(1_000n)]]);
    shop.hold();
    expect(shop.hold({ at: '2026-11-28T15:00:00Z' })).toBe('LIMITS_OUTDATED');
    expect(shop.hold({ at: '2026-11-29T15:00:00Z' })).toBe('FundsHeld');
  });

  it('a limit that spans accounts without its share', () => {
    const limits: Limits = [['client-shop', { kind: 'CLIENT_DAY', ...BRL, amountMinor: 9_000n }]];
    const shop = new Account(limits);
    expect(shop.hold({}, { sharesTaken: [] })).toBe('client-shop/CLIENT_DAY');
    expect(shop.hold()).toBe('FundsHeld');
    shop.run(releaseHold({ payoutId: 'p-2' }));
    expect(shop.state?.holds.get('p-2')).toMatchObject({ usage: ['usage-client-shop-2026-11-30'] });
  });
});

describe('the counters', () => {
  const DAYS = ['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02'];

  it('forget all but two days', () => {
    const night: LimitTerms = { kind: 'NIGHT', ...BRL, amountMinor: 9_000n, fromHour: 0, toHour: 0 };
    const shop = new Account([
      ['all', DAY(9_000n)],
      ['account-merchant-1', DAY(9_000n)],
      ['all', night],
    ]);
    for (const day of DAYS) expect(shop.hold({ at: `${day}T15:00:00Z` })).toBe('FundsHeld');
    expect([...shop.state!.usage.totals.keys()].sort()).toEqual([
      '2026-12-01 all/NIGHT',
      '2026-12-01 day',
      '2026-12-02 all/NIGHT',
      '2026-12-02 day',
    ]);
  });

  it('never exceed the figure, whatever is held, completed and released in whatever order', () => {
    const step = fc.record({
      what: fc.constantFrom('hold', 'hold', 'hold', 'capture', 'release'),
      amountMinor: fc.bigInt({ min: 1n, max: 900n }),
      which: fc.nat(30),
      hour: fc.nat(40),
      pack: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const shop = new Account([['all', DAY(1_000n)]]);
        const alive = new Map<string, { day: string; amountMinor: bigint }>();
        let at = Date.parse('2026-11-30T12:00:00Z');
        let payouts = 0;
        for (const { what, amountMinor, which, hour, pack } of steps) {
          if (pack) shop.state = packAccount(shop.state);
          at += hour * 600_000;
          const payoutId = `p-${which}`;
          if (what === 'hold') {
            payouts += 1;
            const time = new Date(at).toISOString();
            if (shop.hold({ amountMinor, at: time }) === 'FundsHeld')
              alive.set(`p-${payouts}`, { day: brazilianTime(time).day, amountMinor });
          } else if (what === 'capture') {
            shop.run(captureHold({ payoutId, originalAmountMinor: 1n, feeAmountMinor: 0n }));
          } else if (shop.run(releaseHold({ payoutId })) === 'HoldReleased') alive.delete(payoutId);
          const sums = new Map<string, bigint>();
          for (const { day, amountMinor: minor } of alive.values())
            sums.set(day, (sums.get(day) ?? 0n) + minor);
          for (const sum of sums.values()) expect(sum <= 1_000n).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
