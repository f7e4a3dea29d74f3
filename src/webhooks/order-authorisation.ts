import type { ProviderName } from '../domain/payout/payee';
import type { NotificationHeaders, Provider } from '../providers/port/provider';
import { differenceOf, readAskedOrder, type OrderUnderWay } from './asked-order';
import type { NotificationInbox } from './notification-inbox';

/** What is known of orders, by the event store alone. */
export interface Orders {
  /** Returns undefined unless a submission is on record and the payout has not ended. @throws {Fault} */
  findUnderWay(provider: ProviderName, reference: string): Promise<OrderUnderWay | undefined>;
}

export type Authorisation =
  { readonly decision: 'APPROVE' } | { readonly decision: 'REFUSE'; readonly reason: string };
type Refused = 'PROVIDER_NOT_CONFIGURED' | 'SIGNATURE_INVALID';

/**
 * Answers a provider that asks whether an order is ours. It reads two streams at most and no database. What is refused goes
 * to the inbox as it came. Nothing can be made of it as a notification, so the saga quarantines it and opens a case.
 */
export class OrderAuthorisation {
  constructor(
    private readonly providers: ReadonlyMap<ProviderName, Provider>,
    private readonly orders: Orders,
    private readonly inbox: Pick<NotificationInbox, 'receive'>,
  ) {}

  /** @throws {Fault} the event store is away: nothing is approved, and the provider has to ask again */
  async answer(
    name: ProviderName,
    rawBody: Buffer,
    headers: NotificationHeaders,
  ): Promise<Authorisation | Refused> {
    const provider = this.providers.get(name);
    if (!provider) return 'PROVIDER_NOT_CONFIGURED';
    if (!provider.verifyNotification(rawBody, headers)) return 'SIGNATURE_INVALID';
    const reason = await this.difference(name, rawBody);
    if (reason === undefined) return { decision: 'APPROVE' };
    await this.inbox.receive(name, rawBody, headers);
    return { decision: 'REFUSE', reason };
  }

  private async difference(name: ProviderName, rawBody: Buffer): Promise<string | undefined> {
    const asked = readAskedOrder(rawBody);
    const ours =
      asked.reference === undefined ? undefined : await this.orders.findUnderWay(name, asked.reference);
    return differenceOf(asked, ours);
  }
}
