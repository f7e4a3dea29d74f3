import { account, type AccountCommand } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import { MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import {
  captured,
  captureHold,
  deposited,
  depositFunds,
  held,
  holdFunds,
  holdRefused,
  openAccount,
  opened,
  released,
  releaseHold,
} from './account-examples';
import { given, outcomeOf } from '../given';

const funded = [opened, deposited()];
const holding = [...funded, held()];
/** Refused while there was nothing; then more came than was asked for. */
const refusedThenFunded = [opened, holdRefused(), deposited()];

describe('what the account accepts', () => {
  const rows: [string, AccountEvent[], AccountCommand, AccountEvent[]][] = [
    ['opening', [], openAccount(), [opened]],
    ['a first deposit', [opened], depositFunds(), [deposited()]],
    [
      'a second deposit of another arrival',
      funded,
      depositFunds({ depositId: 'deposit-2', reference: 'wire 2' }),
      [deposited({ depositId: 'deposit-2', reference: 'wire 2' })],
    ],
    [
      'the same reference of another provider',
      funded,
      depositFunds({ depositId: 'deposit-2', provider: 'ntxpay' }),
      [deposited({ depositId: 'deposit-2', provider: 'ntxpay' })],
    ],
    [
      'a deposit up to the largest amount',
      [opened],
      depositFunds({ amountMinor: MAX_AMOUNT_MINOR }),
      [deposited({ amountMinor: MAX_AMOUNT_MINOR })],
    ],
    ['a hold', funded, holdFunds(), [held()]],
    ['a hold of everything', funded, holdFunds({ amountMinor: 10_000n }), [held(10_000n)]],
    [
      'a second hold of all that is left',
      holding,
      holdFunds({ payoutId: 'payout-2', amountMinor: 4_969n }),
      [held(4_969n, 'payout-2')],
    ],
    ['a refusal on an empty account', [opened], holdFunds({ amountMinor: 1n }), [holdRefused(1n)]],
    [
      'a refusal of one centavo too much',
      funded,
      holdFunds({ amountMinor: 10_001n }),
      [holdRefused(10_001n)],
    ],
    [
      'a refusal of what is held already',
      holding,
      holdFunds({ payoutId: 'payout-2', amountMinor: 4_970n }),
      [holdRefused(4_970n, 'payout-2')],
    ],
    [
      'a refusal on an account that a fee took below zero',
      [...holding, captured({ feeAmountMinor: 9_000n })],
      holdFunds({ payoutId: 'payout-2', amountMinor: 1n }),
      [holdRefused(1n, 'payout-2')],
    ],
    [
      'a hold for another payout than the one refused',
      refusedThenFunded,
      holdFunds({ payoutId: 'payout-2' }),
      [held(5_031n, 'payout-2')],
    ],
    ['a capture of the whole hold', holding, captureHold(), [captured()]],
    [
      'a capture of less than the hold',
      holding,
      captureHold({ feeAmountMinor: 0n }),
      [captured({ feeAmountMinor: 0n })],
    ],
    [
      'a capture with a fee above the hold: what is above it is on suspense',
      holding,
      captureHold({ feeAmountMinor: 500n }),
      [captured({ feeAmountMinor: 500n, excessMinor: 469n })],
    ],
    ['a release', holding, releaseHold(), [released()]],
  ];
  it.each(rows)('%s', (_name, history, command, events) => {
    expect(given(account, history).when(command)).toEqual({ ok: true, value: events });
  });
});

describe('a repeat changes nothing', () => {
  const rows: [string, AccountEvent[], AccountCommand][] = [
    ['opening as it stands', [opened], openAccount()],
    ['opening as it stands, long after', holding, openAccount()],
    ['the same deposit', funded, depositFunds()],
    ['the same deposit when it would no longer fit', funded, depositFunds({ amountMinor: MAX_AMOUNT_MINOR })],
    ['the same hold', holding, holdFunds()],
    ['the same hold after its capture', [...holding, captured()], holdFunds()],
    ['the same hold after its release', [...holding, released()], holdFunds()],
    ['a hold known already, for all of the money', holding, holdFunds({ amountMinor: 10_000n })],
    ['a hold known already, for more than there is', holding, holdFunds({ amountMinor: 10_001n })],
    ['a hold known already, for an amount that is none', holding, holdFunds({ amountMinor: 0n })],
    ['a hold known already, in another currency', holding, holdFunds({ currency: 'USD' })],
    ['a hold refused before, while there is still too little', [opened, holdRefused()], holdFunds()],
    ['a hold refused before, now that there is enough', refusedThenFunded, holdFunds()],
    ['a hold refused before, now for less', refusedThenFunded, holdFunds({ amountMinor: 1n })],
    ['a hold refused before, now in another currency', refusedThenFunded, holdFunds({ currency: 'USD' })],
    ['the same capture', [...holding, captured()], captureHold()],
    ['the same release', [...holding, released()], releaseHold()],
  ];
  it.each(rows)('%s', (_name, history, command) => {
    expect(outcomeOf(given(account, history).when(command))).toBe('nothing');
  });
});

/** Each row breaks the rule named and every later rule of its table that it can break at the same time. */
describe('what the account refuses, in order of precedence', () => {
  const rows: [string, string, AccountEvent[], AccountCommand][] = [
    ['ACCOUNT_EXISTS', 'opening under another name', [opened], openAccount({ name: 'Other' })],
    ['ACCOUNT_EXISTS', 'opening in another currency', [opened], openAccount({ currency: 'USD' })],

    ['ACCOUNT_NOT_FOUND', 'a deposit', [], depositFunds({ currency: 'USD', amountMinor: 0n })],
    [
      'IDEMPOTENCY_KEY_REUSED',
      'a known deposit id',
      funded,
      depositFunds({ fingerprint: 'x', currency: 'USD', amountMinor: 0n }),
    ],
    [
      'CURRENCY_MISMATCH',
      'a deposit in another currency',
      [opened],
      depositFunds({ currency: 'USD', amountMinor: 0n }),
    ],
    [
      'EXTERNAL_REFERENCE_USED',
      'an arrival that is booked, under another id',
      funded,
      depositFunds({ depositId: 'deposit-2', fingerprint: 'f-2', amountMinor: 1n }),
    ],
    [
      'EXTERNAL_REFERENCE_USED',
      'an arrival that was booked twice before that was refused',
      [...funded, deposited({ depositId: 'deposit-2' })],
      depositFunds({ depositId: 'deposit-3', amountMinor: 1n }),
    ],
    ['AMOUNT_INVALID', 'a deposit of nothing', [opened], depositFunds({ amountMinor: 0n })],
    ['AMOUNT_INVALID', 'a negative deposit', [opened], depositFunds({ amountMinor: -1n })],
    [
      'AMOUNT_INVALID',
      'a deposit above the largest amount',
      [opened],
      depositFunds({ amountMinor: MAX_AMOUNT_MINOR + 1n }),
    ],
    [
      'AMOUNT_INVALID',
      'a deposit that takes the total, holds counted, above the largest amount',
      holding,
      depositFunds({ depositId: 'deposit-2', amountMinor: MAX_AMOUNT_MINOR - 9_999n }),
    ],

    ['ACCOUNT_NOT_FOUND', 'a hold', [], holdFunds({ currency: 'USD', amountMinor: 0n })],
    [
      'CURRENCY_MISMATCH',
      'a hold in another currency',
      [opened],
      holdFunds({ currency: 'USD', amountMinor: -1n }),
    ],
    ['AMOUNT_INVALID', 'a hold of nothing', [opened], holdFunds({ amountMinor: 0n })],
    ['AMOUNT_INVALID', 'a negative hold', [opened], holdFunds({ amountMinor: -1n })],
    [
      'AMOUNT_INVALID',
      'a hold above the largest amount',
      [opened],
      holdFunds({ amountMinor: MAX_AMOUNT_MINOR + 1n }),
    ],

    ['ACCOUNT_NOT_FOUND', 'a capture', [], captureHold({ originalAmountMinor: 0n })],
    ['HOLD_NOT_FOUND', 'a capture without a hold', funded, captureHold({ originalAmountMinor: 0n })],
    [
      'HOLD_NOT_FOUND',
      'a capture after a refusal',
      refusedThenFunded,
      captureHold({ originalAmountMinor: 0n, feeAmountMinor: -1n }),
    ],
    [
      'AMOUNT_INVALID',
      'a capture of nothing',
      [...holding, released()],
      captureHold({ originalAmountMinor: 0n }),
    ],
    [
      'AMOUNT_INVALID',
      'a capture with a negative fee',
      [...holding, released()],
      captureHold({ feeAmountMinor: -1n }),
    ],
    ['HOLD_CLOSED_OTHERWISE', 'a capture after the release', [...holding, released()], captureHold()],
    [
      'HOLD_CLOSED_OTHERWISE',
      'a capture of another amount',
      [...holding, captured()],
      captureHold({ originalAmountMinor: 4_999n }),
    ],
    [
      'HOLD_CLOSED_OTHERWISE',
      'a capture with another fee',
      [...holding, captured()],
      captureHold({ feeAmountMinor: 30n }),
    ],

    ['ACCOUNT_NOT_FOUND', 'a release', [], releaseHold()],
    ['HOLD_NOT_FOUND', 'a release without a hold', funded, releaseHold()],
    ['HOLD_NOT_FOUND', 'a release after a refusal', refusedThenFunded, releaseHold()],
    ['HOLD_NOT_FOUND', 'a release of another payout', holding, releaseHold({ payoutId: 'payout-2' })],
    ['HOLD_CLOSED_OTHERWISE', 'a release after the capture', [...holding, captured()], releaseHold()],
  ];
  it.each(rows)('%s: %s', (refusal, _name, history, command) => {
    expect(outcomeOf(given(account, history).when(command))).toBe(refusal);
  });

  it('knows every refusal', () => {
    const known = new Set(rows.map(([refusal]) => refusal));
    expect([...known].sort()).toEqual([
      'ACCOUNT_EXISTS',
      'ACCOUNT_NOT_FOUND',
      'AMOUNT_INVALID',
      'CURRENCY_MISMATCH',
      'EXTERNAL_REFERENCE_USED',
      'HOLD_CLOSED_OTHERWISE',
      'HOLD_NOT_FOUND',
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });
});
