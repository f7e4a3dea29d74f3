import type { Claim } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { Provider, PayoutReport } from '../../providers/port/provider';
import { derivedId } from '../../shared/ids';

/** A report that decides something about a payout: an outcome, or a return. */
export type DecisiveReport = Extract<PayoutReport, { kind: 'completed' | 'failed' | 'returned' }>;

type Completed = Extract<PayoutReport, { kind: 'completed' }>;

export const isDecisive = (report: PayoutReport): report is DecisiveReport =>
  report.kind === 'completed' || report.kind === 'failed' || report.kind === 'returned';

/** The figures of a report, in the form of events and decisions. Returns null when the report decides nothing. */
export function claimOf(
  provider: ProviderName,
  currency: Provider['currency'],
  report: PayoutReport,
): Claim | null {
  if (!isDecisive(report)) return null;
  switch (report.kind) {
    case 'failed':
      return { kind: 'failed', code: report.code, message: report.message };
    case 'completed':
      return completionOf(report);
    case 'returned': {
      const { returnName, endToEndId, amountMinor, feeAmountMinor, providerTime, completion } = report;
      const figures = { endToEndId, currency, amountMinor, feeAmountMinor, providerTime };
      const returned = { returnId: returnIdOf(provider, returnName), ...figures };
      return { kind: 'returned', returned, completion: completion && completionOf(completion) };
    }
  }
}

/** The id of a return. Every report of the return gives the same id. */
export const returnIdOf = (provider: ProviderName, returnName: string): string =>
  derivedId('return', provider, returnName);

const completionOf = ({ endToEndId, amountMinor, feeAmountMinor, providerTime }: Completed) =>
  ({ kind: 'completed', endToEndId, amountMinor, feeAmountMinor, providerTime }) as const;
