import { ok, refuse } from '../../shared/result';
import { NOTHING, type CommandOf, type DataOf, type Decision, type OpenedAccount } from './state';

interface Cost {
  readonly originalAmountMinor: bigint;
  readonly feeAmountMinor: bigint;
}

/** A customer pays at most what was held. What the cost has above that, in minor units; nothing where it has nothing. */
export function excessOf(
  { originalAmountMinor, feeAmountMinor }: Cost,
  heldMinor: bigint,
): { excessMinor?: bigint } {
  const excessMinor = originalAmountMinor + feeAmountMinor - heldMinor;
  return excessMinor > 0n ? { excessMinor } : {};
}

/** Two people decided that the customer pays it: at most what is on suspense for the payout, and what is available. */
export function chargeExcess(state: OpenedAccount, command: CommandOf<'ChargeExcess'>): Decision {
  const { type: _type, ...charged } = command;
  const { caseId, payoutId, currency, amountMinor } = charged;
  const known = state.excesses.get(caseId);
  if (known)
    return known.payoutId === payoutId && known.amountMinor === amountMinor
      ? NOTHING
      : refuse('EXCESS_DIFFERS');
  if (state.life.isClosed) return refuse('ACCOUNT_CLOSED');
  const hold = state.holds.get(payoutId);
  if (hold?.status !== 'captured') return refuse('HOLD_NOT_FOUND');
  if (currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  if (amountMinor <= 0n) return refuse('AMOUNT_INVALID');
  if (amountMinor > hold.excessMinor) return refuse('EXCESS_SMALLER');
  if (amountMinor > state.availableMinor) return refuse('INSUFFICIENT_FUNDS');
  return ok([{ type: 'ExcessCharged', data: { accountId: state.accountId, ...charged } }]);
}

export function afterExcessCharged(state: OpenedAccount, data: DataOf<'ExcessCharged'>): OpenedAccount {
  const hold = state.holds.get(data.payoutId);
  const holds =
    hold?.status === 'captured'
      ? state.holds.set(data.payoutId, { ...hold, excessMinor: hold.excessMinor - data.amountMinor })
      : state.holds;
  return {
    ...state,
    holds,
    availableMinor: state.availableMinor - data.amountMinor,
    excesses: state.excesses.set(data.caseId, data),
  };
}
