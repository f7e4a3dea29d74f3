import type {
  CaseEvidence,
  Claim,
  Evidence,
  PayoutCompleted,
  PayoutEvent,
  PayoutFailed,
  PayoutOutcomeContradicted,
  PayoutRequested,
  PayoutReturned,
} from '../../../src/domain/payout/events';
import type { PayoutCommand, RecordCompletion } from '../../../src/domain/payout/payout';
import type { CommandOf, MarkPaid, RecordReturn } from '../../../src/domain/payout/state';

type RecordLookup = CommandOf<'RecordLookup'>;

export const request = (over: Partial<PayoutRequested> = {}): PayoutRequested => ({
  payoutId: 'payout-1',
  clientId: 'client-1',
  fingerprint: 'f-1',
  accountId: 'merchant-1',
  provider: 'connectpsp',
  currency: 'BRL',
  amountMinor: 5_000n,
  expectedFeeAmountMinor: 31n,
  heldAmountMinor: 5_031n,
  externalReference: 'withdrawal-1',
  description: null,
  requestedAt: '2026-01-02T03:04:05.000Z',
  personal: {
    payee: {
      name: 'Maria Silva',
      document: '12345678909',
      destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
    },
  },
  ...over,
});

export const byNotification: Evidence = { kind: 'notification', eventId: 'notification-event-1' };
export const bySubmission: Evidence = { kind: 'submission', answerHash: 'answer-0' };
export const byPoll: Evidence = { kind: 'poll', answerHash: 'answer-1' };
/** A later decision than `byCase`. */
export const byLaterCase: CaseEvidence = { kind: 'case', caseId: 'case-2', decisionEventId: 'decision-2' };
export const byCase: CaseEvidence = { kind: 'case', caseId: 'case-1', decisionEventId: 'decision-1' };

export const requestPayout = (over: Partial<PayoutRequested> = {}): PayoutCommand => ({
  type: 'RequestPayout',
  request: request(over),
});
export const rejectPayout: PayoutCommand = {
  type: 'RejectPayout',
  code: 'INSUFFICIENT_FUNDS',
  message: 'The account has 1.00 available',
};
export const startSubmission = (providerKey = 'key-1'): PayoutCommand => ({
  type: 'StartSubmission',
  providerKey,
  webhookUrl: null,
});
export const repeatSubmission: PayoutCommand = { type: 'RepeatSubmission' };
export const repeatIfMissing: PayoutCommand = { type: 'RepeatSubmission', ifMissing: true };
/** The provider was asked for the order this many seconds after three o'clock. */
export const recordLook = (atS = 0, over: Partial<RecordLookup> = {}): PayoutCommand => ({
  type: 'RecordLookup',
  submission: 1,
  found: false,
  at: new Date(Date.UTC(2026, 0, 2, 3, 0, atS)).toISOString(),
  answerHashes: ['answer-404', 'answer-none'],
  ...over,
});
export const decideRepeat = (evidence: CaseEvidence = byCase): PayoutCommand => ({
  type: 'DecideRepeat',
  evidence,
});
export const recordDecline = (
  code = 'INSUFFICIENT_FUNDS',
  evidence: Evidence = bySubmission,
): PayoutCommand => ({
  type: 'RecordDecline',
  code,
  message: 'Refused',
  evidence,
});
export const recordSubmission = (
  providerId = 'provider-id-1',
  evidence: Evidence = bySubmission,
): PayoutCommand => ({
  type: 'RecordSubmission',
  providerId,
  transactionId: 'transaction-1',
  evidence,
});
export const recordUnknown = (reason = 'timeout', needsPerson = false): PayoutCommand => ({
  type: 'RecordUnknownOutcome',
  reason,
  needsPerson,
});
export const recordCompletion = (over: Partial<RecordCompletion> = {}): PayoutCommand => ({
  type: 'RecordCompletion',
  endToEndId: 'E1',
  currency: 'BRL',
  amountMinor: 5_000n,
  feeAmountMinor: 12n,
  providerTime: null,
  evidence: byNotification,
  ...over,
});
export const recordFailure = (evidence: Evidence = byNotification): PayoutCommand => ({
  type: 'RecordFailure',
  code: 'DICT_NOT_FOUND',
  message: 'No such key',
  evidence,
});
export const recordReturn = (over: Partial<RecordReturn> = {}): PayoutCommand => ({
  type: 'RecordReturn',
  ...RETURN,
  ...over,
});
export const markPaid = (over: Partial<MarkPaid> = {}): PayoutCommand => ({
  type: 'MarkPaid',
  endToEndId: 'E1',
  feeAmountMinor: 12n,
  providerTime: null,
  evidence: byCase,
  ...over,
});
export const markFailed = (evidence: CaseEvidence = byCase): PayoutCommand => ({
  type: 'MarkFailed',
  code: 'DECIDED',
  message: 'Never paid',
  evidence,
});

/** What a return says: 20.00 of the 50.00 by default. */
const RETURN = {
  returnId: 'return-1',
  endToEndId: 'D1',
  currency: 'BRL',
  amountMinor: 2_000n,
  feeAmountMinor: 0n,
  providerTime: null,
  evidence: byPoll,
} as const;

export const requested: PayoutEvent = { type: 'PayoutRequested', data: request() };
export const rejected: PayoutEvent = {
  type: 'PayoutRejected',
  data: { payoutId: 'payout-1', code: 'INSUFFICIENT_FUNDS', message: 'The account has 1.00 available' },
};
export const started: PayoutEvent = {
  type: 'PayoutSubmissionStarted',
  data: { payoutId: 'payout-1', provider: 'connectpsp', providerKey: 'key-1', webhookUrl: null },
};
export const repeated = (submission = 2): PayoutEvent => ({
  type: 'PayoutSubmissionRepeated',
  data: { payoutId: 'payout-1', submission },
});
export const submitted: PayoutEvent = {
  type: 'PayoutSubmitted',
  data: { payoutId: 'payout-1', providerId: 'provider-id-1', transactionId: 'transaction-1' },
};
export const unknown = (reason = 'timeout', needsPerson = false): PayoutEvent => ({
  type: 'PayoutOutcomeUnknown',
  data: { payoutId: 'payout-1', reason, needsPerson },
});
export const completed = (over: Partial<PayoutCompleted> = {}): PayoutEvent => ({
  type: 'PayoutCompleted',
  data: {
    payoutId: 'payout-1',
    endToEndId: 'E1',
    currency: 'BRL',
    originalAmountMinor: 5_000n,
    feeAmountMinor: 12n,
    finalAmountMinor: 5_012n,
    providerTime: null,
    evidence: byNotification,
    ...over,
  },
});
export const failed: PayoutEvent = {
  type: 'PayoutFailed',
  data: { payoutId: 'payout-1', code: 'DICT_NOT_FOUND', message: 'No such key', evidence: byNotification },
};
/** Two people decided that it was never paid. */
export const decidedFailed = (over: Partial<PayoutFailed> = {}): PayoutEvent => ({
  type: 'PayoutFailed',
  data: { payoutId: 'payout-1', code: 'DECIDED', message: 'Never paid', evidence: byCase, ...over },
});
export const returned = (over: Partial<PayoutReturned> = {}): PayoutEvent => ({
  type: 'PayoutReturned',
  data: { payoutId: 'payout-1', ...RETURN, ...over },
});
/** The provider refused the order when it was first sent. */
export const declined: PayoutEvent = {
  type: 'PayoutFailed',
  data: { payoutId: 'payout-1', code: 'INSUFFICIENT_FUNDS', message: 'Refused', evidence: bySubmission },
};
/** What a contradiction claims, in figures. */
export const CLAIMED_FAILURE: Claim = { kind: 'failed', code: 'DICT_NOT_FOUND', message: 'No such key' };
export const CLAIMED_COMPLETION: Claim = {
  kind: 'completed',
  endToEndId: 'E1',
  amountMinor: 5_000n,
  feeAmountMinor: 12n,
  providerTime: null,
};
const { evidence: _byPoll, ...CLAIMED } = RETURN;
export const CLAIMED_RETURN: Claim = { kind: 'returned', returned: CLAIMED, completion: null };
export const contradicted = (over: Partial<PayoutOutcomeContradicted> = {}): PayoutEvent => ({
  type: 'PayoutOutcomeContradicted',
  data: {
    payoutId: 'payout-1',
    stands: 'COMPLETED',
    claimed: 'FAILED',
    detail: 'failed with DICT_NOT_FOUND',
    evidence: byPoll,
    ...over,
  },
});
