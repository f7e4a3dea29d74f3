import { ApiSchema } from '@nestjs/swagger';
import type { PayoutView } from '../../../queries/payouts/payout-view';
import { Integer, ListOf, OR_NULL, Text, Time } from '../../fields/response-fields';

@ApiSchema({ name: 'DemandingRule' })
class DemandingRuleResponse {
  @Text('large-payouts')
  readonly ruleId!: string;
  @Integer(1)
  readonly version!: number;
  @Text('From R$ 50,000.00 on two people approve')
  readonly text!: string;
}

@ApiSchema({ name: 'GivenApproval' })
class GivenApprovalResponse {
  @Text('ana', { description: 'The client of the person' })
  readonly by!: string;
  @Time()
  readonly at!: string;
}

type Approval = NonNullable<PayoutView['approval']>;

/** What a payout waits or waited for. */
@ApiSchema({ name: 'PayoutApproval' })
export class PayoutApprovalResponse {
  @ListOf(() => DemandingRuleResponse, { description: 'Every rule that applied at the request' })
  readonly rules!: readonly DemandingRuleResponse[];
  @Integer(2, { description: 'How many different people have to approve' })
  readonly needed!: number;
  @ListOf(() => GivenApprovalResponse)
  readonly given!: readonly GivenApprovalResponse[];
  @Time({ description: 'From then on nobody can approve, and the hold is released' })
  readonly expiresAt!: string;
  @Text('bea', { ...OR_NULL, description: 'Who rejected it' })
  readonly rejectedBy!: string | null;

  static from({ rules, needed, given, expiresAt, rejectedBy }: Approval): PayoutApprovalResponse {
    return {
      rules: rules.map(({ ruleId, version, text }) => ({ ruleId, version, text })),
      needed,
      given: given.map(({ by, at }) => ({ by, at })),
      expiresAt,
      rejectedBy,
    };
  }
}
