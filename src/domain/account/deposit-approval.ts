import { hasAskedFor, isOver, madeKeyOfApprover } from '../approval/who-decides';
import { ok, refuse } from '../../shared/result';
import { arrivalKey, canTake } from './deposits';
import type { AccountEvent, FundsDeposited } from './events';
import {
  NOTHING,
  type AccountRefusal,
  type CommandOf,
  type DataOf,
  type Decision,
  type OpenedAccount,
  type RequestedDeposit,
} from './state';

/**
 * The rules of `approvePayout`: who recorded the deposit, or made the key that recorded it, never approves it. The last
 * approval and the booking are one append, so the funds are never there without it.
 */
export function approveDeposit(state: OpenedAccount, command: CommandOf<'ApproveDeposit'>): Decision {
  const { depositId, person, now } = command;
  const known = state.requestedDeposits.get(depositId);
  const fault = faultOf(state, known, command);
  if (fault || !known) return refuse(fault ?? 'DEPOSIT_NOT_FOUND');
  if (known.approvedBy.includes(person)) return NOTHING;
  if (known.status !== 'awaiting') return refuse(ENDS[known.status]);
  if (madeKeyOfApprover(known.approvedBy, command)) return refuse('KEY_MAKER_CANNOT_CONFIRM');
  if (isOver(known.request.approval, now)) return refuse('APPROVAL_EXPIRED');
  if (state.life.isClosed) return refuse('ACCOUNT_CLOSED');
  const { accountId, currency } = state;
  const [approval, of] = [known.approvedBy.length + 1, known.request.approval.approvals];
  const data = { accountId, depositId, currency, approvedBy: person, approvedAt: now, approval, of };
  const approved: AccountEvent = { type: 'DepositApproved', data };
  if (approval < of) return ok([approved]);
  if (!canTake(state, known.request.amountMinor)) return refuse('AMOUNT_INVALID');
  return ok([
    approved,
    { type: 'FundsDeposited', data: bookedAs(known, [...known.approvedBy, person], now) },
  ]);
}

/** What was asked for, and nothing else. */
function bookedAs(
  { request }: RequestedDeposit,
  approvedBy: readonly string[],
  depositedAt: string,
): FundsDeposited {
  const { requestedAt: _requestedAt, approval: _approval, ...deposit } = request;
  return { ...deposit, depositedAt, approvedBy };
}

/** One person is enough to reject. A person who has approved may still do it, while the deposit waits. */
export function rejectDeposit(state: OpenedAccount, command: CommandOf<'RejectDeposit'>): Decision {
  const { depositId, person, reason, now } = command;
  const known = state.requestedDeposits.get(depositId);
  const fault = faultOf(state, known, command);
  if (fault || !known) return refuse(fault ?? 'DEPOSIT_NOT_FOUND');
  if (known.rejectedBy === person) return NOTHING;
  if (known.status !== 'awaiting') return refuse(ENDS[known.status]);
  if (isOver(known.request.approval, now)) return refuse('APPROVAL_EXPIRED');
  const { accountId, currency } = state;
  const data = { accountId, depositId, currency, rejectedBy: person, reason, rejectedAt: now };
  return ok([{ type: 'DepositApprovalRejected', data }]);
}

/** By the clock of the caller. Of an approval and an expiry at once, the stream's revision lets one be first. */
export function expireDeposit(
  state: OpenedAccount,
  { depositId, now }: CommandOf<'ExpireDeposit'>,
): Decision {
  const known = state.requestedDeposits.get(depositId);
  if (known?.status !== 'awaiting' || !isOver(known.request.approval, now)) return NOTHING;
  const { accountId, currency } = state;
  const { expiresAt } = known.request.approval;
  const data = { accountId, depositId, currency, expiresAt, expiredAt: now };
  return ok([{ type: 'DepositApprovalExpired', data }]);
}

const ENDS = {
  booked: 'DEPOSIT_APPROVED',
  rejected: 'APPROVAL_REJECTED',
  expired: 'APPROVAL_EXPIRED',
} as const;

function faultOf(
  { deposits }: OpenedAccount,
  known: RequestedDeposit | undefined,
  command: CommandOf<'ApproveDeposit'> | CommandOf<'RejectDeposit'>,
): AccountRefusal | undefined {
  if (!known) return deposits.has(command.depositId) ? 'APPROVAL_NOT_NEEDED' : 'DEPOSIT_NOT_FOUND';
  return hasAskedFor(known.request.clientId, command) ? 'REQUESTER_CANNOT_APPROVE' : undefined;
}

/** The reference is taken while the deposit waits: one arrival is one deposit. */
export function afterDepositRequested(
  state: OpenedAccount,
  { personal: _personal, ...request }: DataOf<'DepositRequested'>,
): OpenedAccount {
  const { depositId } = request;
  const requested: RequestedDeposit = { status: 'awaiting', request, approvedBy: [], rejectedBy: null };
  return {
    ...state,
    requestedDeposits: state.requestedDeposits.set(depositId, requested),
    arrivals: state.arrivals.set(arrivalKey(request), depositId),
  };
}

export function afterDepositApproved(
  state: OpenedAccount,
  { depositId, approvedBy, approval, of }: DataOf<'DepositApproved'>,
): OpenedAccount {
  const known = state.requestedDeposits.get(depositId);
  if (!known) return state;
  const status = approval < of ? known.status : 'booked';
  const after = { ...known, status, approvedBy: [...known.approvedBy, approvedBy] };
  return { ...state, requestedDeposits: state.requestedDeposits.set(depositId, after) };
}

type EndEvent = Extract<AccountEvent, { type: 'DepositApprovalRejected' | 'DepositApprovalExpired' }>;

/** Nothing was booked, and the reference is free again. */
export function afterDepositEnded(state: OpenedAccount, event: EndEvent): OpenedAccount {
  const { depositId } = event.data;
  const known = state.requestedDeposits.get(depositId);
  if (!known) return state;
  const after: RequestedDeposit =
    event.type === 'DepositApprovalRejected'
      ? { ...known, status: 'rejected', rejectedBy: event.data.rejectedBy }
      : { ...known, status: 'expired' };
  const key = arrivalKey(known.request);
  const isItsOwn = state.arrivals.get(key) === depositId;
  return {
    ...state,
    requestedDeposits: state.requestedDeposits.set(depositId, after),
    arrivals: isItsOwn ? state.arrivals.delete(key) : state.arrivals,
  };
}
