import { ApiSchema } from '@nestjs/swagger';
import type { ApprovalRuleBook } from '../../../commands/approvals/approval-rule-book';
import type { RuleDecisionResult } from '../../../commands/results';
import { formatAmount } from '../../../shared/money';
import {
  Choice,
  Flag,
  Integer,
  ListOf,
  Nested,
  OR_NULL,
  ProviderCode,
  Text,
  Time,
  Amount,
  CurrencyCode,
} from '../../fields/response-fields';

type Rules = Awaited<ReturnType<ApprovalRuleBook['read']>>['state'];
type RuleHistory = Rules extends ReadonlyMap<string, infer History> ? History : never;
type ApprovalRule = NonNullable<RuleHistory['versions'][number]['rule']>;

@ApiSchema({ name: 'AmountAtLeast' })
class AmountAtLeastResponse {
  @Amount('50000.00')
  readonly amount!: string;
  @CurrencyCode()
  readonly currency!: string;
}

@ApiSchema({ name: 'ApprovalConditions' })
class ApprovalConditionsResponse {
  @Nested(() => AmountAtLeastResponse, OR_NULL)
  readonly amountAtLeast!: AmountAtLeastResponse | null;
  @Text('merchant-1', OR_NULL)
  readonly accountId!: string | null;
  @ProviderCode(OR_NULL)
  readonly provider!: string | null;
  @Text('shop', OR_NULL)
  readonly clientId!: string | null;
  @Flag({ description: 'The account has never completed a payout to this destination' })
  readonly newPayee!: boolean;

  static from({ amountAtLeast, accountId, provider, clientId, newPayee }: ApprovalRule['conditions']) {
    const amount = amountAtLeast && formatAmount(amountAtLeast.amountMinor, amountAtLeast.currency);
    return {
      amountAtLeast: amountAtLeast && amount ? { amount, currency: amountAtLeast.currency } : null,
      accountId: accountId ?? null,
      provider: provider ?? null,
      clientId: clientId ?? null,
      newPayee: newPayee ?? false,
    };
  }
}

@ApiSchema({ name: 'ApprovalRule' })
class ApprovalRuleResponse {
  @Text('From R$ 50,000.00 on two people approve')
  readonly text!: string;
  @Choice(['PAYOUT', 'DEPOSIT'], { description: 'What waits for people' })
  readonly for!: 'PAYOUT' | 'DEPOSIT';
  @Nested(() => ApprovalConditionsResponse)
  readonly conditions!: ApprovalConditionsResponse;
  @Integer(2)
  readonly approvals!: number;
  @Integer(24, { ...OR_NULL, description: 'null: APPROVAL_EXPIRY_HOURS' })
  readonly expiryHours!: number | null;
  @Time({ ...OR_NULL, description: 'As it was proposed; null: from the confirmation on' })
  readonly effectiveFrom!: string | null;

  static from({
    text,
    for: subject,
    conditions,
    approvals,
    expiryHours,
    effectiveFrom,
  }: ApprovalRule): ApprovalRuleResponse {
    const shown = ApprovalConditionsResponse.from(conditions);
    return { text, for: subject ?? 'PAYOUT', conditions: shown, approvals, expiryHours, effectiveFrom };
  }
}

@ApiSchema({ name: 'ApprovalRuleVersion' })
class ApprovalRuleVersionResponse {
  @Integer(1)
  readonly version!: number;
  @Nested(() => ApprovalRuleResponse, { ...OR_NULL, description: 'null: the rule ended' })
  readonly rule!: ApprovalRuleResponse | null;
  @Text('ana')
  readonly proposedBy!: string;
  @Text('bea')
  readonly confirmedBy!: string;
  @Text('The bank asks for it')
  readonly reason!: string;
  @Time()
  readonly effectiveFrom!: string;
}

@ApiSchema({ name: 'ApprovalRuleProposal' })
class ApprovalRuleProposalResponse {
  @Nested(() => ApprovalRuleResponse, { ...OR_NULL, description: 'null: the rule is to end' })
  readonly rule!: ApprovalRuleResponse | null;
  @Text('ana')
  readonly proposedBy!: string;
  @Time()
  readonly proposedAt!: string;
  @Text('The bank asks for it')
  readonly reason!: string;
}

/** A rule with every version that two people decided, the oldest first. */
@ApiSchema({ name: 'ApprovalRuleHistory' })
class ApprovalRuleHistoryResponse {
  @Text('large-payouts')
  readonly id!: string;
  @ListOf(() => ApprovalRuleVersionResponse)
  readonly versions!: readonly ApprovalRuleVersionResponse[];
  @Nested(() => ApprovalRuleProposalResponse, { ...OR_NULL, description: 'What waits for a second person' })
  readonly proposal!: ApprovalRuleProposalResponse | null;

  static from(id: string, { versions, proposal }: RuleHistory): ApprovalRuleHistoryResponse {
    return {
      id,
      versions: versions.map(({ rule, ...version }) => ({ ...version, rule: ruleOrNull(rule) })),
      proposal: proposal
        ? {
            rule: ruleOrNull(proposal.rule),
            proposedBy: proposal.proposedBy,
            proposedAt: proposal.proposedAt,
            reason: proposal.reason,
          }
        : null,
    };
  }
}

const ruleOrNull = (rule: ApprovalRule | null): ApprovalRuleResponse | null =>
  rule && ApprovalRuleResponse.from(rule);

@ApiSchema({ name: 'ApprovalRules' })
export class ApprovalRulesResponse {
  @ListOf(() => ApprovalRuleHistoryResponse)
  readonly items!: readonly ApprovalRuleHistoryResponse[];

  static from(rules: Rules): ApprovalRulesResponse {
    return { items: [...rules].map(([id, history]) => ApprovalRuleHistoryResponse.from(id, history)) };
  }
}

@ApiSchema({ name: 'RuleDecision' })
export class RuleDecisionResponse {
  @Text('large-payouts')
  readonly id!: string;
  @Choice(['PROPOSED', 'CONFIRMED'])
  readonly status!: RuleDecisionResult['status'];
  @Integer(1, { ...OR_NULL, description: 'The last version that was confirmed' })
  readonly version!: number | null;
  @Time({ ...OR_NULL, description: 'From when on it stands; null while it is proposed' })
  readonly effectiveFrom!: string | null;

  static from({ ruleId, ...decision }: RuleDecisionResult): RuleDecisionResponse {
    return { id: ruleId, ...decision };
  }
}
