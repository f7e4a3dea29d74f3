import type { PayoutState } from '../../domain/payout/payout';
import { returnIdOf, type DecisiveReport } from '../exchanges/decisive-report';
import type { PaidPayout } from './confirmation-query';
import {
  quarantined,
  returnBeforeCompletion,
  WAIT,
  type Judgement,
  type RecordReport,
} from './notification-verdict';

/** A report from a notification without a signature. The webhook secret proves the sender, but not the content. */
export interface UnsignedReport {
  readonly payoutId: string;
  readonly state: PayoutState;
  readonly report: DecisiveReport;
  /** The provider's own id of the payment; null when the notification does not name it. */
  readonly providerId: string | null;
  /** The delivery has waited as long as a delivery may wait. */
  readonly isLate: boolean;
}

/**
 * Decides whether an unsigned report can be recorded, must be confirmed, or must wait. A report that can move money is
 * always confirmed by the provider first.
 */
export function judgeUnsignedReport(unsigned: UnsignedReport): Judgement {
  const { payoutId, state, report, isLate } = unsigned;
  switch (state.status) {
    case 'rejected':
    case 'unapproved':
      return record(unsigned);
    case 'none':
    case 'awaiting':
    case 'requested':
      // The order has not left, so the provider has nothing to say about it.
      return isLate ? quarantined(payoutId, 'NOT_CONFIRMED_BY_PROVIDER') : WAIT;
    default:
  }
  const named = report.externalReference;
  if (named !== null && named !== state.request.externalReference)
    return quarantined(payoutId, 'REFERENCE_DIFFERS');
  if (state.status === 'completed') return judgeAfterCompletion(unsigned, state);
  // Evidence against an outcome is only recorded as a contradiction. It moves no money.
  if (state.status === 'failed') return record(unsigned);
  if (report.kind === 'returned') return returnBeforeCompletion(payoutId, isLate);
  const about = { state, providerId: unsigned.providerId };
  return report.kind === 'failed'
    ? { kind: 'confirm', payoutId, query: { kind: 'failed', report, ...about } }
    : { kind: 'confirm', payoutId, query: { kind: 'completed', report, ...about } };
}

/** Only a new return moves money: another outcome is a contradiction, and a known return changes nothing. */
function judgeAfterCompletion(unsigned: UnsignedReport, state: PaidPayout): Judgement {
  const { payoutId, report } = unsigned;
  if (report.kind !== 'returned') return record(unsigned);
  const returnId = returnIdOf(state.request.provider, report.returnName);
  if (state.returns.some(known => known.returnId === returnId)) return record(unsigned);
  return { kind: 'confirm', payoutId, query: { kind: 'returned', state, report } };
}

const record = ({ payoutId, report }: UnsignedReport): RecordReport => ({ kind: 'record', payoutId, report });
