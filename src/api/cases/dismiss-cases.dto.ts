import { FieldRule, UUID } from '../fields/field-rules';
import { Field, ReasonField } from '../fields/request-fields';

/** As many as a person can look at, and as a batch of payouts has. */
const MAX_BATCH = 500;

/** Breaks that are named one by one, with their number as the person counted them. */
export class DismissCasesDto {
  @Field(
    FieldRule(
      `must be a list of 1 to ${MAX_BATCH} different case ids`,
      value =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= MAX_BATCH &&
        new Set(value).size === value.length &&
        value.every(id => typeof id === 'string' && UUID.test(id)),
    ),
    { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: MAX_BATCH },
  )
  readonly caseIds!: readonly string[];

  @Field(
    FieldRule('must be how many cases you dismiss, as a number', value => Number.isSafeInteger(value)),
    { type: 'integer', example: 2 },
    { description: 'How many cases you dismiss, counted by you' },
  )
  readonly count!: number;

  @ReasonField({ example: 'These lines are of the month before, which is closed' })
  readonly reason!: string;
}
