import { answerIn, type Answer } from '../../answers/provider-answer';
import type { HttpOutcome } from '../../http/http-client';
import { answerHash, idIn, textIn } from '../../answers/lossless-json';
import type { PayoutOrder, SubmissionOutcome } from '../../port/provider';
import { speaksOfUsedReference } from '../../answers/used-reference';
import { readProblem } from '../problem';

type Said = Extract<Answer, { kind: 'said' }>;

/** The documented statuses by which ConnectPSP refuses an order for what the order or the balance is. */
const REFUSES_THE_ORDER = new Set([400, 404, 422]);
const ACCEPTS = new Set([200, 201, 202]);

/**
 * Codes that refuse the call or the caller and not the order, or that say it is under way: whatever status they come
 * with, they prove nothing about the order.
 */
const NOT_ABOUT_THE_ORDER =
  /SIGNATURE|TOKEN|CREDENTIAL|UNAUTHORI|FORBIDDEN|PERMISSION|RATE_LIMIT|TOO_MANY|IN_PROGRESS|PROCESSING|PENDING|TIMEOUT|UNAVAILABLE|INTERNAL/;

/**
 * What an exchange of POST /cash-out proves.
 *
 * | what came | outcome |
 * |---|---|
 * | 200, 201, 202 with `internalCode` and our `externalReference` | accepted, whatever `status` it names |
 * | 400, 404, 422 with a problem in ConnectPSP's shape | declined |
 * | 422 INVALID_SIGNATURE, and any code about the call or the caller | unknown, sent |
 * | any words for "this order exists already" | unknown, sent: also of the first call |
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
  const answer = answerIn(outcome, readProblem);
  const tokenRefused = outcome.kind === 'answered' && outcome.status === 401;
  switch (answer.kind) {
    case 'nothing': {
      const doubt = { kind: 'unknown', reason: answer.reason, sent: answer.sent } as const;
      return tokenRefused ? { ...doubt, tokenRefused } : doubt;
    }
    case 'said':
      return ACCEPTS.has(answer.status)
        ? readAcceptance(answer, order)
        : unknown(`answer ${answer.status} accepts nothing`);
    case 'refused': {
      const { code, message, wholeText } = answer.refusal;
      const refuses = REFUSES_THE_ORDER.has(answer.status) && !NOT_ABOUT_THE_ORDER.test(code);
      if (refuses && !speaksOfUsedReference(wholeText))
        return { kind: 'declined', code, message, answerHash: answerHash(answer.text) };
      const doubt = unknown(`answer ${answer.status} ${code}`);
      return tokenRefused ? { ...doubt, tokenRefused } : doubt;
    }
  }
}

function readAcceptance({ status, body, text }: Said, order: PayoutOrder): SubmissionOutcome {
  const providerId = idIn(body, 'internalCode');
  if (!providerId) return unknown(`answer ${status} without internalCode`);
  if (textIn(body, 'externalReference') !== order.externalReference)
    return unknown(`answer ${status} for another externalReference`);
  const transactionId = idIn(body, 'transactionId') ?? null;
  return { kind: 'accepted', providerId, transactionId, answerHash: answerHash(text) };
}

const unknown = (reason: string) => ({ kind: 'unknown', reason, sent: true }) as const;
