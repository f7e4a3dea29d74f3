import type { MessageType } from '../../domain/outbound/events';

/** Which messages an event can lead to, by its type. Of another event no endpoint gets a message. */
export const TYPES_BY_EVENT: Readonly<Record<string, readonly MessageType[]>> = {
  FundsHeld: ['payout.accepted', 'payout.awaiting_approval'],
  PayoutRejected: ['payout.rejected'],
  PayoutApproved: ['payout.approved'],
  PayoutApprovalRejected: ['payout.approval_rejected'],
  PayoutApprovalExpired: ['payout.approval_expired'],
  PayoutSubmitted: ['payout.submitted'],
  PayoutOutcomeUnknown: ['payout.outcome_unknown'],
  PayoutCompleted: ['payout.completed'],
  PayoutFailed: ['payout.failed'],
  PayoutReturned: ['payout.returned'],
  CaseOpened: ['case.opened'],
  CaseResolved: ['case.decided'],
  FundsDeposited: ['deposit.recorded'],
  DepositReversed: ['deposit.reversed'],
};
