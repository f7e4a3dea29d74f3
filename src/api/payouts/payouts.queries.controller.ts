import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetPayout } from '../../queries/get-payout';
import { ListPayouts } from '../../queries/list-payouts';
import { NeedsScope } from '../auth/access';
import { UUID } from '../http/fields';
import { AtLeast } from '../http/ledger-position';
import { limitOf } from '../http/page.dto';
import { presentPage, presentPayout } from '../http/present-queries';
import { QueryGate } from '../http/query-gate';
import { ApiProblem, ApiQueryAnswer } from '../openapi/decorators';
import { notFound } from '../problems/problem';
import { ListPayoutsDto, payoutFilters } from './list-payouts.dto';

@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutQueriesController {
  constructor(private readonly gate: QueryGate) {}

  @Get()
  @NeedsScope('commands', 'accounting')
  @ApiQueryAnswer('Payouts, the newest first', 'PayoutPage')
  async list(@Query() query: ListPayoutsDto, @AtLeast() atLeast: Position | undefined) {
    const list = new ListPayouts(payoutFilters(query), limitOf(query), query.cursor);
    return this.gate.ask(list, atLeast, ['payouts'], presentPage(presentPayout));
  }

  @Get(':id')
  @NeedsScope('commands', 'accounting')
  @ApiQueryAnswer('A payout and what became of it', 'Payout')
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async get(@Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    if (!UUID.test(id)) throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    return this.gate.ask(new GetPayout(id), atLeast, ['payouts'], presentPayout);
  }
}
