import type { PayoutRepository } from '../../commands/payouts/payout-repository';
import { NOT_FOUND_CONFIRMS_FAILURE_AFTER, isNotFound } from '../../domain/payout/order-lookups';
import type { Provider } from '../../providers/port/provider';
import { invariant } from '../../shared/invariant';
import type { LookupRecorder } from '../exchanges/lookup-recorder';
import type { DecisiveReport } from '../exchanges/decisive-report';
import type { ReportRecorder } from '../exchanges/report-recorder';
import { sagaCause } from '../saga-cause';
import {
  queriedId,
  type ConfirmationQuery,
  type OutcomeQuery,
  type UnrecordedAnswer,
} from './confirmation-query';
import { judgeAnswer, type ConfirmationResult } from './judge-answer';

export interface AnswerRecorderParts {
  readonly payouts: PayoutRepository;
  readonly lookups: LookupRecorder;
  readonly reports: ReportRecorder;
}

/** Records what the provider itself says in an answer that was to confirm a notification. */
export class AnswerRecorder {
  constructor(private readonly parts: AnswerRecorderParts) {}

  /** @throws {Fault} The event store does not answer. */
  async record(
    provider: Provider,
    query: ConfirmationQuery,
    answer: UnrecordedAnswer | undefined,
  ): Promise<ConfirmationResult> {
    const finding = judgeAnswer(query, answer);
    if (finding.kind === 'result') return finding.result;
    invariant(answer && query.kind !== 'returned', 'Only an answer about an outcome is recorded as evidence');
    if (finding.kind === 'lookup') return this.recordLookup(query, answer, finding.found);
    return (await this.recordReport(provider, query, { ...answer, report: finding.report }))
      ? finding.ifRecorded
      : 'CONTRADICTED';
  }

  /** The answer is the evidence. Returns false when the report can't be true of the payout. */
  private async recordReport(
    provider: Provider,
    query: OutcomeQuery,
    { report, exchanges }: Pick<UnrecordedAnswer, 'exchanges'> & { readonly report: DecisiveReport },
  ): Promise<boolean> {
    const { request } = query.state;
    const evidence = { kind: 'poll', answerHash: report.answerHash } as const;
    const cause = sagaCause(request, `poll:${report.answerHash}`);
    const about = { payoutId: request.payoutId, providerId: queriedId(query), exchanges };
    return (await this.parts.reports.record({ report, provider, evidence, cause, ...about })).ok;
  }

  /**
   * The provider accepted the order, and now does not find it, by every way of asking, twice and minutes apart.
   * Together with the reported failure this proves that the provider pays nothing.
   */
  private async recordLookup(
    { state }: OutcomeQuery,
    { result, askedAt, exchanges }: UnrecordedAnswer,
    found: boolean,
  ): Promise<ConfirmationResult> {
    await this.parts.lookups.record(state, { result, found, askedAt, exchanges });
    const { state: current } = await this.parts.payouts.read(state.request.payoutId);
    const isUnderWay = current.status === 'submitted' || current.status === 'unknown';
    const isUnknownToProvider =
      isUnderWay &&
      current.providerId === state.providerId &&
      isNotFound(current.lookups, NOT_FOUND_CONFIRMS_FAILURE_AFTER);
    return isUnknownToProvider ? 'CONFIRMED' : 'OPEN';
  }
}
