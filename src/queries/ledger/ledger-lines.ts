import type { Position } from '../../projections/engine/position';
import type { Database } from '../../projections/schema';
import type { Currency } from '../../shared/money';
import { positionColumns, positionValue } from '../reading/position-at';

/** Totals in minor units of the line's currency. */
export interface LedgerLine {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  readonly debitTotalMinor: bigint;
  readonly creditTotalMinor: bigint;
}

/** The ledger accounts whose names begin with a text, with all their debits and credits. */
export const currentLines = (transaction: Database, beginning: string): Promise<readonly LedgerLine[]> =>
  transaction
    .selectFrom('ledgerBalance')
    .select([
      'ledgerAccount as ledgerAccount',
      'currency',
      'debitTotalMinor as debitTotalMinor',
      'creditTotalMinor as creditTotalMinor',
    ])
    .where('ledgerAccount', 'like', `${beginning}%`)
    .orderBy('ledgerAccount')
    .orderBy('currency')
    .execute();

/** The same as of a place. One index look-up per ledger account: its last posting up to the place carries the totals. */
export const linesAt = (
  transaction: Database,
  beginning: string,
  at: Position,
): Promise<readonly LedgerLine[]> =>
  transaction
    .selectFrom('ledgerBalance')
    .innerJoinLateral(
      posting =>
        posting
          .selectFrom('posting')
          .select(['posting.debitTotalMinor', 'posting.creditTotalMinor'])
          .whereRef('posting.ledgerAccount', '=', 'ledgerBalance.ledgerAccount')
          .whereRef('posting.currency', '=', 'ledgerBalance.currency')
          .where(positionColumns('posting'), '<=', positionValue(at))
          .orderBy('posting.commitPosition', 'desc')
          .orderBy('posting.preparePosition', 'desc')
          .orderBy('posting.index', 'desc')
          .limit(1)
          .as('last'),
      join => join.onTrue(),
    )
    .select([
      'ledgerBalance.ledgerAccount as ledgerAccount',
      'ledgerBalance.currency',
      'last.debitTotalMinor as debitTotalMinor',
      'last.creditTotalMinor as creditTotalMinor',
    ])
    .where('ledgerBalance.ledgerAccount', 'like', `${beginning}%`)
    .orderBy('ledgerBalance.ledgerAccount')
    .orderBy('ledgerBalance.currency')
    .execute();
