import type { ApprovalDemand } from '../../domain/approval/events';
import type { PayoutEvent } from '../../domain/payout/events';
import { storable, storableJson } from '../engine/projection';
import type { PayoutStatus } from '../schema';
import type { StoredApproval } from './stored-json';

type ApprovalEvent = Extract<
  PayoutEvent,
  { type: 'PayoutApproved' | 'PayoutApprovalRejected' | 'PayoutApprovalExpired' }
>;

interface Waiting {
  readonly status: PayoutStatus;
  readonly approval: string | null;
}

type Columns = Partial<Waiting> & {
  readonly failureCode?: string;
  readonly failureMessage?: string;
  readonly failedAt?: Date;
};

export const requestedApproval = ({ rules, approvals, expiresAt }: ApprovalDemand): StoredApproval => ({
  rules,
  needed: approvals,
  expiresAt,
  given: [],
  rejectedBy: null,
});

/** A payout that is rejected or that waited too long was never sent. */
export function approvalColumns(row: Waiting, { type, data }: ApprovalEvent, at: Date): Columns {
  const before = JSON.parse(row.approval ?? '{}') as StoredApproval;
  switch (type) {
    case 'PayoutApproved': {
      const given = [...before.given, { by: data.approvedBy, at: data.approvedAt }];
      const isLast = data.approval === data.of && row.status === 'AWAITING_APPROVAL';
      return {
        approval: storableJson({ ...before, given }),
        ...(isLast && { status: 'PROCESSING' as const }),
      };
    }
    case 'PayoutApprovalRejected':
      return {
        ...unapproved('APPROVAL_REJECTED', data.reason, at),
        approval: storableJson({ ...before, rejectedBy: data.rejectedBy }),
      };
    case 'PayoutApprovalExpired':
      return unapproved('APPROVAL_EXPIRED', `It was not approved before ${data.expiresAt}`, at);
  }
}

const unapproved = (failureCode: string, message: string, failedAt: Date): Columns => ({
  status: 'REJECTED',
  failureCode,
  failureMessage: storable(message),
  failedAt,
});
