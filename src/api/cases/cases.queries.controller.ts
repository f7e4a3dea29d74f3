import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetCase } from '../../queries/cases/get-case';
import { ListCases } from '../../queries/cases/list-cases';
import { NeedsScope } from '../auth/access';
import { Scopes } from '../auth/client';
import { UUID } from '../fields/field-rules';
import { AtLeast, Positioned } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { presentCase } from '../http/present-cases';
import { presentPage } from '../http/present-queries';
import { QueryGate } from '../http/consistent-queries';
import type { Scope } from '../auth/keys/scopes';
import { ApiProblem, ApiQueryAnswer } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { caseFilters, ListCasesDto } from './resolve-case.dto';
import { CaseEvidence } from './case-evidence-reader';

@ApiTags('cases')
@Controller('v1/cases')
export class CaseQueriesController {
  constructor(
    private readonly gate: QueryGate,
    private readonly evidence: CaseEvidence,
  ) {}

  @Get()
  @NeedsScope('commands', 'accounting', 'audit', 'admin')
  @ApiQueryAnswer('What stands in front of a person, the newest first', 'CasePage')
  async list(@Query() query: ListCasesDto, @AtLeast() atLeast: Position | undefined) {
    const list = new ListCases(caseFilters(query), limitOf(query), query.cursor);
    return this.gate.ask(list, atLeast, ['cases'], presentPage(presentCase));
  }

  @Get(':id')
  @NeedsScope('commands', 'accounting', 'audit', 'admin')
  @ApiQueryAnswer('A case with all evidence, as recorded', 'CaseWithEvidence')
  @ApiProblem(404, 'CASE_NOT_FOUND')
  async get(
    @Param('id') id: string,
    @AtLeast() atLeast: Position | undefined,
    @Scopes() scopes: readonly Scope[],
  ) {
    if (!UUID.test(id)) throw notFound('CASE_NOT_FOUND', 'There is no case with this id');
    const { body, position } = await this.gate.findOne(new GetCase(id), atLeast);
    const withPersonal = scopes.includes('audit') || scopes.includes('admin');
    const evidence = await this.evidence.of(body, withPersonal);
    return new Positioned({ ...presentCase(body.case), evidence }, position);
  }
}
