import { AccountWriters } from '../../../src/commands/accounts/account-writers';
import { ApprovalRuleBook } from '../../../src/commands/approvals/approval-rule-book';
import { DepositApprovals } from '../../../src/commands/approvals/deposit-approvals';
import { PayoutApprovals } from '../../../src/commands/approvals/payout-approvals';
import { PayoutCallbacks } from '../../../src/commands/payouts/payout-callbacks';
import { PayoutRepository } from '../../../src/commands/payouts/payout-repository';
import { PayoutWarnings } from '../../../src/commands/payouts/payout-warnings';
import { RequestPayoutHandler } from '../../../src/commands/payouts/request-payout';
import type { Terms } from '../../../src/commands/provider-terms';
import type { EventStore } from '../../../src/event-store/event-store';
import type { Clock } from '../../../src/shared/clock';
import { holdsWithoutLimits } from '../../support/no-limits';
import { referencesOver } from '../../support/payout-references';

/** The real handler of one process over a store, with its parts. Nobody has set a limit or an approval rule. */
export function requestHandlerOver(store: EventStore, clock: Clock, terms: Terms) {
  const parts = { store, clock, announce: () => undefined };
  const [payouts, accounts] = [new PayoutRepository(parts), new AccountWriters(parts)];
  const { references, payoutReferences } = referencesOver(store, clock, payouts);
  const warnings = new PayoutWarnings(accounts, () => Promise.resolve(false));
  const holds = holdsWithoutLimits(accounts, parts);
  const approvals = noApprovals(store, clock);
  const callbacks = new PayoutCallbacks(store);
  const handler = new RequestPayoutHandler(
    ...([payouts, accounts, payoutReferences, terms, clock, warnings, holds, approvals, callbacks] as const),
  );
  return { payouts, accounts, references, payoutReferences, holds, handler };
}

function noApprovals(store: EventStore, clock: Clock): PayoutApprovals {
  return new PayoutApprovals(noRules(store, clock), () => Promise.resolve(true), 24);
}

export const noDepositApprovals = (store: EventStore, clock: Clock): DepositApprovals =>
  new DepositApprovals(noRules(store, clock), 24);

function noRules(store: EventStore, clock: Clock): ApprovalRuleBook {
  const rules = new ApprovalRuleBook({ store, clock });
  rules.trust({ ready: true });
  return rules;
}
