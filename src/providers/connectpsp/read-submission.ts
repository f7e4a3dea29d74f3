import type { HttpOutcome } from '../http-client';
import { answerHash, idIn, parseObject, textIn } from '../lossless';
import type { PayoutOrder, SubmissionOutcome } from '../provider';
import { readProblem } from './problem';

type Answered = Extract<HttpOutcome, { kind: 'answered' }>;

/** The documented statuses by which ConnectPSP refuses an order for what the order or the balance is. */
const REFUSES_THE_ORDER = new Set([400, 404, 422]);
const ACCEPTS = new Set([200, 201, 202]);

/**
 * Codes that refuse the call or the caller and not the order, or that hint at an earlier acceptance: whatever status
 * they come with, they prove nothing about the order.
 */
const NOT_ABOUT_THE_ORDER =
  /SIGNATURE|TOKEN|CREDENTIAL|UNAUTHORI|FORBIDDEN|PERMISSION|RATE_LIMIT|TOO_MANY|IDEMPOTEN|DUPLICAT|ALREADY|CONFLICT|IN_PROGRESS|PROCESSING|PENDING|TIMEOUT|UNAVAILABLE|INTERNAL/;

/**
 * What an exchange of POST /cash-out proves.
 *
 * | what came | outcome |
 * |---|---|
 * | 200, 201, 202 with `internalCode` and our `externalReference` | accepted, whatever `status` it names |
 * | 400, 404, 422 with a problem `code` | declined |
 * | 422 INVALID_SIGNATURE, and any code about the call, the caller or a duplicate | unknown, sent |
 * | 401 | unknown, sent: RFC 9110 says it was not applied, and no money rests on that; the next call has a new token |
 * | 403, 408, 425, 429 | unknown, sent: the order's checks were perhaps never reached |
 * | 409 | unknown, sent: an earlier call was probably accepted |
 * | other 4xx, 3xx, 5xx, a 2xx that says something else, no whole answer | unknown, sent |
 * | never left: no token, no connection | unknown, not sent |
 *
 * "Sent" is said of every call the provider answered, even where its answer was "not authorised": that nothing was
 * accepted is likely then, but documented nowhere, and a wrong "not sent" could pay twice.
 */
export function readSubmission(outcome: HttpOutcome, order: PayoutOrder): SubmissionOutcome {
  if (outcome.kind === 'not_sent') return { kind: 'unknown', reason: outcome.reason, sent: false };
  if (outcome.kind === 'lost')
    return { kind: 'unknown', reason: `answer lost: ${outcome.reason}`, sent: true };
  if (ACCEPTS.has(outcome.status)) return readAcceptance(outcome, order);
  const problem = readProblem(outcome.text);
  const refused = problem && REFUSES_THE_ORDER.has(outcome.status) && !NOT_ABOUT_THE_ORDER.test(problem.code);
  if (!refused) {
    const doubt = unknown(`answer ${outcome.status} ${problem?.code ?? 'without a problem code'}`);
    return outcome.status === 401 ? { ...doubt, tokenRefused: true } : doubt;
  }
  return { kind: 'declined', ...problem, answerHash: answerHash(outcome.text) };
}

function readAcceptance(outcome: Answered, order: PayoutOrder): SubmissionOutcome {
  const body = parseObject(outcome.text);
  if (!body) return unknown(`answer ${outcome.status} is not a JSON object`);
  const providerId = idIn(body, 'internalCode');
  if (!providerId) return unknown(`answer ${outcome.status} without internalCode`);
  if (textIn(body, 'externalReference') !== order.externalReference)
    return unknown(`answer ${outcome.status} for another externalReference`);
  const transactionId = idIn(body, 'transactionId') ?? null;
  return { kind: 'accepted', providerId, transactionId, answerHash: answerHash(outcome.text) };
}

const unknown = (reason: string) => ({ kind: 'unknown', reason, sent: true }) as const;
