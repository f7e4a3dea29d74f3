import type { NotificationEvent } from '../domain/notification/events';

/** What becomes of a delivery. */
export type Verdict =
  | { readonly kind: 'applied'; readonly payoutId: string }
  | { readonly kind: 'quarantined'; readonly payoutId: string | null; readonly reason: string }
  /** `asks`: the payout whose provider should be asked meanwhile. */
  | { readonly kind: 'wait'; readonly asks: string | null };

export type FinalVerdict = Exclude<Verdict, { kind: 'wait' }>;

export const WAIT: Verdict = { kind: 'wait', asks: null };

export const quarantined = (payoutId: string | undefined, reason: string): Verdict => ({
  kind: 'quarantined',
  payoutId: payoutId ?? null,
  reason,
});

export function verdictEvent(receivedEventId: string, verdict: FinalVerdict): NotificationEvent {
  const { payoutId } = verdict;
  return verdict.kind === 'applied'
    ? { type: 'NotificationApplied', data: { receivedEventId, payoutId: verdict.payoutId } }
    : { type: 'NotificationQuarantined', data: { receivedEventId, payoutId, reason: verdict.reason } };
}
