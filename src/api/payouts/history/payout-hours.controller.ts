import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../../event-store/event-store';
import { GetPayoutHours } from '../../../queries/payouts/totals/get-payout-hours';
import { Clock } from '../../../shared/clock';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { periodOf } from '../../fields/periods/period';
import { ConsistentQueries } from '../../http/consistent-queries';
import { AtLeast } from '../../http/ledger-position';
import { ApiQueryAnswer } from '../../http/openapi/decorators';
import { invalid } from '../../problems/problem';
import { PayoutHoursDto } from './payout-hours.dto';
import { PayoutHoursResponse } from './payout-hours.response';

const HOUR_MS = 3_600_000;
const USUAL_MS = 48 * HOUR_MS;
const LONGEST_MS = 31 * 24 * HOUR_MS;

/** How many payouts end how, and how fast: for plots. */
@ApiTags('payouts')
@Controller('v1/payout-hours')
export class PayoutHoursController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @NeedsScope('payouts:read')
  @ApiQueryAnswer(
    'Payouts by hour of request and outcome, with the time to their completion',
    PayoutHoursResponse,
  )
  hours(
    @Caller() { accounts }: ApiClient,
    @Query() query: PayoutHoursDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const given = periodOf(query);
    const to = given.to ?? this.clock.now();
    const from = given.from ?? new Date(to.getTime() - USUAL_MS);
    if (to.getTime() - from.getTime() > LONGEST_MS)
      throw invalid({ field: 'from', message: 'must be at most 31 days before `to`' });
    const hours = new GetPayoutHours(accounts, { from, to, provider: query.provider });
    return this.queries.answer(hours, atLeast, ['payouts'], found =>
      PayoutHoursResponse.from(found, { from, to }),
    );
  }
}
