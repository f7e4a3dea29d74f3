import { idIn } from '../../answers/lossless-json';
import type { Refusal } from '../../answers/provider-answer';
import { submissionOutcome, type SubmissionRules } from '../../answers/submission-outcome';
import { mentionsUsedReference } from '../../answers/used-reference';
import type { HttpOutcome } from '../../http/http-client';
import type { PayoutOrder, SubmissionOutcome } from '../../port/provider';
import { readProblem } from '../problem';

/** The documented statuses by which ConnectPSP refuses an order for what the order or the balance is. */
const DECLINE_STATUSES = new Set([400, 404, 422]);

/**
 * Codes that refuse the call or the caller and not the order, or that say that the order is under way. They prove nothing
 * about the order, whatever status they come with.
 */
const CALLER_ERROR_CODES =
  /SIGNATURE|TOKEN|CREDENTIAL|UNAUTHORI|FORBIDDEN|PERMISSION|RATE_LIMIT|TOO_MANY|IN_PROGRESS|PROCESSING|PENDING|TIMEOUT|UNAVAILABLE|INTERNAL/;

const RULES: SubmissionRules = {
  readRefusal: readProblem,
  idField: 'internalCode',
  readId: idIn,
  referenceField: 'externalReference',
  readTransactionId: body => idIn(body, 'transactionId') ?? null,
  whyUnclear,
};

/**
 * What an exchange of POST /cash-out proves, beside the common rules.
 *
 * Declined: 400, 404, 422 with a problem in ConnectPSP's shape, unless a line below says otherwise.
 *
 * Unknown, sent: 422 INVALID_SIGNATURE, and any code about the call or the caller.
 * Unknown, sent: any words for "this order exists already", also of the first call.
 * Unknown, sent: 401. RFC 9110 says it was not applied, and no money rests on that. The next call has a new token.
 * Unknown, sent: 403, 408, 425, 429. The order's checks were perhaps never reached.
 * Unknown, sent: 409. An earlier call was probably accepted.
 * Unknown, sent: other 4xx, 3xx, 5xx.
 */
export function readSubmission(outcome: HttpOutcome, order: PayoutOrder): SubmissionOutcome {
  const submission = submissionOutcome(outcome, order, RULES);
  const tokenRefused = outcome.kind === 'answered' && outcome.status === 401;
  return tokenRefused && submission.kind === 'unknown' ? { ...submission, tokenRefused } : submission;
}

function whyUnclear(status: number, { code, wholeText }: Refusal): string | undefined {
  const declines = DECLINE_STATUSES.has(status) && !CALLER_ERROR_CODES.test(code);
  return declines && !mentionsUsedReference(wholeText) ? undefined : `answer ${status} ${code}`;
}
