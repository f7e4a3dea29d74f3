import type { ProviderExchanged } from '../../domain/exchange/events';
import type { Report } from '../difference';
import type { PayoutBook } from '../records/audited-payout';

/**
 * Counts the orders that went over the wire for each payout beside the submissions and repeats its stream records. The
 * intent is recorded first, so there are never more orders than intents: one more is an order that nobody counted, and
 * perhaps a second payment.
 */
export class PostedOrders {
  private readonly posted = new Map<string, number>();

  /** `payout`: as its stream stands where the exchange was recorded. */
  keep(exchange: ProviderExchanged, payout: PayoutBook | undefined, report: Report): void {
    const { payoutId, purpose, method } = exchange;
    if (purpose !== 'SUBMIT' || method !== 'POST') return;
    const orders = (this.posted.get(payoutId) ?? 0) + 1;
    this.posted.set(payoutId, orders);
    const recorded = payout?.submissions ?? 0;
    if (orders > recorded)
      report('I4', `${orders} orders went to the provider for ${recorded} recorded submissions`);
  }
}
