import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetCase } from '../../queries/cases/get-case';
import { ListCases } from '../../queries/cases/list-cases';
import { NeedsScope } from '../auth/access';
import { Scopes } from '../auth/client';
import { UUID } from '../fields/field-rules';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ConsistentQueries } from '../http/consistent-queries';
import type { Scope } from '../auth/keys/scopes';
import { ApiProblem, ApiQueryAnswer } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { caseFilters, ListCasesDto } from './list-cases.dto';
import { CaseEvidenceReader } from './case-evidence-reader';
import { CasePageResponse, CaseResponse, CaseWithEvidenceResponse } from './case.response';

@ApiTags('cases')
@Controller('v1/cases')
export class CaseQueriesController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly evidence: CaseEvidenceReader,
  ) {}

  @Get()
  @NeedsScope('commands', 'accounting', 'audit', 'admin')
  @ApiQueryAnswer('What stands in front of a person, the newest first', CasePageResponse)
  async list(@Query() query: ListCasesDto, @AtLeast() atLeast: Position | undefined) {
    const list = new ListCases(caseFilters(query), limitOf(query), query.cursor);
    return this.queries.answer(list, atLeast, ['cases'], page =>
      CasePageResponse.from(page, CaseResponse.from),
    );
  }

  @Get(':id')
  @NeedsScope('commands', 'accounting', 'audit', 'admin')
  @ApiQueryAnswer('A case with all evidence, as recorded', CaseWithEvidenceResponse)
  @ApiProblem(404, 'CASE_NOT_FOUND')
  async get(
    @Param('id') id: string,
    @AtLeast() atLeast: Position | undefined,
    @Scopes() scopes: readonly Scope[],
  ) {
    if (!UUID.test(id)) throw notFound('CASE_NOT_FOUND', 'There is no case with this id');
    const { body, position } = await this.queries.runById(new GetCase(id), atLeast);
    const withPersonal = scopes.includes('audit') || scopes.includes('admin');
    const evidence = await this.evidence.readEvidence(body, withPersonal);
    return new PositionedAnswer(CaseWithEvidenceResponse.from(body.case, evidence), position);
  }
}
