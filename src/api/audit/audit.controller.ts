import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventStore } from '../../event-store/event-store';
import { ShowsPersonalData } from '../../shared/route-metadata';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { limitOf, PageDto } from '../fields/page.dto';
import type { EventPageResponse } from './event.response';
import { readEventPage } from './recorded-events';
import { shownEvent, sightOf } from './shown-event';
import { ApiEventsAnswer, ApiProblem } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';

/** The names of our streams. A system stream begins with "$", so the API never shows it. */
const STREAM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly store: EventStore) {}

  @Get('streams/:stream')
  @NeedsScope('audit')
  @ShowsPersonalData()
  @ApiEventsAnswer('Any stream as recorded; without `personal:read` payees are masked, and raw texts null')
  @ApiProblem(404, 'STREAM_NOT_FOUND')
  async stream(
    @Caller() client: ApiClient,
    @Param('stream') stream: string,
    @Query() query: PageDto,
  ): Promise<EventPageResponse> {
    const page = STREAM.test(stream)
      ? await readEventPage(this.store, stream, limitOf(query), query.cursor)
      : undefined;
    if (!page) throw notFound('STREAM_NOT_FOUND', 'There is no stream with this name');
    const sight = sightOf(client);
    return { ...page, items: page.items.map(event => shownEvent(event, sight)) };
  }
}
