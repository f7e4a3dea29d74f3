import type { Selectable } from 'kysely';
import type { PayoutStatus, PayoutTable, StoredReturn } from '../../projections/schema';

/** What is on hold for it is no part of the view: the payout's own stream does not tell. */
type Row = Omit<Selectable<PayoutTable>, 'open_hold_minor'>;

/** Amounts in minor units of `currency`. */
export interface PayoutView {
  readonly id: string;
  readonly accountId: string;
  readonly provider: Row['provider'];
  readonly status: PayoutStatus;
  readonly currency: Row['currency'];
  readonly originalAmountMinor: bigint;
  /** null until it is completed. */
  readonly feeAmountMinor: bigint | null;
  /** Original and fee together; null until it is completed. */
  readonly finalAmountMinor: bigint | null;
  /** What the request reserves: the original amount and the highest fee the schedule allows. It stays when it ends. */
  readonly heldAmountMinor: bigint;
  readonly externalReference: string;
  readonly description: string | null;
  /** Personal data: to be shown only to those who may see it. */
  readonly payee: Row['payee'];
  readonly requestedAt: Date;
  /** When the provider accepted it. */
  readonly submittedAt: Date | null;
  readonly completedAt: Date | null;
  /** When it failed or was rejected. */
  readonly failedAt: Date | null;
  readonly endToEndId: string | null;
  /** The provider's own id (ConnectPSP internalCode). */
  readonly providerId: string | null;
  readonly transactionId: string | null;
  /** Given for FAILED and REJECTED. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** There is evidence against the outcome that stands. */
  readonly contradicted: boolean;
  /** Of the original amount. */
  readonly returnedAmountMinor: bigint;
  readonly returns: readonly PayoutReturnView[];
}

export interface PayoutReturnView {
  /** The return's own id in PIX (D…). */
  readonly endToEndId: string | null;
  /** Of the original amount. */
  readonly amountMinor: bigint;
  /** What the provider kept for the return. */
  readonly feeAmountMinor: bigint;
  readonly returnedAt: Date;
}

const returnView = (stored: StoredReturn): PayoutReturnView => ({
  endToEndId: stored.endToEndId,
  amountMinor: BigInt(stored.amountMinor),
  feeAmountMinor: BigInt(stored.feeAmountMinor),
  returnedAt: new Date(stored.returnedAt),
});

export const payoutView = (row: Row): PayoutView => ({
  id: row.id,
  accountId: row.account_id,
  provider: row.provider,
  status: row.status,
  currency: row.currency,
  originalAmountMinor: row.original_amount_minor,
  feeAmountMinor: row.fee_amount_minor,
  finalAmountMinor: row.final_amount_minor,
  heldAmountMinor: row.held_amount_minor,
  externalReference: row.external_reference,
  description: row.description,
  payee: row.payee,
  requestedAt: row.requested_at,
  submittedAt: row.submitted_at,
  completedAt: row.completed_at,
  failedAt: row.failed_at,
  endToEndId: row.end_to_end_id,
  providerId: row.provider_id,
  transactionId: row.transaction_id,
  failure: row.failure_code === null ? null : { code: row.failure_code, message: row.failure_message ?? '' },
  contradicted: row.contradicted,
  returnedAmountMinor: row.returned_amount_minor,
  returns: row.returns.map(returnView),
});
