import type { LoadedPayout, Payouts } from '../../commands/payouts/payout-repository';
import type { References } from '../../commands/references';
import type { NotificationReceived } from '../../domain/notification/events';
import { strangerId } from '../../domain/payout/acceptances';
import type { ProviderName } from '../../domain/payout/payee';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { newEvents, type Cause } from '../../event-store/new-events';
import type { NotificationReading, Provider, Report } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';

import {
  pendingIn,
  rawTextOf,
  saysTheSame,
  type Delivery,
  type Pending,
} from './deliveries/pending-deliveries';
import { quarantined, verdictEvent, WAIT, type FinalVerdict, type Verdict } from './notification-verdict';
import { PastMoments } from '../monotonic-times';
import { pauseMs } from '../payouts/payout.process';
import { isDecisive, type DecisiveReport, type PayoutReports } from '../exchanges/report-recorder';
import type { SenderCheck } from './provider-confirmation';
import { doubtOf } from './unsigned-report';

export interface ApplierParts {
  readonly store: EventStore;
  readonly payouts: Payouts;
  readonly references: References;
  readonly reports: PayoutReports;
  readonly senders: SenderCheck;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a notification may wait for what it needs to be believed, in milliseconds; then it is quarantined. */
  readonly unknownReferenceMs: number;
  readonly retryMs: number;
  /** Longer than a provider call can take, in milliseconds. */
  readonly callMs: number;
}

/** `asks`: the payout whose provider should be asked meanwhile. */
export type Applied = 'done' | { readonly again: Date; readonly asks: string | null };

/** A delivery, read, with the payout it is about. */
interface Matched {
  readonly streamId: string;
  readonly received: RecordedEvent;
  readonly payoutId: string;
  readonly provider: Provider;
  readonly reading: NotificationReading;
}

/** Makes stored notifications take effect, each at most once; what cannot be applied is quarantined, never dropped. */
export class NotificationApplier {
  private readonly moments: PastMoments;

  constructor(private readonly parts: ApplierParts) {
    this.moments = new PastMoments(parts.clock);
  }

  /** @throws {Fault} the event store is away: apply it again later */
  async apply(streamId: string): Promise<Applied> {
    const { store } = this.parts;
    for (let next = await pendingIn(store, streamId); next; next = await pendingIn(store, streamId)) {
      const verdict = await this.judge(streamId, next);
      if (verdict.kind === 'wait') return { again: this.nextLook(next.received), asks: verdict.asks };
      await this.record(streamId, next, verdict);
    }
    this.moments.forget(streamId);
    return 'done';
  }

  private async judge(streamId: string, { received, earlier }: Pending): Promise<Verdict> {
    const data = received.body.data as NotificationReceived;
    const provider = this.parts.providers.get(data.provider);
    invariant(provider, `No provider ${data.provider} is configured, but it has notified us`);
    const reading = provider.read(rawTextOf(data));
    this.warn(streamId, reading);
    const payoutId = await this.payoutOf(provider.name, reading);
    // Two bodies of one meaning: the first one stands, and what tells something else is a person's to judge, once.
    const twin = earlier.find(each => saysTheSame(this.reportOf(provider, each), reading.report));
    if (twin && twin.quarantine !== null && twin.quarantine !== undefined)
      return { ...quarantined(payoutId, twin.quarantine), sameAsEventId: twin.received.id };
    if (!twin && earlier.length > 0) return quarantined(payoutId, 'BODY_DIFFERS');
    if (reading.report.kind === 'unclear') return quarantined(payoutId, reading.report.reason);
    if (payoutId === undefined)
      return this.isLate(received) ? quarantined(undefined, 'UNKNOWN_REFERENCE') : WAIT;
    return this.applyTo({ streamId, received, payoutId, provider, reading });
  }

  private async applyTo(matched: Matched): Promise<Verdict> {
    const { streamId, received, payoutId, provider, reading } = matched;
    const { report, providerId } = reading;
    const payout = await this.parts.payouts.load(payoutId);
    const { state } = payout;
    // What decides nothing is only looked at; of what decides something the payout's own decider knows the ids.
    if (!isDecisive(report))
      return 'acceptances' in state && strangerId(state, providerId)
        ? quarantined(payoutId, 'PROVIDER_ID_DIFFERS')
        : { kind: 'applied', payoutId };
    // The answer to the order is still awaited, and may name another id than the one that failed.
    if (report.kind === 'failed' && this.isBeingSent(payout)) return WAIT;
    if (provider.notificationProof === 'sender') {
      const isLate = () => this.isLate(received);
      const word = { key: streamId, payoutId, payout, provider, report, providerId, isLate };
      const doubt = await doubtOf(word, this.parts.senders);
      if (doubt) return doubt;
    }
    return this.recordReport(matched, report);
  }

  private async recordReport(matched: Matched, report: DecisiveReport): Promise<Verdict> {
    const { payoutId, provider, received } = matched;
    const evidence = { kind: 'notification', eventId: received.id } as const;
    const cause = { causationId: received.id, correlationId: payoutId, actor: `provider:${provider.name}` };
    const { providerId } = matched.reading;
    const result = await this.parts.reports.record({
      payoutId,
      report,
      provider,
      evidence,
      cause,
      providerId,
    });
    if (result.ok) {
      await this.learnId(matched, cause);
      return { kind: 'applied', payoutId };
    }
    if (result.refusal !== 'PAYOUT_NOT_COMPLETED') return quarantined(payoutId, result.refusal);
    return this.isLate(received)
      ? quarantined(payoutId, 'RETURN_BEFORE_COMPLETION')
      : { kind: 'wait', asks: payoutId };
  }

  /** What was believed names the payment: later words may name it by the provider's id alone. */
  private async learnId({ payoutId, provider, reading }: Matched, cause: Cause): Promise<void> {
    if (reading.providerId === null) return;
    const reference = { kind: 'provider-id', owner: provider.name, reference: reading.providerId } as const;
    if ((await this.parts.references.holder(reference)) === undefined)
      await this.parts.references.reserve(reference, payoutId, cause);
  }

  /** By the provider's own id where we know it, else by our reference, and by the payment's id in PIX at the very last. */
  private async payoutOf(owner: ProviderName, reading: NotificationReading): Promise<string | undefined> {
    const { references } = this.parts;
    const { providerId, externalReference, paymentEndToEndId } = reading;
    const names = [
      ['provider-id', providerId],
      ['provider', externalReference],
      ['end-to-end-id', paymentEndToEndId],
    ] as const;
    for (const [kind, reference] of names) {
      const holder = reference ? await references.holder({ kind, owner, reference }) : undefined;
      if (holder) return holder;
    }
    return undefined;
  }

  private reportOf(provider: Provider, { received }: Delivery): Report {
    return provider.read(rawTextOf(received.body.data as NotificationReceived)).report;
  }

  private warn(notification: string, { warnings }: NotificationReading): void {
    for (const warning of warnings)
      this.parts.logger.warn({ notification, warning }, 'a notification is unusual');
  }

  private isBeingSent({ state, times }: LoadedPayout): boolean {
    if (state.status !== 'submitting' || !times.lastEventAt) return false;
    return this.parts.clock.now().getTime() - times.lastEventAt.getTime() < this.parts.callMs;
  }

  private isLate(received: RecordedEvent): boolean {
    return this.ageMs(received) >= this.parts.unknownReferenceMs;
  }

  /** The longer it waits, the less often it is looked at. */
  private nextLook(received: RecordedEvent): Date {
    const now = this.parts.clock.now();
    const requestedAt = this.receivedAt(received);
    return new Date(now.getTime() + pauseMs({ now, requestedAt }, this.parts.retryMs));
  }

  private ageMs(received: RecordedEvent): number {
    return this.parts.clock.now().getTime() - this.receivedAt(received).getTime();
  }

  private receivedAt({ streamId, metadata }: RecordedEvent): Date {
    return this.moments.of(streamId, new Date(metadata.occurredAt));
  }

  /** If somebody else recorded a verdict first, the next look finds it. */
  private async record(
    streamId: string,
    { received, revision }: Pending,
    verdict: FinalVerdict,
  ): Promise<void> {
    const { store, clock, logger } = this.parts;
    const { payoutId } = verdict;
    if (verdict.kind === 'quarantined')
      logger.warn({ notification: streamId, payoutId, reason: verdict.reason }, 'notification quarantined');
    const cause = {
      causationId: derivedId('apply', received.id),
      correlationId: payoutId ?? streamId,
      actor: 'saga',
    };
    const events = newEvents(streamId, [verdictEvent(received.id, verdict)], cause, clock.now());
    await store.append(streamId, revision, events);
  }
}
