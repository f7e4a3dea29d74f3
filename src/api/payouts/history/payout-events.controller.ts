import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventStore } from '../../../event-store/event-store';
import { payoutStream } from '../../../event-store/stream-names';
import { ShowsPersonalData } from '../../../shared/route-metadata';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { ownsPayout } from '../../auth/own-accounts';
import { UUID } from '../../fields/field-rules';
import { limitOf, PageDto } from '../../fields/page.dto';
import type { EventPageResponse } from '../../audit/event.response';
import { shownEvent, sightOf } from '../../audit/shown-event';
import { readEventPage } from '../../audit/recorded-events';
import { ApiEventsAnswer, ApiProblem } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';

/**
 * Reads the stream itself and not a read model, so the answer is never behind. The raw texts of exchanges with the provider
 * are left out: an auditor reads them by the stream's name.
 */
@ApiTags('payouts')
@Controller('v1/payouts')
export class PayoutEventsController {
  constructor(private readonly store: EventStore) {}

  @Get(':id/events')
  @NeedsScope('payouts:read', 'audit')
  @ShowsPersonalData()
  @ApiEventsAnswer("A payout's history as recorded, its exchanges without their texts")
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  async events(
    @Caller() client: ApiClient,
    @Param('id') id: string,
    @Query() query: PageDto,
  ): Promise<EventPageResponse> {
    const isOwn = UUID.test(id) && (await ownsPayout(this.store, client, id));
    const page = isOwn
      ? await readEventPage(this.store, payoutStream(id), limitOf(query), query.cursor)
      : undefined;
    if (!page) throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    const sight = { ...sightOf(client), rawTexts: false };
    return { ...page, items: page.items.map(event => shownEvent(event, sight)) };
  }
}
