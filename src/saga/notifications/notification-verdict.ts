import type { NotificationEvent } from '../../domain/notification/events';

/** What becomes of a delivery. */
export type Verdict =
  | { readonly kind: 'applied'; readonly payoutId: string }
  | {
      readonly kind: 'quarantined';
      readonly payoutId: string | null;
      readonly reason: string;
      /** An earlier delivery that says the same and was quarantined. */
      readonly sameAsEventId?: string;
    }
  /** `asks`: the payout whose provider should be asked meanwhile. */
  | { readonly kind: 'wait'; readonly asks: string | null };

export type FinalVerdict = Exclude<Verdict, { kind: 'wait' }>;

export const WAIT: Verdict = { kind: 'wait', asks: null };

type Quarantined = Extract<Verdict, { kind: 'quarantined' }>;

export const quarantined = (payoutId: string | undefined, reason: string): Quarantined => ({
  kind: 'quarantined',
  payoutId: payoutId ?? null,
  reason,
});

export function verdictEvent(receivedEventId: string, verdict: FinalVerdict): NotificationEvent {
  if (verdict.kind === 'applied')
    return { type: 'NotificationApplied', data: { receivedEventId, payoutId: verdict.payoutId } };
  const { kind: _kind, ...said } = verdict;
  return { type: 'NotificationQuarantined', data: { receivedEventId, ...said } };
}
