import { ApiSchema } from '@nestjs/swagger';
import {
  PAID_FROM,
  type PaidFrom,
  type SettlementState,
} from '../../../commands/ledger/fees/settlements-on-record';
import type { FeeSettlementResult } from '../../../commands/results';
import { type Currency, formatAmount } from '../../../shared/money';
import {
  Amount,
  Choice,
  CurrencyCode,
  ListOf,
  OR_NULL,
  ProviderCode,
  Text,
  Time,
} from '../../fields/response-fields';
import { PageOf } from '../../fields/page.response';

const STATUSES = ['PROPOSED', 'SETTLED'] as const;
const ID = '3c0f5d1e-53f2-5d0c-9a52-9b8e0d5f5b6d';

@ApiSchema({ name: 'FeeSettlementAnswer' })
export class FeeSettlementAnswerResponse {
  @Text(ID)
  readonly id!: string;
  @Choice(STATUSES, { description: 'PROPOSED: nothing is booked until another person sends the same' })
  readonly status!: FeeSettlementResult['status'];

  static from({ settlementId, status }: FeeSettlementResult): FeeSettlementAnswerResponse {
    return { id: settlementId, status };
  }
}

@ApiSchema({ name: 'FeeSettlement' })
export class FeeSettlementResponse {
  @Text(ID)
  readonly id!: string;
  @ProviderCode()
  readonly provider!: string;
  @Choice(STATUSES)
  readonly status!: FeeSettlementResult['status'];
  @Amount('117.00')
  readonly amount!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Choice(PAID_FROM)
  readonly paidFrom!: PaidFrom;
  @Text('invoice-2026-11')
  readonly reference!: string;
  @Text('Line 212 of the statement of 2026-11-30', { description: 'In the words of the proposer' })
  readonly evidence!: string;
  @Text('alice')
  readonly proposedBy!: string;
  @Time()
  readonly proposedAt!: string;
  @Text('Seen on the statement', { nullable: true, description: 'In the words of the second person' })
  readonly confirmedEvidence!: string | null;
  @Text('bob', OR_NULL)
  readonly confirmedBy!: string | null;
  @Time(OR_NULL)
  readonly settledAt!: string | null;

  static from(settlement: SettlementState): FeeSettlementResponse {
    const { status, data } = settlement;
    return {
      id: data.settlementId,
      provider: data.provider,
      status,
      amount: formatAmount(data.amountMinor, data.currency),
      currency: data.currency,
      paidFrom: data.paidFrom,
      reference: data.reference,
      evidence: data.evidence,
      proposedBy: data.proposedBy,
      ...endOf(settlement),
    };
  }
}

type End = Pick<FeeSettlementResponse, 'proposedAt' | 'confirmedEvidence' | 'confirmedBy' | 'settledAt'>;

function endOf(settlement: SettlementState): End {
  if (settlement.status === 'PROPOSED') {
    const { proposedAt } = settlement.data;
    return { proposedAt, confirmedEvidence: null, confirmedBy: null, settledAt: null };
  }
  const { confirmedEvidence, confirmedBy, settledAt } = settlement.data;
  return { proposedAt: settlement.proposedAt, confirmedEvidence, confirmedBy, settledAt };
}

@ApiSchema({ name: 'OwedFees', description: 'What a provider is owed for its fees' })
export class OwedFeesResponse {
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('117.00', {
    description: 'Charged, less reversed and settled; below zero where more was reversed since',
  })
  readonly amount!: string;

  static from({ currency, owedMinor }: { currency: Currency; owedMinor: bigint }): OwedFeesResponse {
    return { currency, amount: formatAmount(owedMinor, currency) };
  }
}

@ApiSchema({ name: 'FeeSettlementPage' })
export class FeeSettlementPageResponse extends PageOf(FeeSettlementResponse) {
  @ListOf(() => OwedFeesResponse, { description: 'Now, in each currency in which the provider has charged' })
  readonly owed!: readonly OwedFeesResponse[];
}
