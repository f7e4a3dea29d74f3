import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ApprovalRule } from '../../domain/approval/events';
import { ruleText, type RuleRefusal } from '../../domain/approval/rules';
import { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { refusal, type CommandResult, type Refusal, type RuleDecisionResult } from '../results';
import { ApprovalRuleBook } from './approval-rule-book';

type DecideRuleResult = Result<CommandResult<RuleDecisionResult>, Refusal>;

/** One person's decision on an approval rule; the same decision by another person confirms it. */
export class DecideApprovalRule extends Command<DecideRuleResult> {
  constructor(
    /** The API client. */
    readonly person: string,
    readonly ruleId: string,
    /** null: the rule ends. */
    readonly rule: ApprovalRule | null,
    readonly reason: string,
    readonly origin: Origin = NO_ORIGIN,
    /** The clients whose keys the person made. */
    readonly madeKeysOf: readonly string[] = [],
  ) {
    super();
  }
}

/** A repeat by the same person changes nothing: it is still one person's decision. */
@CommandHandler(DecideApprovalRule)
export class DecideApprovalRuleHandler implements ICommandHandler<DecideApprovalRule> {
  constructor(
    private readonly rules: ApprovalRuleBook,
    private readonly clock: Clock,
  ) {}

  async execute(decision: DecideApprovalRule): Promise<DecideRuleResult> {
    const { person, ruleId, rule, reason, origin, madeKeysOf } = decision;
    const now = this.clock.now().toISOString();
    const causationId = derivedId('DecideApprovalRule', person, ruleId, ruleText(rule), now);
    const cause = causeOfClient(person, origin, causationId);
    const command = { type: 'DecideRule', ruleId, rule, reason, person, madeKeysOf, now } as const;
    const decided = await this.rules.change(command, cause);
    if (!decided.ok) return refuse(refusal(decided.refusal, REFUSALS[decided.refusal]));
    const { state, position } = decided.value;
    const { versions = [], proposal } = state.get(ruleId) ?? {};
    const standing = versions.at(-1);
    const status = proposal ? 'PROPOSED' : 'CONFIRMED';
    const version = standing?.version ?? null;
    const effectiveFrom = proposal ? null : (standing?.effectiveFrom ?? null);
    return ok({ body: { ruleId, status, version, effectiveFrom }, position });
  }
}

const REFUSALS: Readonly<Record<RuleRefusal, string>> = {
  RULE_NOT_FOUND: 'There is no approval rule with this id',
  KEY_MAKER_CANNOT_CONFIRM: 'Another person has to confirm: you made a key of the proposer',
  RULE_INVALID:
    'approvals must be 1 to 10, expiryHours 1 to 8784, and an amount more than 0. A rule for deposits names no newPayee',
};
