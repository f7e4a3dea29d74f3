import type { HttpOutcome } from '../http-client';
import { answerHash, idOrIntegerIn, parseObject, textIn } from '../lossless';
import type { PayoutOrder, SubmissionOutcome } from '../provider';
import { readRefusal, speaksOfDuplicate } from './refusal';
import { readTransaction } from './read-transaction';

type Answered = Extract<HttpOutcome, { kind: 'answered' }>;

const ACCEPTS = new Set([200, 201, 202]);

/** A 400 about the call or the caller judges the order as little as a 401 does. */
const ABOUT_THE_CALLER =
  /token|unauthori|forbidden|certific|signature|credential|sandbox|rate.?limit|too many/i;

/**
 * What an exchange of POST cash-out proves. It is made only for an order that is `first`.
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
export function readFirst(outcome: HttpOutcome, order: PayoutOrder): SubmissionOutcome {
  if (outcome.kind === 'not_sent') return { kind: 'unknown', reason: outcome.reason, sent: false };
  if (outcome.kind === 'lost') return unknown(`answer lost: ${outcome.reason}`);
  if (ACCEPTS.has(outcome.status)) return readAcceptance(outcome, order);
  const refusal = readRefusal(outcome.text);
  if (outcome.status !== 400 || !refusal)
    return unknown(`answer ${outcome.status} ${refusal?.code ?? 'without a readable reason'}`);
  const { code, message, wholeText } = refusal;
  if (speaksOfDuplicate(wholeText)) return unknown(`answer 400 ${code}: the reference was used before`);
  if (ABOUT_THE_CALLER.test(wholeText)) return unknown(`answer 400 ${code}: about the call, not the order`);
  return { kind: 'declined', code, message, answerHash: answerHash(outcome.text) };
}

function readAcceptance(outcome: Answered, order: PayoutOrder): SubmissionOutcome {
  const body = parseObject(outcome.text);
  if (!body) return unknown(`answer ${outcome.status} is not a JSON object`);
  const providerId = idOrIntegerIn(body, 'transactionId');
  if (!providerId) return unknown(`answer ${outcome.status} without transactionId`);
  if (textIn(body, 'externalId') !== order.externalReference)
    return unknown(`answer ${outcome.status} for another externalId`);
  return accepted(providerId, outcome.text);
}

/**
 * What a repeat proves: GET /api/pix/transaction/{externalId}, never a second POST. NTX Pay has no idempotency key, and
 * what it does with a used externalId is documented for QR codes only (409) and contradicted by its own sandbox, where
 * the refusal comes later. So nothing but the first call may pay.
 *
 * | what came | outcome |
 * |---|---|
 * | 200, a cash-out under our `externalId` with our amount, whatever its status | accepted; its status comes by question |
 * | 200 with another amount, another type of movement, another name | unknown: something else has our reference |
 * | 404, at any age | unknown: too early is not never, and nobody says how early is too early |
 * | any other answer, or none | unknown |
 *
 * It is always "sent": about the first call's fate the repeat's own failure says nothing. What stays unknown until the
 * saga's patience ends stands in front of a person.
 */
export function readRepeat(outcome: HttpOutcome, order: PayoutOrder): SubmissionOutcome {
  if (outcome.kind !== 'answered') return unknown(`repeat, not asked: ${outcome.reason}`);
  if (outcome.status === 404)
    return unknown('repeat, not found by externalId: no proof that it was never sent');
  if (outcome.status !== 200) return unknown(`repeat, asked by externalId: answer ${outcome.status}`);
  const { externalReference } = order;
  const found = readTransaction(outcome.text, { providerId: null, externalReference });
  if (found.kind === 'unclear') return unknown(`repeat, asked by externalId: ${found.reason}`);
  if (found.amountMinor !== order.amountMinor)
    return unknown('repeat, asked by externalId: a transaction of another amount');
  return accepted(found.providerId, outcome.text);
}

const accepted = (providerId: string, text: string): SubmissionOutcome => ({
  kind: 'accepted',
  providerId,
  transactionId: providerId,
  answerHash: answerHash(text),
});

const unknown = (reason: string): SubmissionOutcome => ({ kind: 'unknown', reason, sent: true });
