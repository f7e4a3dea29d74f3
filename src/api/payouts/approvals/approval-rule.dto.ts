import type { DecideApprovalRule } from '../../../commands/approvals/decide-approval-rule';
import type { ProviderName } from '../../../domain/payout/payee';
import { type Currency, parseAmount } from '../../../shared/money';
import { FieldRule } from '../../fields/field-rules';
import {
  AccountIdField,
  ChoiceField,
  CurrencyField,
  Field,
  ObjectField,
  PayoutAmountField,
  ProviderField,
  ReasonField,
  TextField,
  TimeField,
} from '../../fields/request-fields';
import { parseTime } from '../../fields/times';

type ApprovalRule = NonNullable<DecideApprovalRule['rule']>;
type ApprovalConditions = ApprovalRule['conditions'];

class AmountAtLeastDto {
  @PayoutAmountField({ example: '50000.00' })
  readonly amount!: string;
  @CurrencyField({ description: 'BRL where absent' })
  readonly currency?: Currency | null;
}

/** A payout or deposit meets the conditions when it meets each one that is given. */
export class ApprovalConditionsDto {
  @ObjectField(() => AmountAtLeastDto, { type: () => AmountAtLeastDto }, { optional: true })
  readonly amountAtLeast?: AmountAtLeastDto | null;
  @AccountIdField({ optional: true })
  readonly accountId?: string | null;
  @ProviderField({ optional: true })
  readonly provider?: ProviderName | null;
  @TextField(1, 64, {
    optional: true,
    description: 'The API client that asks for the payout, or records the deposit',
  })
  readonly clientId?: string | null;
  @Field(
    FieldRule('must be true or false', value => typeof value === 'boolean'),
    { type: Boolean },
    {
      optional: true,
      description:
        'The account has never completed a payout to this destination; no rule for deposits has it',
    },
  )
  readonly newPayee?: boolean | null;
}

const isCount = (most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

export class EndApprovalRuleDto {
  @ReasonField({ example: 'The provider does this check now' })
  readonly reason!: string;
}

export class ApprovalRuleDto extends EndApprovalRuleDto {
  @TextField(1, 200, { example: 'From R$ 50,000.00 on two people approve' })
  readonly text!: string;
  @ChoiceField(['PAYOUT', 'DEPOSIT'], {
    optional: true,
    description: 'What waits for people; PAYOUT where absent',
  })
  readonly for?: 'PAYOUT' | 'DEPOSIT' | null;
  @ObjectField(() => ApprovalConditionsDto, { type: () => ApprovalConditionsDto })
  readonly conditions!: ApprovalConditionsDto;
  @Field(
    FieldRule('must be a whole number from 1 to 10', isCount(10)),
    { type: 'integer', minimum: 1, maximum: 10 },
    { optional: true, description: 'How many different people have to approve; 1 where absent' },
  )
  readonly approvals?: number | null;
  @Field(
    FieldRule('must be a whole number from 1 to 8784', isCount(8_784)),
    { type: 'integer', minimum: 1, maximum: 8_784 },
    { optional: true, description: 'How long it waits for people; APPROVAL_EXPIRY_HOURS where absent' },
  )
  readonly expiryHours?: number | null;
  @TimeField({ optional: true, description: 'From its confirmation on where absent' })
  readonly effectiveFrom?: string | null;
}

/** The rule in plain objects: a field that is not named here cannot get into an event. */
export const approvalRuleOf = (dto: ApprovalRuleDto): ApprovalRule => ({
  text: dto.text,
  // A rule for payouts says nothing of it, as every rule did before there were others.
  ...(dto.for === 'DEPOSIT' && { for: 'DEPOSIT' as const }),
  conditions: conditionsOf(dto.conditions),
  approvals: dto.approvals ?? 1,
  expiryHours: dto.expiryHours ?? null,
  effectiveFrom: dto.effectiveFrom ? (parseTime(dto.effectiveFrom)?.toISOString() ?? null) : null,
});

function conditionsOf(dto: ApprovalConditionsDto): ApprovalConditions {
  const { amountAtLeast, accountId, provider, clientId, newPayee } = dto;
  return {
    ...(amountAtLeast && { amountAtLeast: amountOf(amountAtLeast) }),
    ...(accountId && { accountId }),
    ...(provider && { provider }),
    ...(clientId && { clientId }),
    ...(newPayee && { newPayee }),
  };
}

function amountOf({ amount, currency }: AmountAtLeastDto): NonNullable<ApprovalConditions['amountAtLeast']> {
  const known = currency ?? 'BRL';
  return { amountMinor: parseAmount(amount, known) ?? 0n, currency: known };
}
