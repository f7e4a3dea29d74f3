import { CountField, IdListField, ReasonField } from '../fields/request-fields';

/** Breaks that are named one by one, with their number as the person counted them. */
export class DismissCasesDto {
  @IdListField('case')
  readonly caseIds!: readonly string[];

  @CountField('cases you dismiss')
  readonly count!: number;

  @ReasonField({ example: 'These lines are of the month before, which is closed' })
  readonly reason!: string;
}
