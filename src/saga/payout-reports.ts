import type { Payouts, LoadedPayout } from '../commands/payouts';
import type { Evidence } from '../domain/payout/events';
import type { PayoutCommand, PayoutRefusal } from '../domain/payout/payout';
import type { Cause } from '../event-store/new-events';
import type { Report } from '../providers/provider';
import type { Currency } from '../shared/money';
import { refuse, type Result } from '../shared/result';

/** A report that decides a payout: what completed and failed have in common is that they are evidence. */
export type DecisiveReport = Extract<Report, { kind: 'completed' | 'failed' }>;

export const isDecisive = (report: Report): report is DecisiveReport =>
  report.kind === 'completed' || report.kind === 'failed';

/**
 * Records what the provider reports of a payout: an outcome, or a contradiction to one that stands. A report that names
 * another payout's reference is refused. @throws {Fault}
 */
export async function recordReport(
  payouts: Payouts,
  payoutId: string,
  report: DecisiveReport,
  currency: Currency,
  evidence: Evidence,
  cause: Cause,
): Promise<Result<LoadedPayout, PayoutRefusal | 'REFERENCE_DIFFERS'>> {
  const { state } = await payouts.load(payoutId);
  const named = report.externalReference;
  if (state.status !== 'none' && named !== null && named !== state.request.externalReference) {
    return refuse('REFERENCE_DIFFERS');
  }
  return payouts.change(payoutId, commandOf(report, currency, evidence), cause);
}

function commandOf(report: DecisiveReport, currency: Currency, evidence: Evidence): PayoutCommand {
  if (report.kind === 'failed') {
    const { code, message } = report;
    return { type: 'RecordFailure', code, message, evidence };
  }
  const { endToEndId, amountMinor, feeAmountMinor, providerTime } = report;
  return {
    type: 'RecordCompletion',
    endToEndId,
    currency,
    amountMinor,
    feeAmountMinor,
    providerTime,
    evidence,
  };
}
