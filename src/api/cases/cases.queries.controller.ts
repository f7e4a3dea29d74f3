import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventStore, type Position } from '../../event-store/event-store';
import { ExportCases } from '../../queries/cases/export-cases';
import { GetCase } from '../../queries/cases/get-case';
import { ListCases } from '../../queries/cases/list-cases';
import { ShowsPersonalData } from '../../shared/route-metadata';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import { ownsCase } from '../auth/own-accounts';
import { presentBatches } from '../export/batches';
import { ExportInterceptor } from '../export/export.interceptor';
import { Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { UUID } from '../fields/field-rules';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ConsistentQueries } from '../http/consistent-queries';
import type { ApiClient } from '../auth/keys/api-keys';
import { ApiProblem, ApiQueryAnswer, ApiQueryOrFile } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { caseFilters, ListCasesDto } from './list-cases.dto';
import { sightOf } from '../audit/shown-event';
import { CASE_COLUMNS } from './case-file';
import { CaseEvidenceReader } from './case-evidence-reader';
import { CasePageResponse, CaseResponse, CaseWithEvidenceResponse } from './case.response';

@ApiTags('cases')
@Controller('v1/cases')
@UseInterceptors(ExportInterceptor)
export class CaseQueriesController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly evidence: CaseEvidenceReader,
    private readonly store: EventStore,
    private readonly exports: Exports,
  ) {}

  @Get()
  @NeedsScope('cases:read')
  @ApiQueryOrFile('What stands in front of a person, the newest first', CasePageResponse)
  async list(
    @Caller() { accounts }: ApiClient,
    @Query() query: ListCasesDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const models = accounts === '*' ? (['cases'] as const) : (['cases', 'payouts'] as const);
    if (format !== 'json') {
      const whole = new ExportCases(accounts, caseFilters(query));
      return this.exports.file(fileRequest(format, 'cases', query), CASE_COLUMNS, async () => {
        const { body, position } = await this.queries.run(whole, atLeast, models);
        return { rows: presentBatches(body, CaseResponse.from), position };
      });
    }
    const list = new ListCases(accounts, caseFilters(query), limitOf(query), query.cursor);
    return this.queries.answer(list, atLeast, models, page => CasePageResponse.from(page, CaseResponse.from));
  }

  @Get(':id')
  @NeedsScope('cases:read')
  @ShowsPersonalData()
  @ApiQueryAnswer('A case with all evidence, as recorded', CaseWithEvidenceResponse)
  @ApiProblem(404, 'CASE_NOT_FOUND')
  async get(@Param('id') id: string, @AtLeast() atLeast: Position | undefined, @Caller() client: ApiClient) {
    const unknown = notFound('CASE_NOT_FOUND', 'There is no case with this id');
    if (!UUID.test(id)) throw unknown;
    const { body, position } = await this.queries.runById(new GetCase(id), atLeast);
    if (!(await ownsCase(this.store, client, body.case))) throw unknown;
    const evidence = await this.evidence.readEvidence(body, sightOf(client));
    return new PositionedAnswer(CaseWithEvidenceResponse.from(body.case, evidence), position);
  }
}
