import type { ColumnType } from 'kysely';
import type { ProviderName } from '../../domain/payout/payee';
import type { Currency } from '../../shared/money';
import type { StoredApproval } from '../payouts/stored-json';

export const DEPOSIT_REQUEST_STATUSES = ['AWAITING_APPROVAL', 'BOOKED', 'REJECTED'] as const;
type DepositRequestStatus = (typeof DEPOSIT_REQUEST_STATUSES)[number];

/** A deposit that waits or waited for people. One that never waited stands in the journal alone. */
export interface DepositRequestTable {
  id: string;
  accountId: string;
  /** The API client that recorded it. */
  clientId: string;
  provider: ProviderName;
  status: DepositRequestStatus;
  currency: Currency;
  amountMinor: bigint;
  reference: string;
  approval: ColumnType<StoredApproval, string, string>;
  requestedAt: Date;
  /** When it was booked, rejected or too old; null: it waits. */
  endedAt: Date | null;
  /** null: nothing has rejected it. */
  failureCode: string | null;
  failureMessage: string | null;
  /** Where DepositRequested stands in `$all`: it never changes, so lists are ordered by it. */
  commitPosition: bigint;
  preparePosition: bigint;
}
