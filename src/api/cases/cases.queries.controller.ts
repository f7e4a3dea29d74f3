import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EventStore, type Position } from '../../event-store/event-store';
import { GetCase } from '../../queries/cases/get-case';
import { ListCases } from '../../queries/cases/list-cases';
import { ShowsPersonalData } from '../../shared/route-metadata';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import { ownsCase } from '../auth/own-accounts';
import { UUID } from '../fields/field-rules';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ConsistentQueries } from '../http/consistent-queries';
import type { ApiClient } from '../auth/keys/api-keys';
import { ApiProblem, ApiQueryAnswer } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { caseFilters, ListCasesDto } from './list-cases.dto';
import { sightOf } from '../audit/shown-event';
import { CaseEvidenceReader } from './case-evidence-reader';
import { CasePageResponse, CaseResponse, CaseWithEvidenceResponse } from './case.response';

@ApiTags('cases')
@Controller('v1/cases')
export class CaseQueriesController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly evidence: CaseEvidenceReader,
    private readonly store: EventStore,
  ) {}

  @Get()
  @NeedsScope('cases:read')
  @ApiQueryAnswer('What stands in front of a person, the newest first', CasePageResponse)
  async list(
    @Caller() { accounts }: ApiClient,
    @Query() query: ListCasesDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    const list = new ListCases(accounts, caseFilters(query), limitOf(query), query.cursor);
    const models = accounts === '*' ? (['cases'] as const) : (['cases', 'payouts'] as const);
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
