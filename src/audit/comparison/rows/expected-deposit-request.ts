import type { AccountEvent, DepositRequested } from '../../../domain/account/events';
import type { Position, RecordedEvent } from '../../../event-store/event-store';
import { newApproval, type ExpectedApproval } from './expected-approval';
import type { Row } from './postgres-text';

/** What the row of a deposit that waited for people shows. */
export interface ExpectedDepositRequest {
  readonly data: Omit<DepositRequested, 'personal'>;
  readonly position: Position;
  readonly approval: ExpectedApproval | null;
  status: 'AWAITING_APPROVAL' | 'BOOKED' | 'REJECTED';
  endedAt: string | null;
  failure: { readonly code: string; readonly message: string } | null;
}

/** Keeps what the event says of a deposit that waits. */
export function applyDepositRequest(
  requests: Map<string, ExpectedDepositRequest>,
  { position }: RecordedEvent,
  { type, data }: AccountEvent,
): void {
  if (type === 'DepositRequested') {
    const { personal: _personal, ...request } = data;
    const waiting = { status: 'AWAITING_APPROVAL', endedAt: null, failure: null } as const;
    requests.set(data.depositId, {
      data: request,
      position,
      approval: newApproval(data.approval),
      ...waiting,
    });
    return;
  }
  const row = 'depositId' in data ? requests.get(data.depositId) : undefined;
  if (!row) return;
  if (type === 'DepositApproved') row.approval?.given.push({ by: data.approvedBy, at: data.approvedAt });
  if (type === 'FundsDeposited') Object.assign(row, { status: 'BOOKED', endedAt: data.depositedAt });
  if (type === 'DepositApprovalRejected') {
    if (row.approval) row.approval.rejectedBy = data.rejectedBy;
    endBy(row, data.rejectedAt, 'APPROVAL_REJECTED', data.reason);
  }
  if (type === 'DepositApprovalExpired')
    endBy(row, data.expiredAt, 'APPROVAL_EXPIRED', `It was not approved before ${data.expiresAt}`);
}

function endBy(row: ExpectedDepositRequest, endedAt: string, code: string, message: string): void {
  Object.assign(row, { status: 'REJECTED', endedAt, failure: { code, message } });
}

export const depositRequestRow = ({
  data,
  position,
  approval,
  status,
  endedAt,
  failure,
}: ExpectedDepositRequest): Row => ({
  id: data.depositId,
  account_id: data.accountId,
  client_id: data.clientId,
  provider: data.provider,
  status,
  currency: data.currency,
  amount_minor: data.amountMinor,
  reference: data.reference,
  approval,
  requested_at: new Date(data.requestedAt),
  ended_at: endedAt && new Date(endedAt),
  failure_code: failure?.code,
  failure_message: failure?.message,
  commit_position: position.commit,
  prepare_position: position.prepare,
});
