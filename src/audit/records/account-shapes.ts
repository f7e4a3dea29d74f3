import type { AccountEvent } from '../../domain/account/events';
import { checkApprovalCount, checkDemandField } from './payouts/payout-shapes';
import { isAmount, isObject, type EventData, type Shape } from './event-shape';

const checkExcessField = ({ excessMinor }: EventData): readonly string[] =>
  excessMinor === undefined || isAmount(excessMinor) ? [] : ['excessMinor'];

const checkDepositEvidence = ({ evidence, personal, approvedBy }: EventData): readonly string[] => {
  if (evidence === null || evidence === undefined) return [];
  const isWhole =
    isObject(evidence) &&
    ['STATEMENT_LINE', 'NOTIFICATION'].includes(String(evidence['kind'])) &&
    typeof evidence['textHash'] === 'string' &&
    (evidence['signature'] === null || typeof evidence['signature'] === 'string');
  return [
    ...(isWhole ? [] : ['evidence']),
    // Of an approved deposit the request has the words.
    ...(approvedBy !== undefined || (isObject(personal) && typeof personal['evidenceText'] === 'string')
      ? []
      : ['personal.evidenceText']),
  ];
};

const checkApprovedBy = ({ approvedBy }: EventData): readonly string[] =>
  approvedBy === undefined || (Array.isArray(approvedBy) && approvedBy.every(by => typeof by === 'string'))
    ? []
    : ['approvedBy'];

const checkRequestedDemand = (data: EventData): readonly string[] =>
  data['approval'] === undefined ? ['approval'] : checkDemandField(data);

/** Without an owner there is nothing personal. */
function checkOwner({ personal }: EventData): readonly string[] {
  if (personal === undefined) return [];
  const owner = isObject(personal) ? personal['owner'] : undefined;
  const isWhole =
    isObject(owner) && typeof owner['name'] === 'string' && typeof owner['document'] === 'string';
  return isWhole ? [] : ['personal.owner'];
}

/** What each event must say for the books to be kept from it; anything else in it is not the audit's business. */
export const ACCOUNT_SHAPES: Readonly<Record<AccountEvent['type'], Shape>> = {
  AccountOpened: { texts: ['accountId', 'name', 'currency'], extraChecks: checkOwner },
  AccountClosed: { texts: ['accountId', 'currency', 'closingId', 'reason', 'closedBy', 'closedAt'] },
  AccountReopened: { texts: ['accountId', 'currency', 'caseId', 'reason', 'proposedBy', 'confirmedBy'] },
  ClosedAccountMoved: { texts: ['accountId', 'payoutId', 'currency', 'movement'] },
  FundsDeposited: {
    texts: ['accountId', 'depositId', 'provider', 'currency', 'reference'],
    amounts: ['amountMinor'],
    extraChecks: data => [...checkDepositEvidence(data), ...checkApprovedBy(data)],
  },
  DepositRequested: {
    texts: ['accountId', 'depositId', 'clientId', 'provider', 'currency', 'reference', 'requestedAt'],
    amounts: ['amountMinor'],
    extraChecks: data => [...checkDepositEvidence(data), ...checkRequestedDemand(data)],
  },
  DepositApproved: {
    texts: ['accountId', 'depositId', 'currency', 'approvedBy', 'approvedAt'],
    extraChecks: checkApprovalCount,
  },
  DepositApprovalRejected: {
    texts: ['accountId', 'depositId', 'currency', 'rejectedBy', 'reason', 'rejectedAt'],
  },
  DepositApprovalExpired: { texts: ['accountId', 'depositId', 'currency', 'expiresAt', 'expiredAt'] },
  FundsHeld: { texts: ['accountId', 'payoutId', 'currency'], amounts: ['amountMinor'] },
  HoldCaptured: {
    texts: ['accountId', 'payoutId', 'provider', 'currency'],
    amounts: ['heldAmountMinor', 'originalAmountMinor', 'feeAmountMinor'],
    extraChecks: checkExcessField,
  },
  HoldRefused: {
    texts: ['accountId', 'payoutId', 'currency'],
    amounts: ['amountMinor'],
    extraChecks: ({ closed }) => (closed === undefined || closed === true ? [] : ['closed']),
  },
  HoldReleased: { texts: ['accountId', 'payoutId', 'currency'], amounts: ['amountMinor'] },
  FundsReturned: {
    texts: ['accountId', 'payoutId', 'returnId', 'provider', 'currency'],
    amounts: ['amountMinor', 'feeAmountMinor'],
  },
  CaptureReversed: {
    texts: ['accountId', 'payoutId', 'provider', 'currency'],
    amounts: ['originalAmountMinor', 'feeAmountMinor'],
    extraChecks: checkExcessField,
  },
  ReleaseReversed: {
    texts: ['accountId', 'payoutId', 'provider', 'currency'],
    amounts: ['originalAmountMinor', 'feeAmountMinor'],
    extraChecks: checkExcessField,
  },
  SuspenseBooked: {
    texts: ['accountId', 'payoutId', 'caseId', 'provider', 'currency', 'direction'],
    amounts: ['amountMinor'],
  },
  ExcessCharged: {
    texts: ['accountId', 'payoutId', 'caseId', 'provider', 'currency'],
    amounts: ['amountMinor'],
  },
  DepositReversed: {
    texts: [
      'accountId',
      'depositId',
      'caseId',
      'provider',
      'currency',
      'reference',
      'reason',
      'proposedBy',
      'confirmedBy',
    ],
    amounts: ['amountMinor'],
  },
};
