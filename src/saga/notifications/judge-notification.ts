import type { LoadedPayout } from '../../commands/payouts/payout-repository';
import { unknownProviderId } from '../../domain/payout/acceptances';
import type { ParsedNotification, Provider } from '../../providers/port/provider';
import { isDecisive } from '../exchanges/decisive-report';
import { quarantined, WAIT, type Judgement, type Quarantined } from './notification-verdict';
import { hasSameMeaning, rawTextOf, type PendingDelivery } from './deliveries/pending-deliveries';
import { judgeUnsignedReport } from './unsigned-report';

/** A pending delivery, parsed, with the payout that it names. */
export interface ReadNotification extends PendingDelivery {
  readonly provider: Provider;
  readonly parsed: ParsedNotification;
  /** Undefined when no payout is known by any name in the notification. */
  readonly payoutId: string | undefined;
  /** Undefined when the payout is not known. */
  readonly payout: LoadedPayout | undefined;
  /** Whether the stream was read for this judgement. A quarantine never rests on what a process remembers. */
  readonly isCurrent: boolean;
}

/** What the judge knows beside the notification. */
export interface JudgingSituation {
  readonly now: Date;
  /** The delivery has waited as long as a delivery may wait. */
  readonly isLate: boolean;
  /** Milliseconds. No call to a provider takes longer. */
  readonly callMs: number;
}

/** Step 2 of 4. Judges a notification by what was read; pure. */
export function judgeNotification(notification: ReadNotification, situation: JudgingSituation): Judgement {
  const { payoutId, payout, delivery } = notification;
  if (payoutId !== undefined && payout?.appliedNotifications.includes(delivery.eventId))
    return { kind: 'applied', payoutId, byPayout: true };
  const byDelivery = judgeDelivery(notification);
  if (byDelivery) return byDelivery;
  if (payoutId === undefined || !payout)
    return situation.isLate ? quarantined(undefined, 'UNKNOWN_REFERENCE') : WAIT;
  return judgeReport(notification, payoutId, payout, situation);
}

/** Judges what the delivery alone can decide. Returns undefined when the verdict depends on the payout. */
export function judgeDelivery({
  provider,
  parsed: { report },
  earlier,
  payoutId,
}: ReadNotification): Quarantined | undefined {
  const same = earlier.find(({ delivery }) =>
    hasSameMeaning(provider.parseNotification(rawTextOf(delivery.data)).report, report),
  );
  if (same && same.quarantine !== null)
    return { ...quarantined(payoutId, same.quarantine), sameAsEventId: same.delivery.eventId };
  // The first body of an identity stands. A person judges another meaning, once.
  if (!same && earlier.length > 0) return quarantined(payoutId, 'BODY_DIFFERS');
  return report.kind === 'unclear' ? quarantined(payoutId, report.reason) : undefined;
}

function judgeReport(
  { provider, parsed: { report, providerId } }: ReadNotification,
  payoutId: string,
  payout: LoadedPayout,
  situation: JudgingSituation,
): Judgement {
  const { state } = payout;
  // A report that decides nothing is not recorded, so the payout's decider does not check its id.
  if (!isDecisive(report))
    return 'acceptances' in state && unknownProviderId(state, providerId)
      ? quarantined(payoutId, 'PROVIDER_ID_DIFFERS')
      : { kind: 'applied', payoutId, byPayout: false };
  // The answer to the order has not arrived, and can name another id than the one that failed.
  if (report.kind === 'failed' && isBeingSent(payout, situation)) return WAIT;
  if (provider.notificationProof === 'content') return { kind: 'record', payoutId, report };
  return judgeUnsignedReport({ payoutId, state, report, providerId, isLate: situation.isLate });
}

function isBeingSent({ state, times }: LoadedPayout, { now, callMs }: JudgingSituation): boolean {
  if (state.status !== 'submitting' || !times.lastEventAt) return false;
  return now.getTime() - times.lastEventAt.getTime() < callMs;
}
