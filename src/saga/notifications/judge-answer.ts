import { isDecisive, type DecisiveReport } from '../exchanges/decisive-report';
import type {
  Completed,
  CompletionQuery,
  ConfirmationAnswer,
  ConfirmationQuery,
  FailureQuery,
  ReturnedQuery,
} from './confirmation-query';
import {
  quarantined,
  WAIT,
  type ConfirmReport,
  type RecordReport,
  type Verdict,
} from './notification-verdict';

/**
 * CONFIRMED: the provider reports the same. CONTRADICTED: the provider reports something else. OPEN: the answer does not
 * decide it. UNANSWERED: the provider was not asked, or did not answer.
 */
export type ConfirmationResult = 'CONFIRMED' | 'CONTRADICTED' | 'OPEN' | 'UNANSWERED';

/** What an answer says of a report, and what must be recorded of the answer itself before that counts. */
export type AnswerFinding =
  | { readonly kind: 'result'; readonly result: ConfirmationResult }
  /** The provider's own report is evidence. `ifRecorded` is the result when it can be true of the payout. */
  | { readonly kind: 'report'; readonly report: DecisiveReport; readonly ifRecorded: ConfirmationResult }
  /** The answer counts as a lookup: the order was there, or was not found. */
  | { readonly kind: 'lookup'; readonly found: boolean };

/** Compares the provider's answer with the report that it must confirm; pure. */
export function judgeAnswer(query: ConfirmationQuery, answer: ConfirmationAnswer | undefined): AnswerFinding {
  if (!answer) return result('UNANSWERED');
  switch (query.kind) {
    case 'failed':
      return judgeFailure(query, answer);
    case 'completed':
      return judgeCompletion(query, answer);
    case 'returned':
      return judgeReturn(query, answer);
  }
}

/** A report that is not confirmed waits while the provider can still answer; then a person decides. */
export function judgeConfirmation(
  { payoutId, query }: ConfirmReport,
  confirmation: ConfirmationResult,
  isLate: boolean,
): Verdict | RecordReport {
  switch (confirmation) {
    case 'CONFIRMED':
      return { kind: 'record', payoutId, report: query.report };
    case 'CONTRADICTED':
      return quarantined(payoutId, 'CONTRADICTED_BY_PROVIDER');
    case 'UNANSWERED':
      return WAIT;
    case 'OPEN':
      return isLate ? quarantined(payoutId, 'NOT_CONFIRMED_BY_PROVIDER') : WAIT;
  }
}

function judgeFailure(query: FailureQuery, answer: ConfirmationAnswer): AnswerFinding {
  const { outcome } = answer.result;
  if (outcome.kind === 'failed') return result('CONFIRMED');
  if (outcome.kind === 'not_found' || outcome.kind === 'processing')
    return isAboutAcceptance(query)
      ? { kind: 'lookup', found: outcome.kind === 'processing' }
      : result('OPEN');
  if (!isDecisive(outcome)) return openOrUnanswered(answer);
  return { kind: 'report', report: outcome, ifRecorded: 'CONTRADICTED' };
}

/** Only an order that the provider has taken can be missing later: another order can still arrive. */
const isAboutAcceptance = ({ state, providerId }: FailureQuery): boolean =>
  state.providerId !== null && (providerId === null || providerId === state.providerId);

/** The provider's own figures are recorded, never those of the notification. A failure is confirmed by other rules. */
function judgeCompletion({ report }: CompletionQuery, answer: ConfirmationAnswer): AnswerFinding {
  const { outcome } = answer.result;
  if (outcome.kind === 'failed') return result('CONTRADICTED');
  if (!isDecisive(outcome)) return openOrUnanswered(answer);
  const confirmed = outcome.kind === 'returned' ? outcome.completion : outcome;
  const agrees = confirmed !== null && hasSameFigures(confirmed, report);
  return { kind: 'report', report: outcome, ifRecorded: agrees ? 'CONFIRMED' : 'CONTRADICTED' };
}

function judgeReturn({ report }: ReturnedQuery, answer: ConfirmationAnswer): AnswerFinding {
  const { outcome } = answer.result;
  if (outcome.kind === 'returned')
    return result(hasSameFigures(outcome, report) ? 'CONFIRMED' : 'CONTRADICTED');
  if (outcome.kind === 'unclear' && outcome.needsPerson) return result('CONTRADICTED');
  return openOrUnanswered(answer);
}

type Figures = Pick<Completed, 'amountMinor' | 'feeAmountMinor' | 'endToEndId'>;

const hasSameFigures = (confirmed: Figures, reported: Figures): boolean =>
  confirmed.amountMinor === reported.amountMinor &&
  confirmed.feeAmountMinor === reported.feeAmountMinor &&
  (confirmed.endToEndId === null ||
    reported.endToEndId === null ||
    confirmed.endToEndId === reported.endToEndId);

const openOrUnanswered = ({ result: { provider } }: ConfirmationAnswer): AnswerFinding =>
  result(provider === 'down' ? 'UNANSWERED' : 'OPEN');

const result = (value: ConfirmationResult): AnswerFinding => ({ kind: 'result', result: value });
