import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportPayouts } from '../../queries/payouts/export-payouts';
import { GetPayout } from '../../queries/payouts/get-payout';
import { ListPayouts } from '../../queries/payouts/list-payouts';
import type { PayoutView } from '../../queries/payouts/payout-view';
import { SearchedByPersonalData, ShowsPersonalData } from '../../shared/route-metadata';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { ownsAccount } from '../auth/own-accounts';
import { ExportInterceptor } from '../export/export.interceptor';
import { Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { presentBatches } from '../export/batches';
import { UUID } from '../fields/field-rules';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ConsistentQueries } from '../http/consistent-queries';
import { ApiProblem, ApiQueryAnswer, ApiQueryOrFile } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { PAYOUT_COLUMNS, PayoutPageResponse, PayoutResponse } from './payout.response';
import { ListPayoutsDto, payoutFilters } from './list-payouts.dto';

/** How the client sees a payout: its payee in full, or masked. */
const presenterFor = ({ scopes }: ApiClient) => {
  const withPersonal = scopes.includes('personal:read');
  return (view: PayoutView) => PayoutResponse.from(view, withPersonal);
};

@ApiTags('payouts')
@Controller('v1/payouts')
@UseInterceptors(ExportInterceptor)
export class PayoutQueriesController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly exports: Exports,
  ) {}

  @Get()
  @NeedsScope('payouts:read')
  @ShowsPersonalData()
  @SearchedByPersonalData('payeeDocument', 'pixKey')
  @ApiQueryOrFile('Payouts, the newest first', PayoutPageResponse)
  async list(
    @Caller() client: ApiClient,
    @Query() query: ListPayoutsDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const present = presenterFor(client);
    if (format !== 'json') {
      const whole = new ExportPayouts(client.accounts, payoutFilters(query));
      return this.exports.file(fileRequest(format, 'payouts', query), PAYOUT_COLUMNS, async () => {
        const { body, position } = await this.queries.run(whole, atLeast, ['payouts']);
        return { rows: presentBatches(body, present), position };
      });
    }
    const list = new ListPayouts(client.accounts, payoutFilters(query), limitOf(query), query.cursor);
    return this.queries.answer(list, atLeast, ['payouts'], page => PayoutPageResponse.from(page, present));
  }

  @Get(':id')
  @NeedsScope('payouts:read')
  @ShowsPersonalData()
  @ApiQueryAnswer('A payout and what became of it', PayoutResponse)
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async get(@Caller() client: ApiClient, @Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    const unknown = notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    if (!UUID.test(id)) throw unknown;
    const { body, position } = await this.queries.runById(new GetPayout(id), atLeast);
    if (!ownsAccount(client, body.accountId)) throw unknown;
    return new PositionedAnswer(presenterFor(client)(body), position);
  }
}
