import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ExplainedStep,
  explainPayout,
  type PayoutExplanation,
} from '../../../domain/explain/explain-payout';
import type { Position } from '../../../event-store/event-store';
import { GetPayoutSources } from '../../../queries/payouts/get-payout-sources';
import { formatAmount } from '../../../shared/money';
import { NeedsScope } from '../../auth/access';
import { UUID } from '../../fields/field-rules';
import { AtLeast, Positioned } from '../../http/ledger-position';
import { QueryGate } from '../../http/consistent-queries';
import { ApiProblem, ApiQueryAnswer } from '../../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions } from '../../options';
import { notFound } from '../../problems/problem';
import { payoutFacts } from './payout-facts';

/** Every centavo of a payout, told from the events for whoever keeps the books. */
@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutExplanationController {
  constructor(
    private readonly gate: QueryGate,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Get(':id/explain')
  @NeedsScope('commands', 'accounting', 'audit')
  @ApiQueryAnswer(
    'Every centavo of a payout, from its request through the evidence to the postings',
    'PayoutExplanation',
  )
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async explain(@Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    const unknown = notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    if (!UUID.test(id)) throw unknown;
    const { body, position } = await this.gate.find(new GetPayoutSources(id), atLeast, ['journal', 'cases']);
    const explanation = explainPayout(await payoutFacts(this.options.store, id, body));
    if (!explanation) throw unknown;
    return new Positioned(presentExplanation(explanation), position);
  }
}

function presentExplanation(of: PayoutExplanation) {
  const amount = (minor: bigint) => formatAmount(minor, of.currency);
  const { payoutId: id, accountId, provider, currency, externalReference, sums } = of;
  return {
    id,
    accountId,
    provider,
    currency,
    externalReference,
    originalAmount: amount(of.originalAmountMinor),
    steps: of.steps.map(presentStep),
    sums: {
      customer: amount(sums.customerMinor),
      due: amount(sums.dueMinor),
      held: amount(sums.heldMinor),
      float: amount(sums.floatMinor),
      fees: amount(sums.feesMinor),
      suspense: amount(sums.suspenseMinor),
      agrees: sums.agrees,
    },
  };
}

const presentStep = (step: ExplainedStep) => ({
  event: step.event,
  eventId: step.eventId,
  stream: step.streamId,
  revision: Number(step.revision),
  recordedAt: step.recordedAt.toISOString(),
  words: step.words,
  rule: step.rule,
  evidence: step.evidence,
  postings: step.postings.map(({ ledgerAccount, currency, debitMinor, creditMinor }) => ({
    ledgerAccount,
    debit: formatAmount(debitMinor, currency),
    credit: formatAmount(creditMinor, currency),
  })),
});
