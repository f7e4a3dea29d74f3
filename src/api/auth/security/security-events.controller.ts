import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventStore } from '../../../event-store/event-store';
import { Clock } from '../../../shared/clock';
import { limitOf } from '../../fields/page.dto';
import { ApiCurrentAnswer } from '../../http/openapi/decorators';
import { NeedsScope } from '../access';
import { Caller } from '../client';
import type { ApiClient } from '../keys/api-keys';
import { readSecurityEvents } from './read-security-events';
import { SecurityEventPageResponse, SecurityEventResponse } from './security-event.response';
import { SecurityEventsDto, securityPeriod } from './security-events.dto';

@ApiTags('audit')
@Controller('v1/security-events')
export class SecurityEventsController {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @NeedsScope('audit')
  @ApiCurrentAnswer(
    'What was recorded about access, the oldest first; a day where no period is given',
    SecurityEventPageResponse,
  )
  async list(
    @Caller() { scopes }: ApiClient,
    @Query() query: SecurityEventsDto,
  ): Promise<SecurityEventPageResponse> {
    const { from, to } = securityPeriod(query, this.clock.now());
    const filter = { from, to, kind: query.kind, client: query.client };
    const page = await readSecurityEvents(this.store, filter, limitOf(query), query.cursor);
    const withPersonal = scopes.includes('personal:read');
    return SecurityEventPageResponse.from(page, event => SecurityEventResponse.from(event, withPersonal));
  }
}
