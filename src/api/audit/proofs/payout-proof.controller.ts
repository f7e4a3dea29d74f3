import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventStore, type Position } from '../../../event-store/event-store';
import { ProofReader } from '../../../proofs/reading/proof-reader';
import { GetPayoutSources } from '../../../queries/payouts/get-payout-sources';
import { NeedsScope } from '../../auth/access';
import { UUID } from '../../fields/field-rules';
import { ConsistentQueries } from '../../http/consistent-queries';
import { AtLeast, PositionedAnswer } from '../../http/ledger-position';
import { ApiProblem, ApiQueryAnswer } from '../../http/openapi/decorators';
import { payoutFacts } from '../../payouts/history/payout-facts';
import { notFound } from '../../problems/problem';
import { EventProofResponse, PayoutProofResponse } from './payout-proof.response';
import { NO_PROOF, NOT_SIGNED } from './proof-answer';

/** Proves that the events of a payout are in the proof log: those that its explanation rests on. */
@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutProofController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly store: EventStore,
    private readonly proofs: ProofReader,
  ) {}

  @Get(':id/proof')
  @NeedsScope('audit')
  @ApiQueryAnswer(
    'That every event which the explanation of a payout rests on is in the proof log',
    PayoutProofResponse,
  )
  @ApiProblem(404, `PAYOUT_NOT_FOUND; or ${NOT_SIGNED}`)
  @ApiProblem(503, `PROJECTION_BEHIND; ${NO_PROOF}`)
  async prove(@Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    const unknown = notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    if (!UUID.test(id)) throw unknown;
    const sources = new GetPayoutSources(id);
    const { body, position } = await this.queries.run(sources, atLeast, ['journal', 'cases']);
    const facts = await payoutFacts(this.store, id, body);
    if (facts.length === 0) throw unknown;
    const tree = await this.proofs.readTree();
    const events: EventProofResponse[] = [];
    for (const fact of facts)
      events.push(EventProofResponse.from(fact, await tree.proveEvent(fact), tree.checkpointText));
    return new PositionedAnswer(PayoutProofResponse.from(id, tree, events), position);
  }
}
