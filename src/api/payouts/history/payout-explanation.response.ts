import { ApiSchema } from '@nestjs/swagger';
import type { ExplainedStep, PayoutExplanation } from '../../../domain/explain/explain-payout';
import { type Currency, formatAmount } from '../../../shared/money';
import {
  AccountId,
  Amount,
  CurrencyCode,
  ExternalReference,
  Flag,
  Integer,
  ListOf,
  Nested,
  OR_NULL,
  PayoutId,
  ProviderCode,
  Text,
  Time,
} from '../../fields/response-fields';

type Posting = ExplainedStep['postings'][number];

@ApiSchema({ name: 'ExplainedPosting' })
class ExplainedPostingResponse {
  @Text('account:merchant-1:held')
  readonly ledgerAccount!: string;
  @Amount('50.50')
  readonly debit!: string;
  @Amount('0.00')
  readonly credit!: string;

  static from({ ledgerAccount, currency, debitMinor, creditMinor }: Posting): ExplainedPostingResponse {
    return {
      ledgerAccount,
      debit: formatAmount(debitMinor, currency),
      credit: formatAmount(creditMinor, currency),
    };
  }
}

@ApiSchema({ name: 'ExplainedStep' })
class ExplainedStepResponse {
  @Text('HoldCaptured')
  readonly event!: string;
  @Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')
  readonly eventId!: string;
  @Text('account-merchant-1')
  readonly stream!: string;
  @Integer(7)
  readonly revision!: number;
  @Time()
  readonly recordedAt!: string;
  @Text('client:shop', { description: 'Who wrote it: `client:<name>`, `saga` or `provider:<name>`' })
  readonly actor!: string;
  @Text('6a3c9f0e-53f2-4d0c-9a52-9b8e0d5f5b6d', { nullable: true, description: 'The key that asked for it' })
  readonly keyId!: string | null;
  @Text('0d5f5b6d-53f2-4d0c-9a52-9b8e6a3c9f0e', { nullable: true, description: 'The request that asked' })
  readonly requestId!: string | null;
  @Text('The hold of 50.50 BRL ends: 50.00 BRL and 0.50 BRL for the provider leave the account')
  readonly words!: string;
  @Text('The whole hold ends; what was paid leaves it, the rest goes back', OR_NULL)
  readonly rule!: string | null;
  @Text('the provider’s notification 6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', OR_NULL)
  readonly evidence!: string | null;
  @ListOf(() => ExplainedPostingResponse)
  readonly postings!: readonly ExplainedPostingResponse[];

  static from(step: ExplainedStep): ExplainedStepResponse {
    return {
      event: step.event,
      eventId: step.eventId,
      stream: step.streamId,
      revision: Number(step.revision),
      recordedAt: step.recordedAt.toISOString(),
      actor: step.author.actor,
      keyId: step.author.keyId ?? null,
      requestId: step.author.requestId ?? null,
      words: step.words,
      rule: step.rule,
      evidence: step.evidence,
      postings: step.postings.map(posting => ExplainedPostingResponse.from(posting)),
    };
  }
}

@ApiSchema({ name: 'PayoutSums' })
class PayoutSumsResponse {
  @Amount('50.50', { description: 'What it has cost the customer, by the postings' })
  readonly customer!: string;
  @Amount('50.50', { description: 'What it is to cost by its outcome and its returns' })
  readonly due!: string;
  @Amount('0.00')
  readonly held!: string;
  @Amount('50.00')
  readonly float!: string;
  @Amount('0.50')
  readonly fees!: string;
  @Amount('0.00')
  readonly suspense!: string;
  @Flag({ example: true, description: 'The two agree and no centavo is left over' })
  readonly agrees!: boolean;

  static from(sums: PayoutExplanation['sums'], currency: Currency): PayoutSumsResponse {
    return {
      customer: formatAmount(sums.customerMinor, currency),
      due: formatAmount(sums.dueMinor, currency),
      held: formatAmount(sums.heldMinor, currency),
      float: formatAmount(sums.floatMinor, currency),
      fees: formatAmount(sums.feesMinor, currency),
      suspense: formatAmount(sums.suspenseMinor, currency),
      agrees: sums.agrees,
    };
  }
}

@ApiSchema({ name: 'PayoutExplanation' })
export class PayoutExplanationResponse {
  @PayoutId()
  readonly id!: string;
  @AccountId()
  readonly accountId!: string;
  @ProviderCode()
  readonly provider!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @ExternalReference()
  readonly externalReference!: string;
  @Amount('50.00')
  readonly originalAmount!: string;
  @ListOf(() => ExplainedStepResponse)
  readonly steps!: readonly ExplainedStepResponse[];
  @Nested(() => PayoutSumsResponse)
  readonly sums!: PayoutSumsResponse;

  static from(explanation: PayoutExplanation): PayoutExplanationResponse {
    const { payoutId, accountId, provider, currency, externalReference } = explanation;
    return {
      id: payoutId,
      accountId,
      provider,
      currency,
      externalReference,
      originalAmount: formatAmount(explanation.originalAmountMinor, currency),
      steps: explanation.steps.map(step => ExplainedStepResponse.from(step)),
      sums: PayoutSumsResponse.from(explanation.sums, currency),
    };
  }
}
