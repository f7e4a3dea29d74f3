import type { PayoutReferences } from '../../commands/payouts/payout-references';
import type { PayoutRepository } from '../../commands/payouts/payout-repository';
import type { Reference, References } from '../../commands/references';
import type { ProviderName } from '../../domain/payout/payee';
import type { EventStore } from '../../event-store/event-store';
import type { ParsedNotification, Provider } from '../../providers/port/provider';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';
import type { ReadNotification } from './judge-notification';
import {
  rawTextOf,
  readDeliveries,
  type Delivery,
  type JudgedDelivery,
  type PendingDelivery,
} from './deliveries/pending-deliveries';

export interface ReaderParts {
  readonly store: EventStore;
  readonly payouts: PayoutRepository;
  readonly references: References;
  readonly payoutReferences: PayoutReferences;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly logger: Logger;
}

/** Step 1 of 4. Reads a notification's stream and the payout that it names. */
export class NotificationReader {
  constructor(private readonly parts: ReaderParts) {}

  /**
   * Returns undefined when no delivery of the stream is pending.
   * @throws {Fault} The event store does not answer.
   */
  async read(streamId: string): Promise<ReadNotification | undefined> {
    const { deliveries, verdicts, revision } = await readDeliveries(this.parts.store, streamId);
    const earlier: JudgedDelivery[] = [];
    for (const delivery of deliveries) {
      const quarantine = verdicts.get(delivery.eventId);
      if (quarantine === undefined) {
        const pending = await this.complete({ delivery, earlier, revision }, true);
        if (!(await this.wasApplied(pending))) return pending;
      }
      earlier.push({ delivery, quarantine: quarantine ?? null });
    }
    return undefined;
  }

  /**
   * Adds what the notification says and the payout that it names. `isCurrent`: the stream was read for this.
   * @throws {Fault} The event store does not answer.
   */
  async complete(pending: PendingDelivery, isCurrent: boolean): Promise<ReadNotification> {
    const { streamId, data } = pending.delivery;
    const provider = this.providerOf(pending.delivery);
    const parsed = provider.parseNotification(rawTextOf(data));
    this.logWarnings(streamId, parsed);
    const payoutId = await this.findPayout(provider.name, parsed);
    const payout = payoutId === undefined ? undefined : await this.parts.payouts.load(payoutId);
    return { provider, parsed, payoutId, payout, isCurrent, ...pending };
  }

  /**
   * Whether an event of a payout is the verdict on the delivery. A name can have got a holder since then, so the payout of
   * each name is asked.
   */
  private async wasApplied({ delivery, provider, parsed, payout }: ReadNotification): Promise<boolean> {
    if (payout?.appliedNotifications.includes(delivery.eventId)) return true;
    for (const name of namesIn(provider.name, parsed)) {
      const payoutId = await this.holderOf(provider.name, name);
      const named = payoutId === undefined ? undefined : await this.parts.payouts.load(payoutId);
      if (named?.appliedNotifications.includes(delivery.eventId)) return true;
    }
    return false;
  }

  private providerOf({ data }: Delivery): Provider {
    const provider = this.parts.providers.get(data.provider);
    invariant(provider, `No provider ${data.provider} is configured, but it has notified us`);
    return provider;
  }

  private logWarnings(notification: string, { warnings }: ParsedNotification): void {
    for (const warning of warnings)
      this.parts.logger.warn({ notification, warning }, 'a notification is unusual');
  }

  private async findPayout(owner: ProviderName, parsed: ParsedNotification): Promise<string | undefined> {
    for (const name of namesIn(owner, parsed)) {
      const holder = await this.holderOf(owner, name);
      if (holder !== undefined) return holder;
    }
    return undefined;
  }

  private holderOf(owner: ProviderName, name: Reference): Promise<string | undefined> {
    return name.kind === 'provider'
      ? this.parts.payoutReferences.holderAt(owner, name.reference)
      : this.parts.references.holder(name);
  }

  /**
   * The notification with its payout as the disk has it now.
   * @throws {Fault} The event store does not answer.
   */
  async withCurrentPayout(notification: ReadNotification): Promise<ReadNotification> {
    const { payout, payoutId } = notification;
    if (!payout || payoutId === undefined) return notification;
    return { ...notification, payout: await this.parts.payouts.read(payoutId) };
  }
}

/** The provider's own id comes first, then our reference, and the payment's PIX id (E…) last. */
function namesIn(owner: ProviderName, parsed: ParsedNotification): Reference[] {
  const { providerId, externalReference, paymentEndToEndId } = parsed;
  const names = [
    ['provider-id', providerId],
    ['provider', externalReference],
    ['end-to-end-id', paymentEndToEndId],
  ] as const;
  return names.flatMap(([kind, reference]) => (reference ? [{ kind, owner, reference }] : []));
}
