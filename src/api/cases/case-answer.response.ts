import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { DismissedCases } from '../../commands/cases/dismiss-cases';
import type { CaseDecisionResult } from '../../commands/results';
import { CaseId, Choice, Integer, ListOf } from '../fields/response-fields';
import { CaseProblem } from '../problems/problem';
import { problemOf, valueOrProblem } from '../problems/problem-of';

const STATUSES = ['PROPOSED', 'CONFIRMED'] as const satisfies readonly CaseDecisionResult['status'][];

@ApiSchema({ name: 'CaseAnswer' })
export class CaseAnswerResponse {
  @CaseId()
  readonly id!: string;
  @Choice(STATUSES, {
    description: 'PROPOSED: another person has to confirm it. CONFIRMED: it is final and being carried out',
  })
  readonly status!: CaseDecisionResult['status'];

  static from({ caseId, status }: CaseDecisionResult): CaseAnswerResponse {
    return { id: caseId, status };
  }
}

@ApiSchema({ name: 'DismissedCase' })
@ApiExtraModels(CaseAnswerResponse, CaseProblem)
class DismissedCaseResponse {
  @CaseId()
  readonly id!: string;
  @Integer(202, { description: 'What the case alone would have been answered with' })
  readonly status!: number;
  @ApiProperty({ oneOf: [CaseAnswerResponse, CaseProblem].map(body => ({ $ref: getSchemaPath(body) })) })
  readonly body!: CaseAnswerResponse | CaseProblem;

  static from({ caseId: id, result }: DismissedCases['items'][number]): DismissedCaseResponse {
    try {
      return { id, status: 202, body: CaseAnswerResponse.from(valueOrProblem(result).body) };
    } catch (thrown) {
      const { problem } = problemOf(thrown);
      return { id, status: problem.status, body: problem };
    }
  }
}

@ApiSchema({ name: 'DismissedCases' })
export class DismissedCasesResponse {
  @ListOf(() => DismissedCaseResponse)
  readonly items!: readonly DismissedCaseResponse[];

  static from({ items }: DismissedCases): DismissedCasesResponse {
    return { items: items.map(item => DismissedCaseResponse.from(item)) };
  }
}
