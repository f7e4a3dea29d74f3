import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NeedsScope } from '../auth/access';
import type { Page } from '../fields/cursor';
import { limitOf, PageDto } from '../fields/page.dto';
import { type EventView, readEventPage } from './recorded-events';
import { ApiEventsAnswer, ApiProblem } from '../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions } from '../options';
import { notFound } from '../problems/problem';

/** What a stream of ours may be called: system streams start with "$" and stay inside. */
const STREAM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  @Get('streams/:stream')
  @NeedsScope('audit')
  @ApiEventsAnswer('Any stream as recorded')
  @ApiProblem(404, 'STREAM_NOT_FOUND')
  async stream(@Param('stream') stream: string, @Query() query: PageDto): Promise<Page<EventView>> {
    const page = STREAM.test(stream)
      ? await readEventPage(this.options.store, stream, limitOf(query), query.cursor)
      : undefined;
    if (!page) throw notFound('STREAM_NOT_FOUND', 'There is no stream with this name');
    return page;
  }
}
