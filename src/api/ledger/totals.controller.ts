import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetProviderFloats, type ProviderFloat } from '../../queries/ledger/get-provider-floats';
import { GetTotalsAsOf } from '../../queries/payouts/as-of/get-totals-as-of';
import { ListHoldsAsOf } from '../../queries/payouts/as-of/list-holds-as-of';
import { GetTotals, type TotalsLine } from '../../queries/payouts/get-totals';
import { ListAgedHolds } from '../../queries/payouts/list-aged-holds';
import { Clock } from '../../shared/clock';
import { NeedsScope, OverAllAccounts } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ageOf } from '../fields/periods/ages';
import { readAsOf, periodOf, zoneOf } from '../fields/periods/period';
import { ConsistentQueries } from '../http/consistent-queries';
import { ApiQueryAnswer } from '../http/openapi/decorators';
import { type ReportedBalance, ReportedBalances } from './reported-balances';
import { AgedHoldPageResponse, AgedHoldResponse } from './aged-hold.response';
import { ProviderFloatResponse, ProviderFloatsResponse } from './provider-floats.response';
import { TotalsResponse } from './totals.response';
import { AgedHoldsDto, ProviderFloatsDto, TotalsDto } from './ledger.dto';

/** The routes that accounting reads every day. */
@ApiTags('ledger')
@Controller('v1/ledger')
export class TotalsController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly clock: Clock,
    private readonly balances: ReportedBalances,
  ) {}

  @Get('totals')
  @NeedsScope('ledger:read')
  @ApiQueryAnswer('Amount, fee and count of payouts by provider, day of request and status', TotalsResponse)
  async totals(
    @Caller() { accounts }: ApiClient,
    @Query() query: TotalsDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const period = periodOf(query);
    const zone = zoneOf(query);
    const present = (lines: readonly TotalsLine[]) => TotalsResponse.from(lines, query, period, zone);
    const at = readAsOf(query);
    if (at === undefined)
      return this.queries.answer(new GetTotals(accounts, period, zone), atLeast, ['payouts'], present);
    const totals = new GetTotalsAsOf(accounts, period, zone, at);
    return this.queries.answer(totals, atLeast, ['journal', 'payouts'], present, { field: 'asOf', at });
  }

  @Get('aged-holds')
  @NeedsScope('ledger:read')
  @ApiQueryAnswer('Money that is on hold for payouts, the oldest first', AgedHoldPageResponse)
  async agedHolds(
    @Caller() { accounts }: ApiClient,
    @Query() query: AgedHoldsDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const age = ageOf(query.olderThan ?? 'PT0S');
    const at = readAsOf(query);
    const { limit, cursor, period } = {
      limit: limitOf(query),
      cursor: query.cursor,
      period: periodOf(query),
    };
    if (at !== undefined)
      return this.queries.answer(
        new ListHoldsAsOf(accounts, at, age, period, limit, cursor),
        atLeast,
        ['journal', 'payouts'],
        page => AgedHoldPageResponse.from(page, hold => AgedHoldResponse.from(hold, page.at)),
        { field: 'asOf', at },
      );
    const now = this.clock.now();
    const before = age instanceof Date ? age : new Date(now.getTime() - age);
    const list = new ListAgedHolds(accounts, before, limit, cursor, period);
    return this.queries.answer(list, atLeast, ['payouts'], page =>
      AgedHoldPageResponse.from(page, hold => AgedHoldResponse.from(hold, now)),
    );
  }

  @Get('provider-floats')
  @OverAllAccounts()
  @NeedsScope('ledger:read')
  @ApiQueryAnswer(
    'Our money at each provider, by the books and by the provider’s own word',
    ProviderFloatsResponse,
  )
  async providerFloats(@Query() query: ProviderFloatsDto, @AtLeast() atLeast: Position | undefined) {
    const at = readAsOf(query);
    const { body, position } = await this.queries.run(new GetProviderFloats(at), atLeast, ['journal'], {
      field: 'asOf',
      at,
    });
    const reported = async (float: ProviderFloat): Promise<ReportedBalance> =>
      at === undefined ? this.balances.ask(float.provider, float.currency) : NOT_OF_THE_PAST;
    const present = async (float: ProviderFloat) => ProviderFloatResponse.from(float, await reported(float));
    const floats = await Promise.all(body.map(present));
    return new PositionedAnswer({ asOf: query.asOf ?? null, floats }, position);
  }
}

const NOT_OF_THE_PAST: ReportedBalance = { reason: 'A provider reports its present balance only' };
