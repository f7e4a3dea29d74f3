import { MAX_AMOUNT_MINOR } from '../../shared/money';
import { ok, refuse } from '../../shared/result';
import { NOTHING, type CommandOf, type DataOf, type Decision, type OpenedAccount } from './state';

/** Money of a captured hold came back: at most what left, each return once. */
export function returnFunds(state: OpenedAccount, command: CommandOf<'ReturnFunds'>): Decision {
  const { type: _type, ...returned } = command;
  const { payoutId, returnId, amountMinor, feeAmountMinor } = returned;
  const known = state.returns.get(returnId);
  if (known) {
    const same =
      known.payoutId === payoutId &&
      known.amountMinor === amountMinor &&
      known.feeAmountMinor === feeAmountMinor;
    return same ? NOTHING : refuse('RETURN_DIFFERS');
  }
  const hold = state.holds.get(payoutId);
  if (hold?.status !== 'captured') return refuse('HOLD_NOT_FOUND');
  if (returned.currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  if (amountMinor <= 0n || feeAmountMinor < 0n || feeAmountMinor > amountMinor)
    return refuse('AMOUNT_INVALID');
  if (hold.returnedMinor + amountMinor > hold.originalAmountMinor) return refuse('RETURN_EXCEEDS_ORIGINAL');
  return ok([{ type: 'FundsReturned', data: { accountId: state.accountId, ...returned } }]);
}

/** Nothing of the customer's moves: the entry stands on the account's stream because its payout does. */
export function bookSuspense(state: OpenedAccount, command: CommandOf<'BookSuspense'>): Decision {
  const { type: _type, ...booked } = command;
  const known = state.suspense.get(booked.caseId);
  if (known) {
    const same =
      known.payoutId === booked.payoutId &&
      known.amountMinor === booked.amountMinor &&
      known.direction === booked.direction;
    return same ? NOTHING : refuse('SUSPENSE_DIFFERS');
  }
  if (!state.holds.has(booked.payoutId)) return refuse('HOLD_NOT_FOUND');
  if (booked.currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  if (booked.amountMinor <= 0n || booked.amountMinor > MAX_AMOUNT_MINOR) return refuse('AMOUNT_INVALID');
  return ok([{ type: 'SuspenseBooked', data: { accountId: state.accountId, ...booked } }]);
}

export function afterReturned(state: OpenedAccount, data: DataOf<'FundsReturned'>): OpenedAccount {
  const hold = state.holds.get(data.payoutId);
  const holds =
    hold?.status === 'captured'
      ? state.holds.set(data.payoutId, { ...hold, returnedMinor: hold.returnedMinor + data.amountMinor })
      : state.holds;
  return {
    ...state,
    holds,
    availableMinor: state.availableMinor + data.amountMinor - data.feeAmountMinor,
    returns: state.returns.set(data.returnId, data),
  };
}

export const afterSuspense = (state: OpenedAccount, data: DataOf<'SuspenseBooked'>): OpenedAccount => ({
  ...state,
  suspense: state.suspense.set(data.caseId, data),
});
