import { Body, Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { readResult } from '../../commands/reconciliation/read-result';
import type { StatementFormat } from '../../commands/reconciliation/statement-ports';
import { EventStore } from '../../event-store/event-store';
import { reconciliationStream } from '../../event-store/stream-names';
import { JSON_STATEMENTS } from '../../providers/provider-names';
import { FileBody } from '../../shared/route-metadata';
import { readEventPage } from '../audit/recorded-events';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { ExportInterceptor } from '../export/export.interceptor';
import { Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type FileFormat, type Format } from '../export/format';
import { UUID } from '../fields/field-rules';
import { limitOf } from '../fields/page.dto';
import { ReceivedFile } from '../http/bodies/file-body';
import { OptionalIdempotencyKey } from '../http/idempotency-key';
import { PositionedAnswer } from '../http/ledger-position';
import { ApiCommand, ApiCurrentOrFile, ApiProblem } from '../http/openapi/decorators';
import { invalid, notFound, type ProblemError } from '../problems/problem';
import { AT_ONCE, IN_TURN, StatementImports } from './imports/statement-imports';
import { importRequest, ReconcileDto, ReconciliationDto } from './reconcile.dto';
import {
  ReconciliationPageResponse,
  ReconciliationResponse,
  StatementImportResponse,
} from './reconciliation.response';

import { RESULT_COLUMNS, resultRows } from './result-file';

/** A larger file is compared after the answer. */
const AT_ONCE_BYTES = 1024 * 1024;

/** Compares a provider's statement with our books. Each break opens a case. */
@ApiTags('reconciliations')
@Controller('v1/reconciliations')
@UseInterceptors(ExportInterceptor)
export class ReconciliationsController {
  constructor(
    private readonly imports: StatementImports,
    private readonly store: EventStore,
    private readonly exports: Exports,
  ) {}

  @Post()
  @NeedsScope('reconciliation')
  @FileBody('32mb')
  @ApiConsumes('text/csv', 'application/json', 'application/xml', 'application/x-ofx', 'text/plain')
  @ApiBody({
    description: `The statement: CSV with the columns type (PAYOUT, RETURN), status (COMPLETED, FAILED, PENDING), provider_id, external_reference, end_to_end_id, amount, fee, date, or with the columns of a mapping; or ${JSON_STATEMENTS.join(' or ')} as JSON; or OFX, CNAB 240 or camt.053`,
    required: true,
    schema: { type: 'string' },
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Same key and file: the same import; another file: 409. Without it the same file is the same import',
  })
  @ApiHeader({
    name: 'Prefer',
    required: false,
    description: 'respond-async: 202 at once, also for a small file',
    schema: { type: 'string', enum: ['respond-async'] },
  })
  @ApiCommand(
    "Puts a provider's statement beside the books",
    200,
    ReconciliationResponse,
    'What agreed and what did not; the same statement again changes nothing',
  )
  @ApiResponse({
    status: 202,
    description: 'The file is kept and is being compared: it is larger than 1 MB, or the client prefers so',
    type: StatementImportResponse,
  })
  @ApiProblem(409, 'IDEMPOTENCY_KEY_REUSED')
  @ApiProblem(
    422,
    'STATEMENT_NOT_OF_PERIOD: too much of it is unknown or does not agree; nothing was written',
  )
  async reconcile(
    @Caller() client: ApiClient,
    @Query() query: ReconcileDto,
    @OptionalIdempotencyKey() key: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ) {
    const asked = importRequest(query, formatOf(request), client);
    // The parser does not run for an empty body.
    if (!(body instanceof ReceivedFile)) throw invalid({ field: 'line 0', message: 'the file is empty' });
    const isAsync = body.size > AT_ONCE_BYTES || prefersAsync(request);
    const { record, result } = await this.imports.begin(asked, body, key, isAsync ? IN_TURN : AT_ONCE);
    if (isAsync) {
      // Its end is in the record.
      result.catch(() => undefined);
      response.status(202).location(`/v1/reconciliations/${record.id}`);
      return StatementImportResponse.from(record);
    }
    const { body: found, position } = await result;
    response.status(200);
    const location = `/v1/reconciliations/${found.statementId}`;
    return new PositionedAnswer(ReconciliationResponse.from(found), position, location);
  }

  @Get(':id')
  @NeedsScope('reconciliation', 'audit')
  @ApiCurrentOrFile(
    'How an import goes, and a statement line by line: what matched, and every break',
    ReconciliationPageResponse,
  )
  @ApiProblem(404, 'RECONCILIATION_NOT_FOUND')
  async get(@Param('id') id: string, @Query() query: ReconciliationDto, @AnswerFormat() format: Format) {
    const unknown = notFound('RECONCILIATION_NOT_FOUND', 'There is no reconciliation with this id');
    if (!UUID.test(id)) throw unknown;
    const found = await this.imports.find(id);
    const statementId = found?.statementId ?? id;
    if (format !== 'json') return this.file(statementId, query, format, unknown);
    const stream = reconciliationStream(statementId);
    const page = await readEventPage(this.store, stream, limitOf(query), query.cursor);
    if (!page && !found) throw unknown;
    const { items = [], nextCursor = null } = page ?? {};
    return { items, nextCursor, import: found ? StatementImportResponse.from(found, found) : null };
  }

  /** The lines as a file. @throws {ProblemError} nothing is recorded of the statement */
  private async file(id: string, query: ReconciliationDto, format: FileFormat, unknown: ProblemError) {
    const last = await this.store.readLast(reconciliationStream(id));
    if (!last) throw unknown;
    const request = fileRequest(format, `reconciliation-${id}`, query);
    const rows = resultRows(readResult(this.store, id));
    return this.exports.file(request, RESULT_COLUMNS, () =>
      Promise.resolve({ rows, position: last.position }),
    );
  }
}

/** A media type that says nothing leaves it to the content. */
const formatOf = (request: Request): StatementFormat | undefined => {
  if (request.is('text/csv')) return 'csv';
  return request.is('application/json') ? 'json' : undefined;
};

const prefersAsync = (request: Request): boolean =>
  /(^|,)\s*respond-async\s*(,|;|$)/i.test(request.get('Prefer') ?? '');
