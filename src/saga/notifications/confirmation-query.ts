import type { PayoutState } from '../../domain/payout/payout';
import type { CallResult, PayoutReport, Returned, ReturnQuery } from '../../providers/port/provider';
import type { DecisiveReport } from '../exchanges/decisive-report';
import type { UnrecordedExchanges } from '../exchanges/unrecorded-exchanges';

export type PaidPayout = Extract<PayoutState, { status: 'completed' }>;
type UnfinishedPayout = Extract<PayoutState, { status: 'submitting' | 'submitted' | 'unknown' }>;
export type Completed = Extract<DecisiveReport, { kind: 'completed' }>;
type Failed = Extract<DecisiveReport, { kind: 'failed' }>;

interface AboutOutcome {
  readonly state: UnfinishedPayout;
  /** The provider's own id of the payment; null when the notification does not name it. */
  readonly providerId: string | null;
}

/** The provider is asked whether the payout failed, as the notification reports. */
export interface FailureQuery extends AboutOutcome {
  readonly kind: 'failed';
  readonly report: Failed;
}

/** The provider is asked whether the payout was paid, as the notification reports. */
export interface CompletionQuery extends AboutOutcome {
  readonly kind: 'completed';
  readonly report: Completed;
}

export type OutcomeQuery = FailureQuery | CompletionQuery;

/** The provider is asked whether this money came back. */
export interface ReturnedQuery {
  readonly kind: 'returned';
  readonly state: PaidPayout;
  readonly report: Returned;
}

/** What the provider must confirm before an unsigned report is recorded. */
export type ConfirmationQuery = OutcomeQuery | ReturnedQuery;

/** The answer of the provider, and our time just before the call. */
export interface ConfirmationAnswer {
  readonly result: CallResult<PayoutReport>;
  readonly askedAt: Date;
}

/** An answer that is not on record yet. */
export interface UnrecordedAnswer extends ConfirmationAnswer {
  readonly exchanges: UnrecordedExchanges;
}

/** The id of the notification comes first, then the id that we know; null asks by our reference. */
export const queriedId = ({ state, providerId }: OutcomeQuery): string | null =>
  providerId ?? state.providerId;

/** Names the return and the payment that it must belong to, by every name that we know. */
export function returnQueryOf({ state, report }: ReturnedQuery): ReturnQuery {
  const { request, providerId, acceptances, outcome } = state;
  const paid = acceptances.find(each => each.outcome === 'COMPLETED')?.providerId ?? providerId;
  const { externalReference } = request;
  const payment = { providerId: paid, externalReference, endToEndId: outcome.endToEndId };
  return { returnName: report.returnName, returnEndToEndId: report.endToEndId, payment };
}
