import type { ProviderExchanged } from '../../domain/exchange/events';
import type { ReportDifference } from '../difference';
import type { AuditedPayout } from '../records/payouts/audited-payout';
import type { SubmissionCount } from '../rules/submission-count';
import type { EvidenceCheck } from './evidence-check';
import type { FigureCheck } from './figure-check';

const PAYOUT = 'payout-';
const EXCHANGE = 'exchange-';

interface Books {
  readonly payouts: Pick<ReadonlyMap<string, AuditedPayout>, 'get'>;
  readonly evidenceCheck: EvidenceCheck;
  readonly figureCheck: FigureCheck;
  readonly submissionCount: SubmissionCount;
}

/**
 * Keeps an exchange with a provider. One that an event of the payout rests on stands before that event in the payout's
 * stream. One that decided nothing stands in a stream of its own, and so does every exchange of an older store.
 */
export function applyExchange(
  books: Books,
  streamId: string,
  exchange: ProviderExchanged,
  report: ReportDifference,
): void {
  const { payoutId } = exchange;
  if (streamId !== EXCHANGE + payoutId && streamId !== PAYOUT + payoutId)
    report('UNREADABLE', `speaks of payout ${payoutId}`);
  const payout = books.payouts.get(payoutId);
  if (!payout) report('I9', `an exchange for payout ${payoutId}, which was never requested`);
  books.evidenceCheck.applyExchange(exchange, report);
  books.figureCheck.applyExchange(exchange);
  books.submissionCount.apply(exchange, payout, report);
}
