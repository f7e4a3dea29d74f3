import type { ProviderExchanged } from '../../domain/exchange/events';
import { asItIs } from '../packing/codecs';
import { PackedMap } from '../packing/packed-map';
import type { RecordStore } from '../packing/record-store';
import type { ReportDifference } from '../difference';
import type { AuditedPayout } from '../records/payouts/audited-payout';

/**
 * Counts the orders that went over the wire for each payout, and compares them with the recorded submissions and
 * repeats. A submission is recorded before its call, so there are never more orders than submissions. One more is an
 * order without a record, and perhaps a second payment.
 */
export class SubmissionCount {
  private readonly orders: PackedMap<number>;

  constructor(store: RecordStore) {
    this.orders = new PackedMap(store, asItIs());
  }

  /** `payout`: as its stream stands where the exchange was recorded. */
  apply(exchange: ProviderExchanged, payout: AuditedPayout | undefined, report: ReportDifference): void {
    const { payoutId, purpose, method } = exchange;
    if (purpose !== 'SUBMIT' || method !== 'POST') return;
    const orders = (this.orders.get(payoutId) ?? 0) + 1;
    this.orders.set(payoutId, orders);
    const recorded = payout?.submissions ?? 0;
    if (orders > recorded)
      report('I4', `${orders} orders went to the provider for ${recorded} recorded submissions`);
  }
}
