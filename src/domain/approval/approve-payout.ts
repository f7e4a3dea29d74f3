import { ok, refuse } from '../../shared/result';
import type { PayoutEvent, PayoutRequested } from '../payout/events';
import { NOTHING, type CommandOf, type Decision, type Existing, type PayoutState } from '../payout/state';
import { hasAskedFor, isOver, madeKeyOfApprover } from './who-decides';

/**
 * A person approves once. Who asked for the payout, or made the key that asked, never approves it. Who made a key of another
 * approver does not approve beside that one: the two could be one person.
 */
export function approvePayout(state: Existing, command: CommandOf<'ApprovePayout'>): Decision {
  const { person, now } = command;
  const demand = state.request.approval;
  if (!demand) return refuse('APPROVAL_NOT_NEEDED');
  if (hasAskedFor(state.request.clientId, command)) return refuse('REQUESTER_CANNOT_APPROVE');
  if (state.status === 'unapproved') return refuse(state.code);
  if (state.status === 'rejected') return refuse('PAYOUT_REJECTED');
  if (state.status !== 'awaiting') return refuse('PAYOUT_APPROVED');
  if (state.approvedBy.includes(person)) return NOTHING;
  if (madeKeyOfApprover(state.approvedBy, command)) return refuse('KEY_MAKER_CANNOT_CONFIRM');
  if (isOver(demand, now)) return refuse('APPROVAL_EXPIRED');
  const { payoutId } = state.request;
  const approval = state.approvedBy.length + 1;
  const data = { payoutId, approvedBy: person, approvedAt: now, approval, of: demand.approvals };
  return ok([{ type: 'PayoutApproved', data }]);
}

/** One person is enough to reject. A person who has approved may still do it, while the payout waits. */
export function rejectApproval(state: Existing, command: CommandOf<'RejectApproval'>): Decision {
  const { person, reason, now } = command;
  const demand = state.request.approval;
  if (!demand) return refuse('APPROVAL_NOT_NEEDED');
  if (hasAskedFor(state.request.clientId, command)) return refuse('REQUESTER_CANNOT_APPROVE');
  if (state.status === 'unapproved') return state.rejectedBy === person ? NOTHING : refuse(state.code);
  if (state.status === 'rejected') return refuse('PAYOUT_REJECTED');
  if (state.status !== 'awaiting') return refuse('PAYOUT_APPROVED');
  if (isOver(demand, now)) return refuse('APPROVAL_EXPIRED');
  const data = { payoutId: state.request.payoutId, rejectedBy: person, reason, rejectedAt: now };
  return ok([{ type: 'PayoutApprovalRejected', data }]);
}

/** By the clock of the caller. Of an approval and an expiry at once, the stream's revision lets one be first. */
export function expireApproval(state: Existing, { now }: CommandOf<'ExpireApproval'>): Decision {
  const demand = state.request.approval;
  if (state.status !== 'awaiting' || !demand || !isOver(demand, now)) return NOTHING;
  const { payoutId } = state.request;
  const data = { payoutId, expiresAt: demand.expiresAt, expiredAt: now };
  return ok([{ type: 'PayoutApprovalExpired', data }]);
}

export const requestedState = (request: PayoutRequested): PayoutState =>
  request.approval ? { status: 'awaiting', request, approvedBy: [] } : { status: 'requested', request };

export type ApprovalEvent = Extract<
  PayoutEvent,
  { type: 'PayoutApproved' | 'PayoutApprovalRejected' | 'PayoutApprovalExpired' }
>;

export const isApprovalEvent = (event: PayoutEvent): event is ApprovalEvent =>
  event.type === 'PayoutApproved' ||
  event.type === 'PayoutApprovalRejected' ||
  event.type === 'PayoutApprovalExpired';

/** The last approval that is needed makes the payout an ordinary one. */
export function afterApprovalEvent(state: Existing, event: ApprovalEvent): PayoutState {
  if (state.status !== 'awaiting') return state;
  const { request } = state;
  switch (event.type) {
    case 'PayoutApproved':
      return event.data.approval < event.data.of
        ? { status: 'awaiting', request, approvedBy: [...state.approvedBy, event.data.approvedBy] }
        : { status: 'requested', request };
    case 'PayoutApprovalRejected':
      return {
        status: 'unapproved',
        request,
        code: 'APPROVAL_REJECTED',
        rejectedBy: event.data.rejectedBy,
      };
    case 'PayoutApprovalExpired':
      return { status: 'unapproved', request, code: 'APPROVAL_EXPIRED', rejectedBy: null };
  }
}
