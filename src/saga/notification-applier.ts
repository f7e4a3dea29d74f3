import type { Payouts } from '../commands/payouts';
import type { References } from '../commands/references';
import type { NotificationEvent, NotificationReceived } from '../domain/notification/events';
import type { ProviderName } from '../domain/payout/payee';
import type { EventStore, RecordedEvent } from '../event-store/event-store';
import { newEvents } from '../event-store/new-events';
import type { NotificationReading, Provider } from '../providers/provider';
import type { Clock } from '../shared/clock';
import { derivedId } from '../shared/ids';
import { invariant } from '../shared/invariant';
import type { Logger } from '../shared/logging';
import { isDecisive, recordReport } from './payout-reports';
import type { Progress } from './payout-driver';

export interface ApplierParts {
  readonly store: EventStore;
  readonly payouts: Payouts;
  readonly references: References;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a notification may wait for the payout it names, in milliseconds; then it is quarantined. */
  readonly unknownReferenceMs: number;
  readonly retryMs: number;
}

type Verdict =
  | { readonly kind: 'applied'; readonly payoutId: string }
  | { readonly kind: 'quarantined'; readonly payoutId: string | null; readonly reason: string }
  | { readonly kind: 'wait' };

/** A delivery that nothing has been decided about yet. */
interface Pending {
  readonly received: RecordedEvent;
  readonly revision: bigint;
}

/** Makes stored notifications take effect, each at most once; what cannot be applied is quarantined, never dropped. */
export class NotificationApplier {
  constructor(private readonly parts: ApplierParts) {}

  /** @throws {Fault} the event store is away: apply it again later */
  async apply(streamId: string): Promise<Progress> {
    for (let pending = await this.pending(streamId); pending; pending = await this.pending(streamId)) {
      const verdict = await this.judge(pending.received);
      if (verdict.kind === 'wait')
        return { again: new Date(this.parts.clock.now().getTime() + this.parts.retryMs) };
      await this.record(streamId, pending, verdict);
    }
    return 'done';
  }

  /** The first delivery of the stream without a verdict. */
  private async pending(streamId: string): Promise<Pending | undefined> {
    const open = new Map<string, RecordedEvent>();
    let revision = -1n;
    for await (const event of this.parts.store.readStream(streamId)) {
      const body = event.body as NotificationEvent;
      if (body.type === 'ProviderNotificationReceived') open.set(event.id, event);
      else open.delete(body.data.receivedEventId);
      ({ revision } = event);
    }
    const [received] = open.values();
    return received && { received, revision };
  }

  private async judge(received: RecordedEvent): Promise<Verdict> {
    const data = received.body.data as NotificationReceived;
    const provider = this.parts.providers.get(data.provider);
    invariant(provider, `No provider ${data.provider} is configured, but it has notified us`);
    const reading = provider.read(rawText(data));
    const payoutId = await this.payoutOf(provider.name, reading);
    if (reading.report.kind === 'unclear') return quarantined(payoutId, reading.report.reason);
    if (payoutId === undefined)
      return this.isLate(received) ? quarantined(undefined, 'UNKNOWN_REFERENCE') : { kind: 'wait' };
    return this.applyTo(payoutId, provider, reading, received);
  }

  private async applyTo(
    payoutId: string,
    provider: Provider,
    { report, providerId }: NotificationReading,
    received: RecordedEvent,
  ): Promise<Verdict> {
    const { state } = await this.parts.payouts.load(payoutId);
    const known = 'providerId' in state ? state.providerId : null;
    if (known !== null && providerId !== null && known !== providerId)
      return quarantined(payoutId, 'PROVIDER_ID_DIFFERS');
    if (!isDecisive(report)) return { kind: 'applied', payoutId };
    const evidence = { kind: 'notification', eventId: received.id } as const;
    const cause = { causationId: received.id, correlationId: payoutId, actor: `provider:${provider.name}` };
    const { payouts } = this.parts;
    const result = await recordReport(payouts, payoutId, report, provider.currency, evidence, cause);
    return result.ok ? { kind: 'applied', payoutId } : quarantined(payoutId, result.refusal);
  }

  /** By the provider's own id where we know it, else by our reference. */
  private async payoutOf(owner: ProviderName, reading: NotificationReading): Promise<string | undefined> {
    const { references } = this.parts;
    const { providerId, externalReference } = reading;
    const byId =
      providerId && (await references.holder({ kind: 'provider-id', owner, reference: providerId }));
    if (byId) return byId;
    if (!externalReference) return undefined;
    return references.holder({ kind: 'provider', owner, reference: externalReference });
  }

  private isLate(received: RecordedEvent): boolean {
    const receivedAt = new Date(received.metadata.occurredAt).getTime();
    return this.parts.clock.now().getTime() - receivedAt >= this.parts.unknownReferenceMs;
  }

  /** If somebody else recorded a verdict first, the next look finds it. */
  private async record(
    streamId: string,
    { received, revision }: Pending,
    verdict: Exclude<Verdict, { kind: 'wait' }>,
  ): Promise<void> {
    const receivedEventId = received.id;
    const { payoutId } = verdict;
    const body: NotificationEvent =
      verdict.kind === 'applied'
        ? { type: 'NotificationApplied', data: { receivedEventId, payoutId: verdict.payoutId } }
        : { type: 'NotificationQuarantined', data: { receivedEventId, payoutId, reason: verdict.reason } };
    if (verdict.kind === 'quarantined') {
      this.parts.logger.warn(
        { notification: streamId, payoutId, reason: verdict.reason },
        'notification quarantined',
      );
    }
    const cause = {
      causationId: derivedId('apply', received.id),
      correlationId: payoutId ?? streamId,
      actor: 'saga',
    };
    await this.parts.store.append(
      streamId,
      revision,
      newEvents(streamId, [body], cause, this.parts.clock.now()),
    );
  }
}

const quarantined = (payoutId: string | undefined, reason: string): Verdict => ({
  kind: 'quarantined',
  payoutId: payoutId ?? null,
  reason,
});

const rawText = ({ personal }: NotificationReceived): string =>
  personal.encoding === 'utf8' ? personal.rawBody : Buffer.from(personal.rawBody, 'base64').toString('utf8');
