import type { AccountWriters } from '../../src/commands/accounts/account-writers';
import { LimitShares } from '../../src/commands/limits/limit-shares';
import { PayoutHolds } from '../../src/commands/limits/payout-holds';
import { UsageWriter } from '../../src/commands/limits/usage-writer';
import type { ChangeParts } from '../../src/event-store/change';

/** The parts of an engine in a world in which nobody has set a limit. */
export const NO_LIMITS = {
  payoutLimits: { applying: () => undefined },
  payees: { of: () => 'nobody', key: 'none' },
} as const;

export const holdsWithoutLimits = (accounts: AccountWriters, parts: ChangeParts): PayoutHolds =>
  new PayoutHolds({
    accounts,
    limits: NO_LIMITS.payoutLimits,
    payees: NO_LIMITS.payees,
    shares: new LimitShares(new UsageWriter(parts)),
    clock: parts.clock,
  });
