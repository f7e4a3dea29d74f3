import type { Selectable } from 'kysely';
import type { DepositRequestTable } from '../../projections/accounts/deposit-request-table';

export { DEPOSIT_REQUEST_STATUSES } from '../../projections/accounts/deposit-request-table';

type Row = Selectable<DepositRequestTable>;

/** A deposit that waits or waited for people. `amountMinor` is minor units of `currency`. */
export interface DepositRequestView extends Readonly<
  Omit<Row, 'clientId' | 'failureCode' | 'failureMessage' | 'commitPosition' | 'preparePosition'>
> {
  readonly recordedBy: string;
  /** Given for REJECTED, else null. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export const depositRequestView = (row: Row): DepositRequestView => ({
  id: row.id,
  accountId: row.accountId,
  provider: row.provider,
  status: row.status,
  currency: row.currency,
  amountMinor: row.amountMinor,
  reference: row.reference,
  approval: row.approval,
  requestedAt: row.requestedAt,
  endedAt: row.endedAt,
  recordedBy: row.clientId,
  failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? '' },
});
