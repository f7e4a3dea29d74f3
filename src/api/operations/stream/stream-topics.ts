import type { AccountEvent } from '../../../domain/account/events';
import type { ApprovalRuleEvent } from '../../../domain/approval/events';
import type { CaseEvent } from '../../../domain/case/events';
import type { FeeEvent } from '../../../domain/journal/events';
import type { LimitEvent } from '../../../domain/limits/events';
import type { PayoutEvent } from '../../../domain/payout/events';
import type { ReconciliationEvent } from '../../../domain/reconciliation/events';
import type { ApiClient } from '../../auth/keys/api-keys';
import type { Scope } from '../../auth/keys/scopes';

/** What a client can follow. */
export const STREAM_TOPICS = [
  'payouts',
  'approvals',
  'accounts',
  'cases',
  'limits',
  'reconciliations',
] as const;
export type StreamTopic = (typeof STREAM_TOPICS)[number];

type Followed =
  AccountEvent | PayoutEvent | CaseEvent | LimitEvent | ApprovalRuleEvent | ReconciliationEvent | FeeEvent;
export type StreamEventType = Followed['type'];

/** The topic of each event. The compiler refuses a list that lacks a type. */
const TOPIC_OF: Readonly<Record<StreamEventType, StreamTopic>> = {
  PayoutRequested: 'payouts',
  PayoutRejected: 'payouts',
  PayoutApproved: 'approvals',
  PayoutApprovalRejected: 'approvals',
  PayoutApprovalExpired: 'approvals',
  PayoutSubmissionStarted: 'payouts',
  PayoutSubmissionRepeated: 'payouts',
  PayoutLookedFor: 'payouts',
  PayoutRepeatDecided: 'payouts',
  PayoutSubmitted: 'payouts',
  PayoutOutcomeUnknown: 'payouts',
  PayoutCompleted: 'payouts',
  PayoutFailed: 'payouts',
  PayoutReturned: 'payouts',
  PayoutOutcomeContradicted: 'payouts',
  PayoutAcceptanceEnded: 'payouts',
  AccountOpened: 'accounts',
  AccountClosed: 'accounts',
  AccountReopened: 'accounts',
  ClosedAccountMoved: 'accounts',
  FundsDeposited: 'accounts',
  DepositRequested: 'approvals',
  DepositApproved: 'approvals',
  DepositApprovalRejected: 'approvals',
  DepositApprovalExpired: 'approvals',
  FundsHeld: 'accounts',
  HoldCaptured: 'accounts',
  HoldRefused: 'accounts',
  HoldReleased: 'accounts',
  FundsReturned: 'accounts',
  CaptureReversed: 'accounts',
  ReleaseReversed: 'accounts',
  SuspenseBooked: 'accounts',
  ExcessCharged: 'accounts',
  DepositReversed: 'accounts',
  CaseOpened: 'cases',
  CaseDecisionProposed: 'cases',
  CaseDecisionConfirmed: 'cases',
  CaseDecisionFailed: 'cases',
  CaseResolved: 'cases',
  LimitChangeProposed: 'limits',
  LimitChangeWithdrawn: 'limits',
  LimitChanged: 'limits',
  ApprovalRuleProposed: 'limits',
  ApprovalRuleConfirmed: 'limits',
  StatementImported: 'reconciliations',
  StatementLinesMatched: 'reconciliations',
  ReconciliationBreakFound: 'reconciliations',
  StatementReconciled: 'reconciliations',
  FeeSettlementProposed: 'reconciliations',
  ProviderFeesSettled: 'reconciliations',
};

export const STREAM_EVENT_TYPES = Object.keys(TOPIC_OF) as StreamEventType[];

/** Returns undefined for an event that no client is sent. */
export const topicOf = (type: string): StreamTopic | undefined =>
  Object.hasOwn(TOPIC_OF, type) ? TOPIC_OF[type as StreamEventType] : undefined;

/** Whom a topic is open to, as the routes that show its things. */
const SCOPES_OF: Readonly<Record<StreamTopic, readonly Scope[]>> = {
  payouts: ['payouts:read'],
  approvals: ['payouts:read', 'cases:decide'],
  accounts: ['accounts:open', 'payouts:read', 'ledger:read'],
  cases: ['cases:read'],
  limits: ['limits', 'audit'],
  reconciliations: ['reconciliation', 'audit'],
};

/** A client with a list of accounts has none of the scopes that are about all accounts. */
export const mayFollow = ({ scopes }: Pick<ApiClient, 'scopes'>, topic: StreamTopic): boolean =>
  SCOPES_OF[topic].some(scope => scopes.includes(scope));
