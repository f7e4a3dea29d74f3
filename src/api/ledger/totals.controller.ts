import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetProviderFloats, type ProviderFloat } from '../../queries/ledger/get-provider-floats';
import { GetTotalsAsOf } from '../../queries/payouts/totals/get-totals-as-of';
import { GetTotals } from '../../queries/payouts/totals/get-totals';
import { NeedsScope, OverAllAccounts } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { rowsAt } from '../export/batches';
import { ExportInterceptor } from '../export/export.interceptor';
import { Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { readAsOf, periodOf, zoneOf } from '../fields/periods/period';
import { ConsistentQueries } from '../http/consistent-queries';
import { ApiQueryOrFile } from '../http/openapi/decorators';
import { type ReportedBalance, ReportedBalances } from './reported-balances';
import { FLOAT_COLUMNS, ProviderFloatResponse, ProviderFloatsResponse } from './provider-floats.response';
import { TOTALS_COLUMNS, TotalsResponse } from './totals.response';
import { ProviderFloatsDto, TotalsDto } from './ledger.dto';

/** The sums that accounting reads every day. */
@ApiTags('ledger')
@Controller('v1/ledger')
@UseInterceptors(ExportInterceptor)
export class TotalsController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly balances: ReportedBalances,
    private readonly exports: Exports,
  ) {}

  @Get('totals')
  @NeedsScope('ledger:read')
  @ApiQueryOrFile('Amount, fee and count of payouts by provider, day of request and status', TotalsResponse)
  async totals(
    @Caller() { accounts }: ApiClient,
    @Query() query: TotalsDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const { body: lines, position } = await this.readTotals(accounts, query, atLeast);
    const answer = TotalsResponse.from(lines, query, periodOf(query), zoneOf(query));
    if (format === 'json') return new PositionedAnswer(answer, position);
    const request = fileRequest(format, 'totals', query);
    return this.exports.file(request, TOTALS_COLUMNS, rowsAt(position, answer.lines));
  }

  private readTotals(accounts: ApiClient['accounts'], query: TotalsDto, atLeast: Position | undefined) {
    const [period, zone, at] = [periodOf(query), zoneOf(query), readAsOf(query)];
    if (at === undefined)
      return this.queries.run(new GetTotals(accounts, period, zone), atLeast, ['payouts']);
    const totals = new GetTotalsAsOf(accounts, period, zone, at);
    return this.queries.run(totals, atLeast, ['journal', 'payouts'], { field: 'asOf', at });
  }

  @Get('provider-floats')
  @OverAllAccounts()
  @NeedsScope('ledger:read')
  @ApiQueryOrFile(
    'Our money at each provider, by the books and by the provider’s own word',
    ProviderFloatsResponse,
  )
  async providerFloats(
    @Query() query: ProviderFloatsDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const at = readAsOf(query);
    const asOf = { field: 'asOf', at };
    const { body, position } = await this.queries.run(new GetProviderFloats(at), atLeast, ['journal'], asOf);
    const reported = async (float: ProviderFloat): Promise<ReportedBalance> =>
      at === undefined ? this.balances.ask(float.provider, float.currency) : NOT_OF_THE_PAST;
    const present = async (float: ProviderFloat) => ProviderFloatResponse.from(float, await reported(float));
    const floats = await Promise.all(body.map(present));
    if (format === 'json') return new PositionedAnswer({ asOf: query.asOf ?? null, floats }, position);
    const request = fileRequest(format, 'provider-floats', query);
    return this.exports.file(request, FLOAT_COLUMNS, rowsAt(position, floats));
  }
}

const NOT_OF_THE_PAST: ReportedBalance = { reason: 'A provider reports its present balance only' };
