import { ApiSchema } from '@nestjs/swagger';
import type { Deposit, DepositApprovalResult, WaitingDeposit } from '../../../commands/results';
import {
  DEPOSIT_REQUEST_STATUSES,
  type DepositRequestView,
} from '../../../queries/accounts/deposit-request-view';
import { type Currency, formatAmount } from '../../../shared/money';
import { timeOrNull } from '../../fields/format';
import {
  AccountId,
  Amount,
  Choice,
  CurrencyCode,
  DepositId,
  Integer,
  Nested,
  OR_NULL,
  ProviderCode,
  Text,
  Time,
} from '../../fields/response-fields';
import { PayoutApprovalResponse } from '../../payouts/approvals/payout-approval.response';

@ApiSchema({ name: 'DepositEvidence' })
class DepositEvidenceResponse {
  @Choice(['STATEMENT_LINE', 'NOTIFICATION'])
  readonly kind!: string;
  @Text('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  readonly sha256!: string;
}

@ApiSchema({ name: 'Deposit' })
export class DepositResponse {
  @DepositId()
  readonly id!: string;
  @AccountId()
  readonly accountId!: string;
  @Amount('1000.00')
  readonly amount!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @ProviderCode()
  readonly provider!: string;
  @Text('transfer-2026-03-01')
  readonly reference!: string;
  @Time()
  readonly depositedAt!: string;
  @Nested(() => DepositEvidenceResponse, { nullable: true, description: 'null: the deposit has no evidence' })
  readonly evidence!: DepositEvidenceResponse | null;

  static from(deposit: Deposit): DepositResponse {
    return {
      id: deposit.depositId,
      accountId: deposit.accountId,
      amount: formatAmount(deposit.amountMinor, deposit.currency),
      currency: deposit.currency,
      provider: deposit.provider,
      reference: deposit.reference,
      depositedAt: deposit.depositedAt,
      evidence: deposit.evidence && { kind: deposit.evidence.kind, sha256: deposit.evidence.textHash },
    };
  }
}

abstract class WaitingFields {
  @DepositId()
  readonly id!: string;
  @AccountId()
  readonly accountId!: string;
  @Amount('250000.00')
  readonly amount!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @ProviderCode()
  readonly provider!: string;
  @Text('transfer-2026-03-01')
  readonly reference!: string;
  @Time()
  readonly requestedAt!: string;
  @Nested(() => PayoutApprovalResponse, { description: 'What it waits or waited for' })
  readonly approval!: PayoutApprovalResponse;
}

@ApiSchema({
  name: 'WaitingDeposit',
  description: 'As it was recorded; a repeat of the request gets the same again, whatever came of it',
})
export class WaitingDepositResponse extends WaitingFields {
  @Choice(['AWAITING_APPROVAL'])
  readonly status!: 'AWAITING_APPROVAL';
  @Nested(() => DepositEvidenceResponse, { nullable: true, description: 'null: the deposit has no evidence' })
  readonly evidence!: DepositEvidenceResponse | null;

  static from(deposit: WaitingDeposit): WaitingDepositResponse {
    const { rules, approvals: needed, expiresAt } = deposit.approval;
    return {
      id: deposit.depositId,
      accountId: deposit.accountId,
      status: 'AWAITING_APPROVAL',
      amount: formatAmount(deposit.amountMinor, deposit.currency),
      currency: deposit.currency,
      provider: deposit.provider,
      reference: deposit.reference,
      requestedAt: deposit.requestedAt,
      evidence: deposit.evidence && { kind: deposit.evidence.kind, sha256: deposit.evidence.textHash },
      approval: PayoutApprovalResponse.from({ rules, needed, expiresAt, given: [], rejectedBy: null }),
    };
  }
}

@ApiSchema({ name: 'DepositFailure' })
class DepositFailureResponse {
  @Choice(['APPROVAL_REJECTED', 'APPROVAL_EXPIRED'])
  readonly code!: string;
  @Text('The bank knows of no such transfer')
  readonly message!: string;
}

/** A deposit that waits or waited for people, as it is now. */
@ApiSchema({ name: 'DepositRequest' })
export class DepositRequestResponse extends WaitingFields {
  @Choice(DEPOSIT_REQUEST_STATUSES)
  readonly status!: DepositRequestView['status'];
  @Text('bank-import', { description: 'The client that recorded it' })
  readonly recordedBy!: string;
  @Time({ ...OR_NULL, description: 'When it was booked or rejected' })
  readonly endedAt!: string | null;
  @Nested(() => DepositFailureResponse, OR_NULL)
  readonly failure!: DepositFailureResponse | null;

  static from(view: DepositRequestView): DepositRequestResponse {
    return {
      id: view.id,
      accountId: view.accountId,
      status: view.status,
      amount: formatAmount(view.amountMinor, view.currency),
      currency: view.currency,
      provider: view.provider,
      reference: view.reference,
      recordedBy: view.recordedBy,
      requestedAt: view.requestedAt.toISOString(),
      endedAt: timeOrNull(view.endedAt),
      failure: view.failure,
      approval: PayoutApprovalResponse.from(view.approval),
    };
  }
}

/** The deposit after one person's decision. A repeat gets the same again. */
@ApiSchema({ name: 'DepositApprovalAnswer' })
export class DepositApprovalAnswerResponse {
  @DepositId()
  readonly id!: string;
  @Choice(DEPOSIT_REQUEST_STATUSES)
  readonly status!: DepositApprovalResult['status'];
  @Integer(1, { description: 'How many people had approved then' })
  readonly approvals!: number;
  @Integer(2, { description: 'How many have to' })
  readonly needed!: number;

  static from({
    depositId,
    status,
    approvals,
    needed,
  }: DepositApprovalResult): DepositApprovalAnswerResponse {
    return { id: depositId, status, approvals, needed };
  }
}
