import { type Currency } from '../../../shared/money';
import { FieldRule, UUID } from '../../fields/field-rules';
import { PageDto } from '../../fields/page.dto';
import {
  CurrencyField,
  Field,
  PayoutAmountField,
  ProviderField,
  ReasonField,
  TextField,
} from '../../fields/request-fields';

/** As many as a person can look at, and as a batch of payouts has. */
const MAX_BATCH = 500;

export class RejectApprovalDto {
  @ReasonField({ example: 'The payee is not known to us' })
  readonly reason!: string;
}

/** Payouts that are named one by one, and what the person counted and added up. */
export class ApprovePayoutsDto {
  @Field(
    FieldRule(
      `must be a list of 1 to ${MAX_BATCH} different payout ids`,
      value =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= MAX_BATCH &&
        new Set(value).size === value.length &&
        value.every(id => typeof id === 'string' && UUID.test(id)),
    ),
    { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: MAX_BATCH },
  )
  readonly payoutIds!: readonly string[];

  @Field(
    FieldRule('must be how many payouts you approve, as a number', value => Number.isSafeInteger(value)),
    { type: 'integer', example: 2 },
    { description: 'How many payouts you approve, counted by you' },
  )
  readonly count!: number;

  @PayoutAmountField({ description: 'Their amounts without fees, added up by you', example: '120000.00' })
  readonly total!: string;

  @CurrencyField({ description: 'BRL where absent' })
  readonly currency?: Currency | null;
}

export class ListApprovalsDto extends PageDto {
  @TextField(1, 200, { optional: true })
  readonly accountId?: string;
  @ProviderField({ optional: true })
  readonly provider?: string;
}
