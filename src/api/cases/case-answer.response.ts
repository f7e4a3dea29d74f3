import { ApiSchema } from '@nestjs/swagger';
import type { CaseDecisionResult } from '../../commands/results';
import { CaseId, Choice } from '../fields/response-fields';

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
