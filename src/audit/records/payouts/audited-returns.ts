import type { PayoutReturned } from '../../../domain/payout/events';
import type { Currency } from '../../../shared/money';
import type { ReportDifference } from '../../difference';
import type { AuditedPayoutStatus } from './payout-ends';

/** Of a payout: what came back of it. */
export interface WithReturns {
  readonly currency: Currency;
  readonly originalAmountMinor: bigint;
  readonly status: AuditedPayoutStatus;
  /** By return id. */
  returns: ReadonlyMap<string, Pick<PayoutReturned, 'amountMinor' | 'feeAmountMinor'>>;
}

/** I5: all returns of a payout together are at most its amount. */
export function applyReturn(book: WithReturns, data: PayoutReturned, report: ReportDifference): void {
  const { returnId, amountMinor, feeAmountMinor, currency } = data;
  if (book.status !== 'COMPLETED') report('I5', `returned although it is ${book.status}`);
  if (book.returns.has(returnId)) report('I5', `return ${returnId} is recorded a second time`);
  if (currency !== book.currency) report('I1', `returned in ${currency}, paid in ${book.currency}`);
  if (amountMinor === 0n) report('I5', `return ${returnId} of nothing`);
  if (feeAmountMinor > amountMinor) report('I5', `a return of ${amountMinor} cost ${feeAmountMinor}`);
  book.returns = new Map([...book.returns, [returnId, { amountMinor, feeAmountMinor }]]);
  const returned = returnedMinor(book);
  if (returned > book.originalAmountMinor)
    report('I5', `${returned} returned of ${book.originalAmountMinor}`);
}

/** How much of the original amount has come back, in minor units. */
export const returnedMinor = ({ returns }: WithReturns): bigint =>
  [...returns.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

type PublicStatus = Exclude<AuditedPayoutStatus, 'UNAPPROVED'> | 'PARTIALLY_RETURNED' | 'RETURNED';

/** The status that the API shows for the payout. */
export function publicStatus(book: WithReturns): PublicStatus {
  if (book.status === 'UNAPPROVED') return 'REJECTED';
  const returned = returnedMinor(book);
  if (book.status !== 'COMPLETED' || returned === 0n) return book.status;
  return returned === book.originalAmountMinor ? 'RETURNED' : 'PARTIALLY_RETURNED';
}
