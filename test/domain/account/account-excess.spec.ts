import { account, type AccountCommand } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import {
  captured,
  captureHold,
  captureReversed,
  chargeExcess,
  deposited,
  excessCharged,
  held,
  opened,
  released,
  releaseHold,
  releaseReversed,
} from './account-examples';
import { given } from '../given';

/** 9,999,999.99, charged for a payout of 50.00 with 50.31 on hold. */
const DEAR = 999_999_999n;
const EXCESS = 5_000n + DEAR - 5_031n;

const holding = [opened, deposited(), held()];
const dear = [...holding, captured({ feeAmountMinor: DEAR, excessMinor: EXCESS })];

const stateOf = (history: readonly AccountEvent[]) => history.reduce(account.evolve, account.initial)!;

function after(history: readonly AccountEvent[], command: AccountCommand) {
  const decided = account.decide(stateOf(history), command);
  if (!decided.ok) throw new Error(decided.refusal);
  const events = [...history, ...decided.value];
  return { events, state: stateOf(events) };
}

describe('what a provider charges above the hold', () => {
  it('takes the hold from the customer and nothing more', () => {
    const { state } = after(holding, captureHold({ feeAmountMinor: DEAR }));
    expect([state.availableMinor, state.heldMinor]).toEqual([10_000n - 5_031n, 0n]);
  });

  it('takes no more where people decide that what was given back had been paid', () => {
    const { events, state } = after(
      [...holding, released()],
      captureHold({ feeAmountMinor: DEAR, corrects: true }),
    );
    expect(events.at(-1)).toEqual(releaseReversed({ feeAmountMinor: DEAR, excessMinor: EXCESS }));
    expect(state.availableMinor).toBe(10_000n - 5_031n);
  });

  it('goes off the suspense when the payment is decided to be none', () => {
    const { events, state } = after(dear, releaseHold({ corrects: true }));
    expect(events.at(-1)).toEqual(captureReversed({ feeAmountMinor: DEAR, excessMinor: EXCESS }));
    expect(state.availableMinor).toBe(10_000n);
  });

  it('was the account’s in events of schema version 1, and is read so', () => {
    const state = stateOf([...holding, captured({ feeAmountMinor: 100n })]);
    expect(state.availableMinor).toBe(10_000n - 5_100n);
    expect(
      after([...holding, captured({ feeAmountMinor: 100n })], releaseHold({ corrects: true })).state,
    ).toMatchObject({ availableMinor: 10_000n });
  });
});

describe('two people charge the customer with it', () => {
  it('up to what is available', () => {
    const { events, state } = after(dear, chargeExcess({ amountMinor: 4_969n }));
    expect(events.at(-1)).toEqual(excessCharged({ amountMinor: 4_969n }));
    expect(state.availableMinor).toBe(0n);
  });

  it('and have it back when the payment is decided to be none', () => {
    const { events } = after(dear, chargeExcess());
    const { events: all, state } = after(events, releaseHold({ corrects: true }));
    expect(all.at(-1)).toEqual(captureReversed({ feeAmountMinor: DEAR, excessMinor: EXCESS - 100n }));
    expect(state.availableMinor).toBe(10_000n);
  });

  const small = [...holding, captured({ feeAmountMinor: 100n, excessMinor: 69n })];
  const rows: [string, AccountEvent[], AccountCommand, string][] = [
    ['more than is available', dear, chargeExcess({ amountMinor: 4_970n }), 'INSUFFICIENT_FUNDS'],
    ['more than is on suspense', small, chargeExcess({ amountMinor: 70n }), 'EXCESS_SMALLER'],
    [
      'what another case has charged',
      [...small, excessCharged({ amountMinor: 69n })],
      chargeExcess({ caseId: 'case-2', amountMinor: 1n }),
      'EXCESS_SMALLER',
    ],
    ['nothing', small, chargeExcess({ amountMinor: 0n }), 'AMOUNT_INVALID'],
    ['in another currency', small, chargeExcess({ currency: 'USD' }), 'CURRENCY_MISMATCH'],
    ['a hold that is open', holding, chargeExcess(), 'HOLD_NOT_FOUND'],
    ['a hold that was given back', [...holding, released()], chargeExcess(), 'HOLD_NOT_FOUND'],
    [
      'another amount for the same case',
      [...small, excessCharged({ amountMinor: 60n })],
      chargeExcess({ amountMinor: 1n }),
      'EXCESS_DIFFERS',
    ],
  ];
  it.each(rows)('but not with %s', (_name, history, command, refusal) => {
    expect(given(account, history).when(command)).toEqual({ ok: false, refusal });
  });

  it('once, however often it is asked', () => {
    const { events } = after(dear, chargeExcess());
    expect(given(account, events).when(chargeExcess())).toEqual({ ok: true, value: [] });
  });
});
