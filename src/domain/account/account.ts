import { ok, refuse } from '../../shared/result';
import { unreachable } from '../../shared/invariant';
import type { Decider } from '../../shared/decider';
import {
  afterDepositApproved,
  afterDepositEnded,
  afterDepositRequested,
  approveDeposit,
  expireDeposit,
  rejectDeposit,
} from './deposit-approval';
import { afterDeposited, afterDepositReversed, depositFunds, reverseDeposit } from './deposits';
import type { AccountEvent } from './events';
import { afterExcessCharged, chargeExcess } from './excess';
import {
  afterCaptured,
  afterCaptureReversed,
  afterHeld,
  afterRefused,
  afterReleased,
  afterReleaseReversed,
  captureHold,
  holdFunds,
  releaseHold,
} from './holds';
import { afterClosed, afterReopened, closeAccount, NEW_LIFE, reopenAccount, withMoved } from './life';
import { NO_USAGE } from '../limits/account-usage';
import { EMPTY_MEMORY } from './account-memory';
import { afterReturned, afterSuspense, bookSuspense, returnFunds } from './returns';
import {
  NOTHING,
  type AccountCommand,
  type AccountRefusal,
  type AccountState,
  type CommandOf,
  type DataOf,
  type Decision,
  type OpenedAccount,
} from './state';

export type { AccountCommand, AccountRefusal, AccountState, OpenedAccount } from './state';

export const account: Decider<AccountState, AccountCommand, AccountEvent, AccountRefusal> = {
  initial: null,

  decide(state, command) {
    if (command.type === 'OpenAccount') return openAccount(state, command);
    if (state === null) return refuse('ACCOUNT_NOT_FOUND');
    const decided = decideOpened(state, command);
    return decided.ok ? ok(withMoved(state, decided.value)) : decided;
  },

  evolve(state, event) {
    if (event.type === 'AccountOpened') return openedAccount(event.data);
    if (state === null) return state;
    switch (event.type) {
      case 'AccountClosed':
        return afterClosed(state, event.data);
      case 'AccountReopened':
        return afterReopened(state, event.data);
      case 'FundsDeposited':
        return afterDeposited(state, event.data);
      case 'DepositRequested':
        return afterDepositRequested(state, event.data);
      case 'DepositApproved':
        return afterDepositApproved(state, event.data);
      case 'DepositApprovalRejected':
      case 'DepositApprovalExpired':
        return afterDepositEnded(state, event);
      case 'DepositReversed':
        return afterDepositReversed(state, event.data);
      case 'FundsHeld':
        return afterHeld(state, event.data);
      case 'HoldRefused':
        return afterRefused(state, event.data);
      case 'HoldCaptured':
        return afterCaptured(state, event.data);
      case 'HoldReleased':
        return afterReleased(state, event.data);
      case 'FundsReturned':
        return afterReturned(state, event.data);
      case 'CaptureReversed':
        return afterCaptureReversed(state, event.data);
      case 'ReleaseReversed':
        return afterReleaseReversed(state, event.data);
      case 'SuspenseBooked':
        return afterSuspense(state, event.data);
      case 'ExcessCharged':
        return afterExcessCharged(state, event.data);
      default:
        return state;
    }
  },
};

function decideOpened(
  state: OpenedAccount,
  command: Exclude<AccountCommand, { type: 'OpenAccount' }>,
): Decision {
  switch (command.type) {
    case 'CloseAccount':
      return closeAccount(state, command);
    case 'ReopenAccount':
      return reopenAccount(state, command);
    case 'DepositFunds':
      return depositFunds(state, command);
    case 'ApproveDeposit':
      return approveDeposit(state, command);
    case 'RejectDeposit':
      return rejectDeposit(state, command);
    case 'ExpireDeposit':
      return expireDeposit(state, command);
    case 'ReverseDeposit':
      return reverseDeposit(state, command);
    case 'HoldFunds':
      return holdFunds(state, command);
    case 'CaptureHold':
      return captureHold(state, command);
    case 'ReleaseHold':
      return releaseHold(state, command);
    case 'ReturnFunds':
      return returnFunds(state, command);
    case 'BookSuspense':
      return bookSuspense(state, command);
    case 'ChargeExcess':
      return chargeExcess(state, command);
    default:
      return unreachable(command);
  }
}

function openAccount(state: AccountState, command: CommandOf<'OpenAccount'>): Decision {
  const { accountId, name, currency, owner } = command;
  const data = { accountId, name, currency, ...(owner && { personal: { owner } }) };
  if (state === null) return ok([{ type: 'AccountOpened', data }]);
  return state.name === name && state.currency === currency ? NOTHING : refuse('ACCOUNT_EXISTS');
}

const openedAccount = ({ accountId, name, currency }: DataOf<'AccountOpened'>): OpenedAccount => ({
  accountId,
  name,
  currency,
  availableMinor: 0n,
  heldMinor: 0n,
  life: NEW_LIFE,
  usage: NO_USAGE,
  ...EMPTY_MEMORY,
});
