import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { payoutStream } from '../../../event-store/stream-names';
import { NeedsScope } from '../../auth/access';
import type { Page } from '../../fields/cursor';
import { UUID } from '../../fields/field-rules';
import { limitOf, PageDto } from '../../fields/page.dto';
import { type EventView, readEventPage } from '../../audit/recorded-events';
import { ApiEventsAnswer, ApiProblem } from '../../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions } from '../../options';
import { notFound } from '../../problems/problem';

/** Reads the stream itself and not a read model: it is never behind. */
@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutEventsController {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  @Get(':id/events')
  @NeedsScope('commands', 'accounting', 'audit')
  @ApiEventsAnswer("A payout's history as recorded")
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async events(@Param('id') id: string, @Query() query: PageDto): Promise<Page<EventView>> {
    const page = UUID.test(id)
      ? await readEventPage(this.options.store, payoutStream(id), limitOf(query), query.cursor)
      : undefined;
    if (!page) throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    return page;
  }
}
