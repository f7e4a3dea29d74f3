import { JSON_STATEMENTS } from '../../providers/provider-names';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import {
  PROJECTION_BEHIND,
  type ReconciliationRefusal,
  ReconcileStatement,
} from '../../commands/reconciliation/reconcile-statement';
import type { StatementFault, StatementFormat } from '../../commands/reconciliation/statement-ports';
import { EventStore } from '../../event-store/event-store';
import { reconciliationStream } from '../../event-store/stream-names';
import { RawBody } from '../../shared/route-metadata';
import { NeedsScope } from '../auth/access';
import { Caller, originOf } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { UUID } from '../fields/field-rules';
import { PositionedAnswer } from '../http/ledger-position';
import { limitOf, PageDto } from '../fields/page.dto';
import type { EventPageResponse } from '../audit/event.response';
import { readEventPage } from '../audit/recorded-events';
import { ApiCommand, ApiEventsAnswer, ApiProblem } from '../http/openapi/decorators';
import { behind, invalid, notFound, type ProblemError } from '../problems/problem';
import { ReconciliationResponse } from './reconciliation.response';
import { ReconcileDto, statementFile } from './reconcile.dto';

/** Compares a provider's statement with our books. Each break opens a case. */
@ApiTags('reconciliations')
@Controller('v1/reconciliations')
export class ReconciliationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
  ) {}

  @Post()
  @HttpCode(200)
  @NeedsScope('reconciliation')
  @RawBody('32mb')
  @ApiConsumes('text/csv', 'application/json', 'application/xml', 'application/x-ofx', 'text/plain')
  @ApiBody({
    description: `The statement: CSV with the columns type (PAYOUT, RETURN), status (COMPLETED, FAILED, PENDING), provider_id, external_reference, end_to_end_id, amount, fee, date; or ${JSON_STATEMENTS.join(' or ')} as JSON; or OFX, CNAB 240 or camt.053`,
    required: true,
    schema: { type: 'string' },
  })
  @ApiCommand(
    "Puts a provider's statement beside the books",
    200,
    ReconciliationResponse,
    'What agreed and what did not; the same statement again changes nothing',
  )
  async reconcile(
    @Caller() client: ApiClient,
    @Query() query: ReconcileDto,
    @Req() request: Request,
    @Body() body: unknown,
  ) {
    // The parser does not run for an empty body.
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const file = statementFile(query, formatOf(request), bytes);
    const command = new ReconcileStatement(client.clientName, file, originOf(client));
    const answered = await this.commands.execute(command);
    if (!answered.ok) throw refused(answered.refusal);
    const { body: result, position } = answered.value;
    const location = `/v1/reconciliations/${result.statementId}`;
    return new PositionedAnswer(ReconciliationResponse.from(result), position, location);
  }

  @Get(':id')
  @NeedsScope('reconciliation', 'audit')
  @ApiEventsAnswer('A statement line by line: what matched, and every break')
  @ApiProblem(404, 'RECONCILIATION_NOT_FOUND')
  async get(@Param('id') id: string, @Query() query: PageDto): Promise<EventPageResponse> {
    const page = UUID.test(id)
      ? await readEventPage(this.store, reconciliationStream(id), limitOf(query), query.cursor)
      : undefined;
    if (!page) throw notFound('RECONCILIATION_NOT_FOUND', 'There is no reconciliation with this id');
    return page;
  }
}

/** A media type that says nothing leaves it to the content. */
const formatOf = (request: Request): StatementFormat | undefined => {
  if (request.is('text/csv')) return 'csv';
  return request.is('application/json') ? 'json' : undefined;
};

const placeOf = ({ line, column }: StatementFault): string =>
  column === undefined ? `line ${line}` : `line ${line}, column ${column}`;

function refused(refusal: ReconciliationRefusal): ProblemError {
  if (refusal === PROJECTION_BEHIND)
    return behind('The read models are behind the events; nothing was written');
  return invalid(...refusal.map(fault => ({ field: placeOf(fault), message: fault.message })));
}
