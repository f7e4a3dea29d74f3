import { Map } from 'immutable';
import { MAX_AMOUNT_MINOR, type Currency } from '../../shared/money';
import { ok, refuse, type Result } from '../../shared/result';
import { unreachable } from '../../shared/invariant';
import type { Decider } from '../decider';
import type { ProviderName } from '../payout/payee';
import type { AccountEvent, FundsDeposited } from './events';

export type AccountCommand =
  | { type: 'OpenAccount'; accountId: string; name: string; currency: Currency }
  | ({ type: 'DepositFunds' } & Omit<FundsDeposited, 'accountId'>)
  | { type: 'HoldFunds'; payoutId: string; amountMinor: bigint; currency: Currency }
  | CaptureHold
  | { type: 'ReleaseHold'; payoutId: string };

interface CaptureHold {
  type: 'CaptureHold';
  payoutId: string;
  provider: ProviderName;
  originalAmountMinor: bigint;
  feeAmountMinor: bigint;
}

export type AccountRefusal =
  | 'ACCOUNT_NOT_FOUND'
  | 'ACCOUNT_EXISTS'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CURRENCY_MISMATCH'
  | 'AMOUNT_INVALID'
  | 'HOLD_NOT_FOUND'
  | 'HOLD_CLOSED_OTHERWISE';

export type Hold =
  | { readonly status: 'open'; readonly amountMinor: bigint }
  | { readonly status: 'refused' | 'released'; readonly amountMinor: bigint }
  | {
      readonly status: 'captured';
      readonly amountMinor: bigint;
      readonly originalAmountMinor: bigint;
      readonly feeAmountMinor: bigint;
    };

export interface OpenedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly currency: Currency;
  readonly availableMinor: bigint;
  readonly heldMinor: bigint;
  /** By payout id, refused and closed ones too: the answer stands, however late a repeat comes. */
  readonly holds: Map<string, Hold>;
  /** By deposit id. */
  readonly deposits: Map<string, FundsDeposited>;
}

/** null until opened. */
export type AccountState = OpenedAccount | null;

export const account: Decider<AccountState, AccountCommand, AccountEvent, AccountRefusal> = {
  initial: null,

  decide(state, command) {
    if (command.type === 'OpenAccount') return openAccount(state, command);
    if (state === null) return refuse('ACCOUNT_NOT_FOUND');
    switch (command.type) {
      case 'DepositFunds':
        return depositFunds(state, command);
      case 'HoldFunds':
        return holdFunds(state, command);
      case 'CaptureHold':
        return captureHold(state, command);
      case 'ReleaseHold':
        return releaseHold(state, command.payoutId);
      default:
        return unreachable(command);
    }
  },

  evolve(state, event) {
    if (event.type === 'AccountOpened') return opened(event.data);
    if (state === null) return state;
    switch (event.type) {
      case 'FundsDeposited':
        return {
          ...state,
          availableMinor: state.availableMinor + event.data.amountMinor,
          deposits: state.deposits.set(event.data.depositId, event.data),
        };
      case 'FundsHeld':
        return afterHeld(state, event.data);
      case 'HoldRefused':
        return afterRefused(state, event.data);
      case 'HoldCaptured':
        return afterCaptured(state, event.data);
      case 'HoldReleased':
        return afterReleased(state, event.data);
      default:
        return state;
    }
  },
};

type Decision = Result<readonly AccountEvent[], AccountRefusal>;
type CommandOf<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>;
type DataOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

const NOTHING: Decision = ok([]);

function openAccount(state: AccountState, command: CommandOf<'OpenAccount'>): Decision {
  const { accountId, name, currency } = command;
  if (state === null) return ok([{ type: 'AccountOpened', data: { accountId, name, currency } }]);
  return state.name === name && state.currency === currency ? NOTHING : refuse('ACCOUNT_EXISTS');
}

function depositFunds(state: OpenedAccount, command: CommandOf<'DepositFunds'>): Decision {
  const { type: _type, ...deposit } = command;
  const known = state.deposits.get(deposit.depositId);
  if (known) return known.fingerprint === deposit.fingerprint ? NOTHING : refuse('IDEMPOTENCY_KEY_REUSED');
  if (deposit.currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  const total = state.availableMinor + state.heldMinor + deposit.amountMinor;
  if (deposit.amountMinor <= 0n || total > MAX_AMOUNT_MINOR) return refuse('AMOUNT_INVALID');
  return ok([{ type: 'FundsDeposited', data: { accountId: state.accountId, ...deposit } }]);
}

function holdFunds(state: OpenedAccount, command: CommandOf<'HoldFunds'>): Decision {
  const { payoutId, amountMinor, currency } = command;
  // The first answer stands, whatever became of it: a late repeat must not hold the money a second time, nor hold money
  // that came after somebody was told there was none.
  if (state.holds.has(payoutId)) return NOTHING;
  if (currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  if (amountMinor <= 0n || amountMinor > MAX_AMOUNT_MINOR) return refuse('AMOUNT_INVALID');
  const type = amountMinor > state.availableMinor ? 'HoldRefused' : 'FundsHeld';
  return ok([{ type, data: { accountId: state.accountId, payoutId, amountMinor, currency } }]);
}

function captureHold(state: OpenedAccount, command: CaptureHold): Decision {
  const { payoutId, provider, originalAmountMinor, feeAmountMinor } = command;
  const hold = state.holds.get(payoutId);
  if (!hold || hold.status === 'refused') return refuse('HOLD_NOT_FOUND');
  if (originalAmountMinor <= 0n || feeAmountMinor < 0n) return refuse('AMOUNT_INVALID');
  if (hold.status === 'captured') {
    const same = hold.originalAmountMinor === originalAmountMinor && hold.feeAmountMinor === feeAmountMinor;
    return same ? NOTHING : refuse('HOLD_CLOSED_OTHERWISE');
  }
  if (hold.status === 'released') return refuse('HOLD_CLOSED_OTHERWISE');
  const { accountId, currency } = state;
  const heldAmountMinor = hold.amountMinor;
  const data = {
    accountId,
    payoutId,
    provider,
    currency,
    heldAmountMinor,
    originalAmountMinor,
    feeAmountMinor,
  };
  return ok([{ type: 'HoldCaptured', data }]);
}

function releaseHold(state: OpenedAccount, payoutId: string): Decision {
  const hold = state.holds.get(payoutId);
  if (!hold || hold.status === 'refused') return refuse('HOLD_NOT_FOUND');
  if (hold.status === 'released') return NOTHING;
  if (hold.status === 'captured') return refuse('HOLD_CLOSED_OTHERWISE');
  const { accountId, currency } = state;
  return ok([
    { type: 'HoldReleased', data: { accountId, payoutId, amountMinor: hold.amountMinor, currency } },
  ]);
}

function opened(data: DataOf<'AccountOpened'>): OpenedAccount {
  const { accountId, name, currency } = data;
  return { accountId, name, currency, availableMinor: 0n, heldMinor: 0n, holds: Map(), deposits: Map() };
}

function afterHeld(state: OpenedAccount, { payoutId, amountMinor }: DataOf<'FundsHeld'>): OpenedAccount {
  return {
    ...state,
    availableMinor: state.availableMinor - amountMinor,
    heldMinor: state.heldMinor + amountMinor,
    holds: state.holds.set(payoutId, { status: 'open', amountMinor }),
  };
}

function afterRefused(state: OpenedAccount, { payoutId, amountMinor }: DataOf<'HoldRefused'>): OpenedAccount {
  return { ...state, holds: state.holds.set(payoutId, { status: 'refused', amountMinor }) };
}

/** What left is booked whole, even where it is more than the hold: then it comes out of what is available. */
function afterCaptured(state: OpenedAccount, data: DataOf<'HoldCaptured'>): OpenedAccount {
  const { payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor } = data;
  const hold: Hold = {
    status: 'captured',
    amountMinor: heldAmountMinor,
    originalAmountMinor,
    feeAmountMinor,
  };
  return {
    ...state,
    heldMinor: state.heldMinor - heldAmountMinor,
    availableMinor: state.availableMinor + heldAmountMinor - originalAmountMinor - feeAmountMinor,
    holds: state.holds.set(payoutId, hold),
  };
}

function afterReleased(
  state: OpenedAccount,
  { payoutId, amountMinor }: DataOf<'HoldReleased'>,
): OpenedAccount {
  return {
    ...state,
    heldMinor: state.heldMinor - amountMinor,
    availableMinor: state.availableMinor + amountMinor,
    holds: state.holds.set(payoutId, { status: 'released', amountMinor }),
  };
}
