import type { Selectable } from 'kysely';
import type { StoredReturn } from '../../projections/payouts/stored-json';
import type { PayoutTable } from '../../projections/schema';

export {
  PAYOUT_STATUSES,
  PROVIDER_MODES,
  type PayoutStatus,
  type ProviderMode,
} from '../../projections/schema';

/** The payout's own stream does not tell what is on hold, so a row that it makes has no open hold. */
type Row = Omit<Selectable<PayoutTable>, 'openHoldMinor'> &
  Partial<Pick<Selectable<PayoutTable>, 'openHoldMinor'>>;

/** Columns that a view leaves out or shows in another form. */
type Unshown =
  | 'clientId'
  | 'openHoldMinor'
  | 'providerTime'
  | 'failureCode'
  | 'failureMessage'
  | 'returns'
  | 'commitPosition'
  | 'preparePosition';

/** A payout as its row has it. Amounts are minor units of `currency`. `payee` is personal data. */
export interface PayoutView extends Readonly<Omit<Row, Unshown>> {
  /** Given for FAILED and REJECTED, else null. */
  readonly failure: { readonly code: string; readonly message: string } | null;
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

/** Names each column: an object made of a rest takes twice the memory, and an export makes one for each payout. */
export const payoutView = (row: Row): PayoutView => ({
  id: row.id,
  accountId: row.accountId,
  provider: row.provider,
  mode: row.mode,
  status: row.status,
  currency: row.currency,
  originalAmountMinor: row.originalAmountMinor,
  feeAmountMinor: row.feeAmountMinor,
  finalAmountMinor: row.finalAmountMinor,
  heldAmountMinor: row.heldAmountMinor,
  externalReference: row.externalReference,
  description: row.description,
  payee: row.payee,
  requestedAt: row.requestedAt,
  submittedAt: row.submittedAt,
  completedAt: row.completedAt,
  failedAt: row.failedAt,
  endToEndId: row.endToEndId,
  providerId: row.providerId,
  transactionId: row.transactionId,
  failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? '' },
  contradicted: row.contradicted,
  returnedAmountMinor: row.returnedAmountMinor,
  returns: row.returns.map(returnView),
  callbackUrl: row.callbackUrl,
  approval: row.approval,
  warnings: row.warnings,
});
