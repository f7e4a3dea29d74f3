import { idOrIntegerIn } from '../../answers/lossless-json';
import type { Refusal } from '../../answers/provider-answer';
import { submissionOutcome, type SubmissionRules } from '../../answers/submission-outcome';
import { unclearForPerson, type UnclearReport } from '../../answers/unclear-report';
import { mentionsUsedReference } from '../../answers/used-reference';
import type { HttpOutcome } from '../../http/http-client';
import type { LookupResult, PayoutOrder, SubmissionOutcome } from '../../port/provider';
import type { NotFound } from '../queries/poll-then-search';
import type { Transaction } from '../queries/read-transaction';
import { isBareTitle, readRefusal } from '../refusal';

/** A 400 about the call or the caller judges the order as little as a 401 does. */
const ABOUT_THE_CALLER =
  /token|unauthori|forbidden|certific|signature|credential|sandbox|rate.?limit|too many/i;

const RULES: SubmissionRules = {
  readRefusal,
  idField: 'transactionId',
  readId: idOrIntegerIn,
  referenceField: 'externalId',
  readTransactionId: (_, providerId) => providerId,
  whyUnclear,
};

/**
 * What an exchange of POST cash-out proves, beside the common rules.
 *
 * Declined: 400, a JSON object that says why, about the order.
 *
 * Unknown, sent: 400 about a used reference, the call or the caller; a 400 without a readable reason.
 * Unknown, sent: 409. Something stands under our reference, perhaps our payment.
 * Unknown, sent: 401 (it proves no more than the others), 403, 404, 408, 425, 429, any other 4xx, 3xx, 5xx.
 */
export const readSubmission = (outcome: HttpOutcome, order: PayoutOrder): SubmissionOutcome =>
  submissionOutcome(outcome, order, RULES);

function whyUnclear(status: number, { code, wholeText }: Refusal): string | undefined {
  if (status !== 400) return `answer ${status} ${code}`;
  if (mentionsUsedReference(wholeText)) return `answer 400 ${code}: the reference was used before`;
  if (ABOUT_THE_CALLER.test(wholeText)) return `answer 400 ${code}: about the call, not the order`;
  return isBareTitle(wholeText) ? `answer 400 ${code}: it does not say why` : undefined;
}

/**
 * What a lookup of an order by our reference shows. A cash-out under it with our amount is the order, whatever its
 * status: a poll reads the status. Another amount is another payment under our reference: a person looks at it.
 */
export function readFound(found: Transaction | UnclearReport | NotFound, order: PayoutOrder): LookupResult {
  if (found.kind !== 'found') return found;
  if (found.amountMinor !== order.amountMinor)
    return unclearForPerson('asked by externalId: a transaction of another amount');
  const { providerId, answerHash } = found;
  return { kind: 'accepted', providerId, transactionId: providerId, answerHash };
}
