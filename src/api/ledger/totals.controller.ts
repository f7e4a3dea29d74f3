import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetProviderFloats } from '../../queries/ledger/get-provider-floats';
import { GetTotals, TIMEZONES } from '../../queries/payouts/get-totals';
import { ListAgedHolds } from '../../queries/payouts/list-aged-holds';
import { NeedsScope } from '../auth/access';
import { AtLeast, Positioned } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { momentOlderThan, periodOf } from '../fields/periods';
import { presentAgedHold, presentFloat, presentTotals } from '../http/present-books';
import { presentPage } from '../http/present-queries';
import { QueryGate } from '../http/consistent-queries';
import { ApiQueryAnswer } from '../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions, type ReportedBalances } from '../options';
import { AgedHoldsDto, TotalsDto } from './ledger.dto';

const NOBODY_ASKED: ReportedBalances = () =>
  Promise.resolve({ reason: 'The provider is not asked for its balance' });

/** What accounting looks at every day. */
@ApiTags('ledger')
@Controller('v1/ledger')
export class TotalsController {
  constructor(
    private readonly gate: QueryGate,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Get('totals')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer('Amount, fee and count of payouts by provider, day of request and status', 'Totals')
  async totals(@Query() query: TotalsDto, @AtLeast() atLeast: Position | undefined) {
    const period = periodOf(query);
    const timezone = query.timezone ?? TIMEZONES[0];
    const totals = new GetTotals(period, timezone);
    return this.gate.ask(totals, atLeast, ['payouts'], presentTotals(period, timezone));
  }

  @Get('aged-holds')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer('Money that is still on hold for payouts, the oldest first', 'AgedHoldPage')
  async agedHolds(@Query() query: AgedHoldsDto, @AtLeast() atLeast: Position | undefined) {
    const now = this.options.clock.now();
    const before = momentOlderThan(query.olderThan ?? 'PT0S', now);
    const list = new ListAgedHolds(before, limitOf(query), query.cursor);
    return this.gate.ask(list, atLeast, ['payouts'], presentPage(presentAgedHold(now)));
  }

  @Get('provider-floats')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer('Our money at each provider, by the books and by the provider’s own word', 'ProviderFloats')
  async providerFloats(@AtLeast() atLeast: Position | undefined) {
    const ask = this.options.reportedBalances ?? NOBODY_ASKED;
    const { body, position } = await this.gate.ask(new GetProviderFloats(), atLeast, ['journal'], x => x);
    const present = async (float: (typeof body)[number]) =>
      presentFloat(float, await ask(float.provider, float.currency));
    const floats = await Promise.all(body.map(present));
    return new Positioned({ floats }, position);
  }
}
