import type { Decider } from '../../shared/decider';
import { ok, refuse, type Result } from '../../shared/result';
import type { StandingRule } from './demand';
import type { ApprovalRule, ApprovalRuleConfirmed, ApprovalRuleEvent, ApprovalRuleProposed } from './events';

/** By one person it proposes, however often; by another, with the same rule, it confirms. `now`: RFC 3339 UTC. */
export interface DecideRule {
  readonly type: 'DecideRule';
  readonly ruleId: string;
  /** null: the rule ends. */
  readonly rule: ApprovalRule | null;
  readonly reason: string;
  readonly person: string;
  /** The clients whose keys this person made. What one of them proposed the person does not confirm. */
  readonly madeKeysOf?: readonly string[];
  readonly now: string;
}

export type RuleRefusal = 'RULE_NOT_FOUND' | 'RULE_INVALID' | 'KEY_MAKER_CANNOT_CONFIRM';

interface RuleVersion {
  readonly version: number;
  /** null: the rule ended. */
  readonly rule: ApprovalRule | null;
  readonly proposedBy: string;
  readonly confirmedBy: string;
  readonly reason: string;
  readonly effectiveFrom: string;
}

interface RuleHistory {
  /** In their order; empty while the first proposal waits. */
  readonly versions: readonly RuleVersion[];
  readonly proposal: ApprovalRuleProposed | undefined;
}

/** Every rule that was ever proposed, by its id, in the order of the first proposals. */
export type ApprovalRules = ReadonlyMap<string, RuleHistory>;

type Decision = Result<readonly ApprovalRuleEvent[], RuleRefusal>;

const NO_HISTORY: RuleHistory = { versions: [], proposal: undefined };
/** A person is asked for each approval, so a number above this is a slip. */
const MOST_APPROVALS = 10;
/** A year. */
const LONGEST_EXPIRY_HOURS = 8_784;

export const approvalRules: Decider<ApprovalRules, DecideRule, ApprovalRuleEvent, RuleRefusal> = {
  initial: new Map(),

  decide(state, command) {
    const { ruleId, rule, person, madeKeysOf = [] } = command;
    const { versions, proposal } = state.get(ruleId) ?? NO_HISTORY;
    const last = versions.at(-1);
    if (rule === null && !last?.rule) return refuse('RULE_NOT_FOUND');
    if (rule !== null && !isPossible(rule)) return refuse('RULE_INVALID');
    if (!proposal && last && isSameRule(last.rule, rule)) return ok([]);
    if (!proposal || !isSameRule(proposal.rule, rule)) return propose(command);
    if (proposal.proposedBy === person) return ok([]);
    if (madeKeysOf.includes(proposal.proposedBy)) return refuse('KEY_MAKER_CANNOT_CONFIRM');
    return confirm(command, versions.length + 1);
  },

  evolve(state, event) {
    const before = state.get(event.data.ruleId) ?? NO_HISTORY;
    const after =
      event.type === 'ApprovalRuleProposed'
        ? { ...before, proposal: event.data }
        : afterConfirmation(before, event.data);
    return new Map(state).set(event.data.ruleId, after);
  },
};

/** The versions that stand at this time: of each rule the last one that has begun, unless it ended the rule. */
export function standingRules(rules: ApprovalRules, now: Date): StandingRule[] {
  return [...rules].flatMap(([ruleId, { versions }]) => {
    const standing = versions.findLast(({ effectiveFrom }) => Date.parse(effectiveFrom) <= now.getTime());
    if (!standing?.rule) return [];
    const { version, rule } = standing;
    return [{ ruleId, version, text: rule.text, rule }];
  });
}

/** The text of a rule with every figure. Two rules with one text are the same. */
export const ruleText = (rule: ApprovalRule | null): string =>
  JSON.stringify(rule, (_key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value).sort(byName)) : value;
  });

const byName = ([left]: [string, unknown], [right]: [string, unknown]): number => (left < right ? -1 : 1);

const isSameRule = (left: ApprovalRule | null, right: ApprovalRule | null): boolean =>
  ruleText(left) === ruleText(right);

function isPossible({ for: subject, approvals, expiryHours, conditions }: ApprovalRule): boolean {
  if (subject === 'DEPOSIT' && conditions.newPayee) return false;
  const isAmount = conditions.amountAtLeast === undefined || conditions.amountAtLeast.amountMinor > 0n;
  return isAmount && isCount(approvals, MOST_APPROVALS) && isCount(expiryHours ?? 1, LONGEST_EXPIRY_HOURS);
}

const isCount = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;

function propose({ ruleId, rule, reason, person, now }: DecideRule): Decision {
  const data = { ruleId, rule, reason, proposedBy: person, proposedAt: now };
  return ok([{ type: 'ApprovalRuleProposed', data }]);
}

function confirm({ ruleId, rule, person, now }: DecideRule, version: number): Decision {
  const named = rule?.effectiveFrom ?? now;
  const effectiveFrom = Date.parse(named) > Date.parse(now) ? named : now;
  const data = { ruleId, version, confirmedBy: person, confirmedAt: now, effectiveFrom };
  return ok([{ type: 'ApprovalRuleConfirmed', data }]);
}

function afterConfirmation(
  { versions, proposal }: RuleHistory,
  { version, confirmedBy, effectiveFrom }: ApprovalRuleConfirmed,
): RuleHistory {
  if (!proposal) return { versions, proposal };
  const { rule, proposedBy, reason } = proposal;
  return {
    versions: [...versions, { version, rule, proposedBy, confirmedBy, reason, effectiveFrom }],
    proposal: undefined,
  };
}
