import type { IsNewPayee } from '../../commands/approvals/payout-approvals';
import type { Database } from '../../projections/schema';
import { hasPaidTo } from '../../queries/payouts/has-paid-to';
import type { Logger } from '../../shared/logging';

/** By the read models, which can be behind: a payee that cannot be looked up is a new one, so that a person looks. */
export const newPayees =
  (database: Database, logger: Logger): IsNewPayee =>
  async (accountId, payee) => {
    try {
      return !(await hasPaidTo(database, accountId, payee.destination));
    } catch (error) {
      logger.warn(
        { error: String(error) },
        'the payees of an account cannot be looked up: the payee counts as new',
      );
      return true;
    }
  };
