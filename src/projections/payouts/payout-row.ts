import type { Insertable } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import type {
  PayoutCompleted,
  PayoutEvent,
  PayoutRequested,
  PayoutReturned,
} from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { invariant, unreachable } from '../../shared/invariant';
import { storable, storableJson } from '../engine/projection';
import { approvalColumns, requestedApproval } from './approval-columns';
import { requestedWarnings, withDuplicate } from './payout-warnings';
import type { PayoutTable } from '../schema';
import type { StoredReturn } from './stored-json';

export type PayoutRow = Insertable<PayoutTable> & {
  contradicted: boolean;
  returnedAmountMinor: bigint;
  returns: string;
  warnings: string;
  approval: string | null;
};

/**
 * What an event makes of a payout's row. Pure.
 * @throws {Bug} the event speaks of a payout that was never requested, or that was requested before
 */
export function evolvePayout(
  row: PayoutRow | undefined,
  body: AccountEvent | PayoutEvent,
  event: RecordedEvent,
): PayoutRow {
  if (body.type === 'PayoutRequested') {
    invariant(row === undefined, `Payout ${body.data.payoutId} is requested twice`);
    return requestedRow(body.data, event);
  }
  invariant(row !== undefined, `${body.type} for a payout that was never requested`);
  return { ...row, ...change(row, body, new Date(event.metadata.occurredAt)) };
}

function change(
  row: PayoutRow,
  body: Exclude<AccountEvent | PayoutEvent, { type: 'PayoutRequested' }>,
  at: Date,
): Partial<PayoutRow> {
  switch (body.type) {
    case 'FundsHeld':
      return {
        openHoldMinor: row.openHoldMinor + body.data.amountMinor,
        warnings: withDuplicate(row.warnings, body.data),
      };
    case 'HoldCaptured':
      return { openHoldMinor: row.openHoldMinor - body.data.heldAmountMinor };
    case 'HoldReleased':
      return { openHoldMinor: row.openHoldMinor - body.data.amountMinor };
    case 'HoldRefused':
    case 'PayoutSubmissionStarted':
    case 'PayoutSubmissionRepeated':
    case 'PayoutAcceptanceEnded':
    case 'PayoutLookedFor':
    case 'PayoutRepeatDecided':
    case 'AccountOpened':
    case 'AccountClosed':
    case 'AccountReopened':
    case 'ClosedAccountMoved':
    case 'FundsDeposited':
    case 'DepositRequested':
    case 'DepositApproved':
    case 'DepositApprovalRejected':
    case 'DepositApprovalExpired':
    case 'DepositReversed':
    case 'FundsReturned':
    case 'CaptureReversed':
    case 'ReleaseReversed':
    case 'SuspenseBooked':
    case 'ExcessCharged':
      return {};
    case 'PayoutSubmitted':
      return submittedColumns(row, body.data, at);
    case 'PayoutOutcomeUnknown':
      return isOpen(row) ? { status: 'OUTCOME_UNKNOWN' } : {};
    case 'PayoutRejected':
      return { status: 'REJECTED', failedAt: at, ...failure(body.data) };
    case 'PayoutApproved':
    case 'PayoutApprovalRejected':
    case 'PayoutApprovalExpired':
      return approvalColumns(row, body, at);
    case 'PayoutFailed':
      return { status: 'FAILED', failedAt: at, ...NOT_COMPLETED, ...failure(body.data) };
    case 'PayoutReturned':
      return returnedColumns(row, body.data, at);
    case 'PayoutCompleted':
      return completedColumns(row, body.data, at);
    case 'PayoutOutcomeContradicted':
      return { contradicted: true };
    default:
      return unreachable(body);
  }
}

/** A decision on a case can make a completed payout a failed one. */
const NOT_COMPLETED = {
  feeAmountMinor: null,
  finalAmountMinor: null,
  endToEndId: null,
  providerTime: null,
  completedAt: null,
};

function returnedColumns(row: PayoutRow, data: PayoutReturned, at: Date): Partial<PayoutRow> {
  const returnedAmountMinor = row.returnedAmountMinor + data.amountMinor;
  const { returnId, endToEndId, amountMinor, feeAmountMinor } = data;
  const entry: StoredReturn = {
    returnId,
    endToEndId: endToEndId === null ? null : storable(endToEndId),
    amountMinor: amountMinor.toString(),
    feeAmountMinor: feeAmountMinor.toString(),
    returnedAt: at.toISOString(),
  };
  return {
    status: returnedAmountMinor === row.originalAmountMinor ? 'RETURNED' : 'PARTIALLY_RETURNED',
    returnedAmountMinor: returnedAmountMinor,
    returns: JSON.stringify([...(JSON.parse(row.returns) as StoredReturn[]), entry]),
  };
}

const isOpen = ({ status }: PayoutRow): boolean => status === 'PROCESSING' || status === 'OUTCOME_UNKNOWN';

const failure = ({ code, message }: { code: string; message: string }) => ({
  failureCode: storable(code),
  failureMessage: storable(message),
});

/** An acceptance that arrives after the outcome adds the provider's id and changes nothing else. */
function submittedColumns(
  row: PayoutRow,
  data: Extract<PayoutEvent, { type: 'PayoutSubmitted' }>['data'],
  at: Date,
): Partial<PayoutRow> {
  return {
    providerId: storable(data.providerId),
    transactionId: data.transactionId === null ? (row.transactionId ?? null) : storable(data.transactionId),
    submittedAt: at,
    ...(isOpen(row) ? { status: 'PROCESSING' } : {}),
  };
}

function completedColumns(row: PayoutRow, data: PayoutCompleted, at: Date): Partial<PayoutRow> {
  const { originalAmountMinor, currency } = data;
  invariant(
    originalAmountMinor === row.originalAmountMinor && currency === row.currency,
    `Payout ${data.payoutId} is completed over another amount than it was requested over`,
  );
  return {
    status: 'COMPLETED',
    completedAt: at,
    failedAt: null,
    failureCode: null,
    failureMessage: null,
    feeAmountMinor: data.feeAmountMinor,
    finalAmountMinor: data.finalAmountMinor,
    endToEndId: data.endToEndId === null ? null : storable(data.endToEndId),
    providerTime: data.providerTime === null ? null : storable(data.providerTime),
  };
}

const requestedRow = (data: PayoutRequested, event: RecordedEvent): PayoutRow => ({
  id: data.payoutId,
  accountId: data.accountId,
  clientId: data.clientId,
  provider: data.provider,
  mode: data.mode ?? null,
  status: data.approval ? 'AWAITING_APPROVAL' : 'PROCESSING',
  currency: data.currency,
  originalAmountMinor: data.amountMinor,
  heldAmountMinor: data.heldAmountMinor,
  openHoldMinor: 0n,
  feeAmountMinor: null,
  finalAmountMinor: null,
  externalReference: storable(data.externalReference),
  description: data.description === null ? null : storable(data.description),
  payee: storableJson(data.personal.payee),
  endToEndId: null,
  providerId: null,
  transactionId: null,
  providerTime: null,
  failureCode: null,
  failureMessage: null,
  contradicted: false,
  returnedAmountMinor: 0n,
  returns: '[]',
  warnings: requestedWarnings(data),
  callbackUrl: data.callback ? storable(data.callback.url) : null,
  approval: data.approval ? storableJson(requestedApproval(data.approval)) : null,
  requestedAt: new Date(data.requestedAt),
  submittedAt: null,
  completedAt: null,
  failedAt: null,
  commitPosition: event.position.commit,
  preparePosition: event.position.prepare,
});
