import type { AccountEvent } from '../account/events';
import type { CaseEvent } from '../case/events';
import type { ExchangeEvent, PayoutStreamEvent } from '../exchange/events';
import type { FeeEvent } from './events';
import type { NotificationEvent } from '../notification/events';
import type { PayoutEvent } from '../payout/events';

/** The types of the events in each kind of stream. The compiler refuses a list that lacks a type. */

const ACCOUNT_TYPES: Readonly<Record<AccountEvent['type'], true>> = {
  AccountOpened: true,
  AccountClosed: true,
  AccountReopened: true,
  ClosedAccountMoved: true,
  FundsDeposited: true,
  DepositRequested: true,
  DepositApproved: true,
  DepositApprovalRejected: true,
  DepositApprovalExpired: true,
  FundsHeld: true,
  HoldCaptured: true,
  HoldRefused: true,
  HoldReleased: true,
  FundsReturned: true,
  CaptureReversed: true,
  ReleaseReversed: true,
  SuspenseBooked: true,
  ExcessCharged: true,
  DepositReversed: true,
};
const PAYOUT_TYPES: Readonly<Record<PayoutEvent['type'], true>> = {
  PayoutRequested: true,
  PayoutRejected: true,
  PayoutApproved: true,
  PayoutApprovalRejected: true,
  PayoutApprovalExpired: true,
  PayoutSubmissionStarted: true,
  PayoutSubmissionRepeated: true,
  PayoutLookedFor: true,
  PayoutRepeatDecided: true,
  PayoutSubmitted: true,
  PayoutOutcomeUnknown: true,
  PayoutCompleted: true,
  PayoutFailed: true,
  PayoutReturned: true,
  PayoutOutcomeContradicted: true,
  PayoutAcceptanceEnded: true,
};

const CASE_TYPES: Readonly<Record<CaseEvent['type'], true>> = {
  CaseOpened: true,
  CaseDecisionProposed: true,
  CaseDecisionConfirmed: true,
  CaseDecisionFailed: true,
  CaseResolved: true,
};

const NOTIFICATION_TYPES: Readonly<Record<NotificationEvent['type'], true>> = {
  ProviderNotificationReceived: true,
  NotificationApplied: true,
  NotificationQuarantined: true,
};

const FEE_TYPES: Readonly<Record<FeeEvent['type'], true>> = {
  FeeSettlementProposed: true,
  ProviderFeesSettled: true,
};

interface Body {
  readonly type: string;
  readonly data: object;
}

export const isAccountEvent = (body: Body): body is AccountEvent => Object.hasOwn(ACCOUNT_TYPES, body.type);
export const isPayoutEvent = (body: Body): body is PayoutEvent => Object.hasOwn(PAYOUT_TYPES, body.type);
export const isFeeEvent = (body: Body): body is FeeEvent => Object.hasOwn(FEE_TYPES, body.type);
export const isCaseEvent = (body: Body): body is CaseEvent => Object.hasOwn(CASE_TYPES, body.type);
export const isNotificationEvent = (body: Body): body is NotificationEvent =>
  Object.hasOwn(NOTIFICATION_TYPES, body.type);
export const isExchangeEvent = (body: Body): body is ExchangeEvent => body.type === 'ProviderExchanged';
export const isPayoutStreamEvent = (body: Body): body is PayoutStreamEvent =>
  isPayoutEvent(body) || isExchangeEvent(body);
