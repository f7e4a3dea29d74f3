import type { NotificationEvent } from '../../domain/notification/events';
import type { DecisiveReport } from '../exchanges/decisive-report';
import type { ConfirmationQuery } from './confirmation-query';

/** No verdict can be recorded on what was read. */
export type ReadAgain = 'READ_AGAIN';

export const READ_AGAIN: ReadAgain = 'READ_AGAIN';

/** What we decide about a delivery. */
export type Verdict = Applied | Quarantined | Wait;

export interface Applied {
  readonly kind: 'applied';
  readonly payoutId: string;
  /** An event of the payout is the verdict: the notification's stream gets none. */
  readonly byPayout: boolean;
}

export interface Quarantined {
  readonly kind: 'quarantined';
  readonly payoutId: string | null;
  readonly reason: string;
  /** An earlier delivery with the same meaning that is quarantined too. */
  readonly sameAsEventId?: string;
}

/** The delivery is judged again later. `payoutToPoll` is the payout that the saga polls meanwhile. */
export interface Wait {
  readonly kind: 'wait';
  readonly payoutToPoll: string | null;
}

/** The report can be recorded in the payout's stream; the result of that decides the verdict. */
export interface RecordReport {
  readonly kind: 'record';
  readonly payoutId: string;
  readonly report: DecisiveReport;
}

/** The provider must confirm the report before it can be recorded. */
export interface ConfirmReport {
  readonly kind: 'confirm';
  readonly payoutId: string;
  readonly query: ConfirmationQuery;
}

/** What the judge says of a notification: a verdict, or what must happen before there is one. */
export type Judgement = Verdict | RecordReport | ConfirmReport;

export const WAIT: Wait = { kind: 'wait', payoutToPoll: null };

export const quarantined = (payoutId: string | undefined, reason: string): Quarantined => ({
  kind: 'quarantined',
  payoutId: payoutId ?? null,
  reason,
});

/** A return needs a completed payout: the saga polls the payout, and a person decides when that took too long. */
export const returnBeforeCompletion = (payoutId: string, isLate: boolean): Verdict =>
  isLate ? quarantined(payoutId, 'RETURN_BEFORE_COMPLETION') : { kind: 'wait', payoutToPoll: payoutId };

export function verdictEvent(receivedEventId: string, verdict: Applied | Quarantined): NotificationEvent {
  if (verdict.kind === 'applied')
    return { type: 'NotificationApplied', data: { receivedEventId, payoutId: verdict.payoutId } };
  const { kind: _kind, ...details } = verdict;
  return { type: 'NotificationQuarantined', data: { receivedEventId, ...details } };
}
