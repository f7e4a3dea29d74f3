import type { Payee } from '../../src/domain/payout/payee';
import type { ConnectPspProvider } from '../../src/providers/connectpsp/connectpsp-provider';
import type { Order, PayoutStore } from './payout-store';

/** As many calls at once as Holdfast makes to one provider. */
const AT_ONCE = 16;
const LOOK_EVERY_MS = 100;

/** Sends the orders of the outbox. An order is marked as claimed, on disk, before the provider is called. */
export class OrderWorker {
  private underWay = 0;
  private isLooking = false;
  private readonly timer = setInterval(() => this.wake(), LOOK_EVERY_MS);

  constructor(
    private readonly store: PayoutStore,
    private readonly provider: ConnectPspProvider,
  ) {}

  wake(): void {
    void this.look().catch((error: unknown) => console.error(error));
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking || this.underWay >= AT_ONCE) return;
    this.isLooking = true;
    try {
      const orders = await this.store.claimOrders(AT_ONCE - this.underWay);
      this.underWay += orders.length;
      for (const order of orders) void this.send(order).catch((error: unknown) => console.error(error));
    } finally {
      this.isLooking = false;
    }
  }

  /** What is not accepted stays claimed: a repeat after an unknown outcome is left out here. */
  private async send(order: Order): Promise<void> {
    try {
      const { outcome } = await this.provider.submit({
        payoutId: order.id,
        providerKey: order.provider_key,
        amountMinor: BigInt(order.amount_minor),
        currency: 'BRL',
        externalReference: order.external_reference,
        description: order.description,
        payee: order.payee as Payee,
        webhookUrl: null,
        requestedAt: order.requested_at.toISOString(),
      });
      if (outcome.kind === 'accepted') await this.store.recordSubmission(order.id, outcome.providerId);
      else console.error(`An order was ${outcome.kind}`);
    } finally {
      this.underWay -= 1;
      this.wake();
    }
  }
}
