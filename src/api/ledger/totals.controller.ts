import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetProviderFloats } from '../../queries/ledger/get-provider-floats';
import { GetTotals, TIMEZONES } from '../../queries/payouts/get-totals';
import { ListAgedHolds } from '../../queries/payouts/list-aged-holds';
import { Clock } from '../../shared/clock';
import { NeedsScope, OverAllAccounts } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { timeBefore, periodOf } from '../fields/periods';
import { ConsistentQueries } from '../http/consistent-queries';
import { ApiQueryAnswer } from '../http/openapi/decorators';
import { ReportedBalances } from './reported-balances';
import { AgedHoldPageResponse, AgedHoldResponse } from './aged-hold.response';
import { ProviderFloatResponse, ProviderFloatsResponse } from './provider-floats.response';
import { TotalsResponse } from './totals.response';
import { AgedHoldsDto, TotalsDto } from './ledger.dto';

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
    const timezone = query.timezone ?? TIMEZONES[0];
    const totals = new GetTotals(accounts, period, timezone);
    return this.queries.answer(totals, atLeast, ['payouts'], lines =>
      TotalsResponse.from(lines, period, timezone),
    );
  }

  @Get('aged-holds')
  @NeedsScope('ledger:read')
  @ApiQueryAnswer('Money that is still on hold for payouts, the oldest first', AgedHoldPageResponse)
  async agedHolds(
    @Caller() { accounts }: ApiClient,
    @Query() query: AgedHoldsDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const now = this.clock.now();
    const before = timeBefore(query.olderThan ?? 'PT0S', now);
    const list = new ListAgedHolds(accounts, before, limitOf(query), query.cursor);
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
  async providerFloats(@AtLeast() atLeast: Position | undefined) {
    const { body, position } = await this.queries.answer(
      new GetProviderFloats(),
      atLeast,
      ['journal'],
      x => x,
    );
    const present = async (float: (typeof body)[number]) =>
      ProviderFloatResponse.from(float, await this.balances.ask(float.provider, float.currency));
    const floats = await Promise.all(body.map(present));
    return new PositionedAnswer({ floats }, position);
  }
}
