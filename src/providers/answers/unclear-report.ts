import type { PayoutReport } from '../port/provider';

export type UnclearReport = Extract<PayoutReport, { kind: 'unclear' }>;

/** No word about the payout: asking again may bring one. */
export const noEvidence = (reason: string): UnclearReport => ({
  kind: 'unclear',
  reason,
  needsPerson: false,
});

/** A word about the payout that is not understood or can't be believed: asking again would bring the same. */
export const unclearForPerson = (reason: string): UnclearReport => ({
  kind: 'unclear',
  reason,
  needsPerson: true,
});

/** What a provider wrote, as it may stand in a reason: quoted and bounded. */
export const quoted = (text: string | undefined): string =>
  text ? JSON.stringify(text.slice(0, 60)) : '(missing)';
