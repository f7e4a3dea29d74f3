import { ApprovalRuleBook } from '../../../src/commands/approvals/approval-rule-book';
import { PayoutApprovals } from '../../../src/commands/approvals/payout-approvals';
import type { EventStore } from '../../../src/event-store/event-store';
import type { Clock } from '../../../src/shared/clock';

/** Approvals where no rule was ever made. */
export function noApprovals(store: EventStore, clock: Clock): PayoutApprovals {
  const rules = new ApprovalRuleBook({ store, clock });
  rules.trust({ ready: true });
  return new PayoutApprovals(rules, () => Promise.resolve(true), 24);
}
