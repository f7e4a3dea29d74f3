import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportPayouts } from '../../queries/payouts/export-payouts';
import { GetPayout } from '../../queries/payouts/get-payout';
import { ListPayouts } from '../../queries/payouts/list-payouts';
import { NeedsScope } from '../auth/access';
import { Exports } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { PAYOUTS } from '../export/tables';
import { UUID } from '../fields/field-rules';
import { AtLeast, Positioned } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { presentPage, presentPayout } from '../http/present-queries';
import { QueryGate } from '../http/consistent-queries';
import { ApiExport, ApiProblem, ApiQueryAnswer } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { ListPayoutsDto, payoutFilters } from './list-payouts.dto';

@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutQueriesController {
  constructor(
    private readonly gate: QueryGate,
    private readonly exports: Exports,
  ) {}

  @Get()
  @NeedsScope('commands', 'accounting')
  @ApiQueryAnswer('Payouts, the newest first', 'PayoutPage')
  @ApiExport()
  async list(
    @Query() query: ListPayoutsDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    if (format !== 'json') {
      const found = await this.gate.find(new ExportPayouts(payoutFilters(query)), atLeast, ['payouts']);
      return this.exports.file(format, 'payouts', found.position, PAYOUTS, found.body);
    }
    const list = new ListPayouts(payoutFilters(query), limitOf(query), query.cursor);
    return this.gate.ask(list, atLeast, ['payouts'], presentPage(presentPayout));
  }

  @Get(':id')
  @NeedsScope('commands', 'accounting')
  @ApiQueryAnswer('A payout and what became of it', 'Payout')
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async get(@Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    if (!UUID.test(id)) throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    const { body, position } = await this.gate.findOne(new GetPayout(id), atLeast);
    return new Positioned(presentPayout(body), position);
  }
}
