import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { explainPayout } from '../../../domain/explain/explain-payout';
import { EventStore, type Position } from '../../../event-store/event-store';
import { GetPayoutSources } from '../../../queries/payouts/get-payout-sources';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { ownsPayout } from '../../auth/own-accounts';
import { UUID } from '../../fields/field-rules';
import { AtLeast, PositionedAnswer } from '../../http/ledger-position';
import { ConsistentQueries } from '../../http/consistent-queries';
import { ApiProblem, ApiQueryAnswer } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';
import { PayoutExplanationResponse } from './payout-explanation.response';
import { payoutFacts } from './payout-facts';

/** Explains every centavo of a payout from its events. */
@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutExplanationController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly store: EventStore,
  ) {}

  @Get(':id/explain')
  @NeedsScope('payouts:read', 'audit')
  @ApiQueryAnswer(
    'Every centavo of a payout, from its request through the evidence to the postings',
    PayoutExplanationResponse,
  )
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async explain(
    @Caller() client: ApiClient,
    @Param('id') id: string,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const unknown = notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    if (!UUID.test(id) || !(await ownsPayout(this.store, client, id))) throw unknown;
    const { body, position } = await this.queries.run(new GetPayoutSources(id), atLeast, [
      'journal',
      'cases',
    ]);
    const explanation = explainPayout(await payoutFacts(this.store, id, body));
    if (!explanation) throw unknown;
    return new PositionedAnswer(PayoutExplanationResponse.from(explanation), position);
  }
}
