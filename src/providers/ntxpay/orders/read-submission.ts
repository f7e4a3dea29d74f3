import { answerIn, type Answer } from '../../answers/provider-answer';
import { notBelieved, type Doubt } from '../../answers/unclear-report';
import type { HttpOutcome } from '../../http/http-client';
import { answerHash, idOrIntegerIn, textIn } from '../../answers/lossless-json';
import type { Found, PayoutOrder, SubmissionOutcome } from '../../port/provider';
import { speaksOfUsedReference } from '../../answers/used-reference';
import type { NotFound } from '../queries/poll-then-search';
import { isBareTitle, readRefusal } from '../refusal';
import type { Transaction } from '../queries/read-transaction';

type Said = Extract<Answer, { kind: 'said' }>;

const ACCEPTS = new Set([200, 201, 202]);

/** A 400 about the call or the caller judges the order as little as a 401 does. */
const ABOUT_THE_CALLER =
  /token|unauthori|forbidden|certific|signature|credential|sandbox|rate.?limit|too many/i;

/**
 * What an exchange of POST cash-out proves.
 *
 * | what came | outcome |
 * |---|---|
 * | 201 (200, 202) with `transactionId` and our `externalId` | accepted, whatever `status` it names |
 * | 400, a JSON object that says why, about the order | declined |
 * | 400 about a used reference, the call or the caller; a 400 without a readable reason | unknown, sent |
 * | 409 | unknown, sent: something stands under our reference, perhaps our payment |
 * | 401 (it proves no more than the others), 403, 404, 408, 425, 429, any other 4xx, 3xx, 5xx | unknown, sent |
 * | 2xx that says something else; no whole answer | unknown, sent |
 * | never left: no token, no connection | unknown, not sent |
 */
export function readSubmission(outcome: HttpOutcome, order: PayoutOrder): SubmissionOutcome {
  const answer = answerIn(outcome, readRefusal);
  if (answer.kind === 'nothing') return { kind: 'unknown', reason: answer.reason, sent: answer.sent };
  if (answer.kind === 'said')
    return ACCEPTS.has(answer.status)
      ? readAcceptance(answer, order)
      : unknown(`answer ${answer.status} accepts nothing`);
  const { code, message, wholeText } = answer.refusal;
  if (answer.status !== 400) return unknown(`answer ${answer.status} ${code}`);
  if (speaksOfUsedReference(wholeText)) return unknown(`answer 400 ${code}: the reference was used before`);
  if (ABOUT_THE_CALLER.test(wholeText)) return unknown(`answer 400 ${code}: about the call, not the order`);
  if (isBareTitle(wholeText)) return unknown(`answer 400 ${code}: it does not say why`);
  return { kind: 'declined', code, message, answerHash: answerHash(answer.text) };
}

function readAcceptance({ status, body, text }: Said, order: PayoutOrder): SubmissionOutcome {
  const providerId = idOrIntegerIn(body, 'transactionId');
  if (!providerId) return unknown(`answer ${status} without transactionId`);
  if (textIn(body, 'externalId') !== order.externalReference)
    return unknown(`answer ${status} for another externalId`);
  return accepted(providerId, answerHash(text));
}

/**
 * What looking for an order by our reference shows. A cash-out under it with our amount is the order, whatever its
 * status: that comes by question. Another amount is somebody else's payment under our reference: a person looks.
 */
export function readFound(found: Transaction | Doubt | NotFound, order: PayoutOrder): Found {
  if (found.kind !== 'found') return found;
  return found.amountMinor === order.amountMinor
    ? accepted(found.providerId, found.answerHash)
    : notBelieved('asked by externalId: a transaction of another amount');
}

const accepted = (providerId: string, hash: string) =>
  ({ kind: 'accepted', providerId, transactionId: providerId, answerHash: hash }) as const;

const unknown = (reason: string): SubmissionOutcome => ({ kind: 'unknown', reason, sent: true });
