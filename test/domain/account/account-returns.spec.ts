import { account, type AccountCommand } from '../../../src/domain/account/account';
import type { AccountEvent } from '../../../src/domain/account/events';
import { MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import {
  bookSuspense,
  captured,
  captureHold,
  captureReversed,
  deposited,
  fundsReturned,
  held,
  holdFunds,
  holdRefused,
  opened,
  released,
  releaseHold,
  releaseReversed,
  returnFunds,
  suspenseBooked,
} from './account-examples';
import { given, outcomeOf } from '../given';

const funded = [opened, deposited()];
const holding = [...funded, held()];
const paid = [...holding, captured()];
const back = [...holding, released()];
const refusedThenFunded = [opened, holdRefused(), deposited()];
const partly = [...paid, fundsReturned({ amountMinor: 2_000n })];
const decided = { corrects: true };

describe('what the account accepts after a hold has ended', () => {
  const rows: [string, AccountEvent[], AccountCommand, AccountEvent[]][] = [
    ['a return of everything', paid, returnFunds(), [fundsReturned()]],
    [
      'a return of a part, with a fee',
      paid,
      returnFunds({ amountMinor: 2_000n, feeAmountMinor: 5n }),
      [fundsReturned({ amountMinor: 2_000n, feeAmountMinor: 5n })],
    ],
    [
      'a return of the rest',
      partly,
      returnFunds({ returnId: 'return-2', amountMinor: 3_000n }),
      [fundsReturned({ returnId: 'return-2', amountMinor: 3_000n })],
    ],
    [
      'a return that is eaten up by its fee',
      paid,
      returnFunds({ amountMinor: 5n, feeAmountMinor: 5n }),
      [fundsReturned({ amountMinor: 5n, feeAmountMinor: 5n })],
    ],
    [
      'a return of a capture that was decided',
      [...back, releaseReversed()],
      returnFunds(),
      [fundsReturned()],
    ],
    ['a decision that replaces a capture', paid, releaseHold(decided), [captureReversed()]],
    ['a decision that replaces a release', back, captureHold(decided), [releaseReversed()]],
    [
      'a decision that replaces a release, although the money is spent',
      [...back, held(10_000n, 'payout-2')],
      captureHold(decided),
      [releaseReversed()],
    ],
    ['a decision before the hold has ended: a capture', holding, captureHold(decided), [captured()]],
    ['a decision before the hold has ended: a release', holding, releaseHold(decided), [released()]],
    [
      'a decision back: the capture again',
      [...paid, captureReversed()],
      captureHold({ ...decided, feeAmountMinor: 12n }),
      [releaseReversed({ feeAmountMinor: 12n })],
    ],
    [
      'a decision back: the release again',
      [...back, releaseReversed({ feeAmountMinor: 12n })],
      releaseHold(decided),
      [captureReversed({ feeAmountMinor: 12n })],
    ],
    [
      'two decisions at once, failed and then paid for another fee',
      paid,
      captureHold({ ...decided, feeAmountMinor: 12n }),
      [captureReversed(), releaseReversed({ feeAmountMinor: 12n })],
    ],
    ['suspense while the hold is open', holding, bookSuspense(), [suspenseBooked()]],
    ['suspense for a payout that was refused', refusedThenFunded, bookSuspense(), [suspenseBooked()]],
    [
      'suspense for another case of the payout, the other way',
      [...paid, suspenseBooked()],
      bookSuspense({ caseId: 'case-2', direction: 'CAME_TO_FLOAT' }),
      [suspenseBooked({ caseId: 'case-2', direction: 'CAME_TO_FLOAT' })],
    ],
  ];
  it.each(rows)('%s', (_name, history, command, events) => {
    expect(given(account, history).when(command)).toEqual({ ok: true, value: events });
  });
});

describe('a repeat after a hold has ended changes nothing', () => {
  const rows: [string, AccountEvent[], AccountCommand][] = [
    ['the same return', [...paid, fundsReturned()], returnFunds()],
    ['the same return, among others', partly, returnFunds({ amountMinor: 2_000n })],
    ['a capture decided twice', [...back, releaseReversed()], captureHold(decided)],
    ['a capture that was decided, without the decision', [...back, releaseReversed()], captureHold()],
    ['a release decided twice', [...paid, captureReversed()], releaseHold(decided)],
    ['a release that was decided, without the decision', [...paid, captureReversed()], releaseHold()],
    ['a decision that says what is booked: paid', paid, captureHold(decided)],
    ['a decision that says what is booked: failed', back, releaseHold(decided)],
    ['the same suspense', [...paid, suspenseBooked()], bookSuspense()],
    ['the same hold after a reversal', [...paid, captureReversed()], holdFunds()],
  ];
  it.each(rows)('%s', (_name, history, command) => {
    expect(outcomeOf(given(account, history).when(command))).toBe('nothing');
  });
});

/** Each row breaks the rule named and every later rule of its command that it can break at the same time. */
describe('what the account refuses after a hold has ended, in order of precedence', () => {
  const wrong = { currency: 'USD', amountMinor: 6_000n, feeAmountMinor: 7_000n } as const;
  const odd = { currency: 'USD', amountMinor: 0n } as const;
  const rows: [string, string, AccountEvent[], AccountCommand][] = [
    ['ACCOUNT_NOT_FOUND', 'a return', [], returnFunds(wrong)],
    ['RETURN_DIFFERS', 'another amount for a return known', partly, returnFunds(wrong)],
    [
      'RETURN_DIFFERS',
      'another fee for a return known',
      partly,
      returnFunds({ amountMinor: 2_000n, feeAmountMinor: 1n }),
    ],
    [
      'RETURN_DIFFERS',
      'another payout for a return known',
      partly,
      returnFunds({ payoutId: 'payout-2', amountMinor: 2_000n }),
    ],
    ['HOLD_NOT_FOUND', 'a return without a hold', funded, returnFunds(wrong)],
    ['HOLD_NOT_FOUND', 'a return of an open hold', holding, returnFunds(wrong)],
    ['HOLD_NOT_FOUND', 'a return of a released hold', back, returnFunds(wrong)],
    ['HOLD_NOT_FOUND', 'a return of a refused hold', refusedThenFunded, returnFunds(wrong)],
    ['HOLD_NOT_FOUND', 'a return of a reversed capture', [...paid, captureReversed()], returnFunds(wrong)],
    ['CURRENCY_MISMATCH', 'a return in another currency', paid, returnFunds(wrong)],
    ['AMOUNT_INVALID', 'a return of nothing', paid, returnFunds({ amountMinor: 0n })],
    ['AMOUNT_INVALID', 'a negative fee', paid, returnFunds({ amountMinor: 6_000n, feeAmountMinor: -1n })],
    ['AMOUNT_INVALID', 'a fee above the return', paid, returnFunds({ ...wrong, currency: 'BRL' })],
    ['RETURN_EXCEEDS_ORIGINAL', 'a return of the fee too', paid, returnFunds({ amountMinor: 5_001n })],
    [
      'RETURN_EXCEEDS_ORIGINAL',
      'one centavo too much together',
      partly,
      returnFunds({ returnId: 'return-2', amountMinor: 3_001n }),
    ],

    ['HOLD_NOT_FOUND', 'a decided capture of a refused hold', refusedThenFunded, captureHold(decided)],
    ['HOLD_NOT_FOUND', 'a decided release of a refused hold', refusedThenFunded, releaseHold(decided)],
    [
      'AMOUNT_INVALID',
      'a decided capture of nothing',
      back,
      captureHold({ ...decided, originalAmountMinor: 0n }),
    ],
    ['HOLD_CLOSED_OTHERWISE', 'a capture that nobody decided', back, captureHold()],
    ['HOLD_CLOSED_OTHERWISE', 'a release that nobody decided', paid, releaseHold()],
    ['HOLD_CLOSED_OTHERWISE', 'a decided release of what has come back', partly, releaseHold(decided)],
    [
      'HOLD_CLOSED_OTHERWISE',
      'another fee for what has come back',
      partly,
      captureHold({ ...decided, feeAmountMinor: 12n }),
    ],

    ['ACCOUNT_NOT_FOUND', 'suspense', [], bookSuspense(odd)],
    ['SUSPENSE_DIFFERS', 'another amount for a case', [...paid, suspenseBooked()], bookSuspense(odd)],
    [
      'SUSPENSE_DIFFERS',
      'another direction for a case',
      [...paid, suspenseBooked()],
      bookSuspense({ direction: 'CAME_TO_FLOAT' }),
    ],
    [
      'SUSPENSE_DIFFERS',
      'another payout for a case',
      [...paid, held(1n, 'payout-2'), suspenseBooked()],
      bookSuspense({ payoutId: 'payout-2' }),
    ],
    ['HOLD_NOT_FOUND', 'suspense for a payout never asked for', funded, bookSuspense(odd)],
    ['CURRENCY_MISMATCH', 'suspense in another currency', paid, bookSuspense(odd)],
    ['AMOUNT_INVALID', 'suspense of nothing', paid, bookSuspense({ amountMinor: 0n })],
    ['AMOUNT_INVALID', 'negative suspense', paid, bookSuspense({ amountMinor: -1n })],
    [
      'AMOUNT_INVALID',
      'suspense above the largest amount',
      paid,
      bookSuspense({ amountMinor: MAX_AMOUNT_MINOR + 1n }),
    ],
  ];
  it.each(rows)('%s: %s', (refusal, _name, history, command) => {
    expect(outcomeOf(given(account, history).when(command))).toBe(refusal);
  });

  it('knows every refusal', () => {
    expect([...new Set(rows.map(([refusal]) => refusal))].sort()).toEqual([
      'ACCOUNT_NOT_FOUND',
      'AMOUNT_INVALID',
      'CURRENCY_MISMATCH',
      'HOLD_CLOSED_OTHERWISE',
      'HOLD_NOT_FOUND',
      'RETURN_DIFFERS',
      'RETURN_EXCEEDS_ORIGINAL',
      'SUSPENSE_DIFFERS',
    ]);
  });
});
