import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import {
  PROJECTION_BEHIND,
  type ReconciliationRefusal,
  ReconcileStatement,
} from '../../commands/reconciliation/reconcile-statement';
import { reconciliationStream } from '../../event-store/stream-names';
import { NeedsScope } from '../auth/access';
import { ClientName } from '../auth/client';
import type { Page } from '../fields/cursor';
import { UUID } from '../fields/field-rules';
import { Positioned } from '../http/ledger-position';
import { limitOf, PageDto } from '../fields/page.dto';
import { type EventView, readEventPage } from '../audit/recorded-events';
import { ApiCommand, ApiEventsAnswer, ApiProblem } from '../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions } from '../options';
import { behind, invalid, notFound, type ProblemError } from '../problems/problem';
import { ReconcileDto, statementFile } from './reconcile.dto';

/** A provider's statement beside our books. What differs becomes cases. */
@ApiTags('reconciliations')
@Controller('v1/reconciliations')
export class ReconciliationsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Post()
  @HttpCode(200)
  @NeedsScope('accounting')
  @ApiBody({
    description:
      'The statement as CSV with the columns type (PAYOUT, RETURN), status (COMPLETED, FAILED, PENDING), provider_id, external_reference, end_to_end_id, amount, fee, date; or the answers of the NTX Pay transaction search as JSON',
    required: true,
    schema: { type: 'string' },
  })
  @ApiCommand(
    "Puts a provider's statement beside the books",
    200,
    'Reconciliation',
    'What agreed and what did not; the same statement again changes nothing',
  )
  async reconcile(
    @ClientName() person: string,
    @Query() query: ReconcileDto,
    @Req() request: Request,
    @Body() body: unknown,
  ) {
    // An empty body of a known type is not even parsed.
    const text = typeof body === 'string' ? body : '';
    const mediaType = request.is('text/csv') ? 'text/csv' : 'application/json';
    const command = new ReconcileStatement(person, statementFile(query, mediaType, text));
    const answered = await this.commands.execute(command);
    if (!answered.ok) throw refused(answered.refusal);
    const { statementId: id, matched, nothingMoved, breaks } = answered.value.body;
    const { position } = answered.value;
    return new Positioned({ id, matched, nothingMoved, breaks }, position, `/v1/reconciliations/${id}`);
  }

  @Get(':id')
  @NeedsScope('accounting', 'audit')
  @ApiEventsAnswer('A statement line by line: what matched, and every break')
  @ApiProblem(404, 'RECONCILIATION_NOT_FOUND')
  async get(@Param('id') id: string, @Query() query: PageDto): Promise<Page<EventView>> {
    const page = UUID.test(id)
      ? await readEventPage(this.options.store, reconciliationStream(id), limitOf(query), query.cursor)
      : undefined;
    if (!page) throw notFound('RECONCILIATION_NOT_FOUND', 'There is no reconciliation with this id');
    return page;
  }
}

function refused(refusal: ReconciliationRefusal): ProblemError {
  if (refusal === PROJECTION_BEHIND)
    return behind('The read models are behind the events; nothing was written');
  return invalid(...refusal.map(({ line, message }) => ({ field: `line ${line}`, message })));
}
