import type { HttpOutcome } from '../http/http-client';
import type { PayoutOrder, SubmissionOutcome } from '../port/provider';
import { answerHash, textIn, type JsonObject } from './lossless-json';
import { classifyAnswer, type ProviderAnswer, type ReadRefusal, type Refusal } from './provider-answer';

type Success = Extract<ProviderAnswer, { kind: 'success' }>;

/** How one provider answers an order. */
export interface SubmissionRules {
  readonly readRefusal: ReadRefusal;
  /** The field of an acceptance that holds the provider's own id of the payment. */
  readonly idField: string;
  readonly readId: (body: JsonObject, field: string) => string | undefined;
  /** The field of an acceptance that repeats our external reference. */
  readonly referenceField: string;
  readonly readTransactionId: (body: JsonObject, providerId: string) => string | null;
  /** Why a refusal proves nothing about the order. Returns undefined when the refusal declines the order. */
  readonly whyUnclear: (status: number, refusal: Refusal) => string | undefined;
}

const ACCEPTS = new Set([200, 201, 202]);

/**
 * What one exchange of an order proves, the same at every provider.
 *
 * Accepted: 200, 201, 202 with the provider's id and our reference, whatever `status` it names.
 * Declined: a refusal in the provider's own shape that declines the order.
 * Unknown, sent: any other refusal; a 2xx that says something else; no whole answer.
 * Unknown, not sent: the call never left, because there was no token or no connection.
 *
 * Each answer counts as "sent", also "not authorised". No document says that nothing was accepted then, and a wrong "not
 * sent" could pay twice.
 */
export function submissionOutcome(
  outcome: HttpOutcome,
  order: PayoutOrder,
  rules: SubmissionRules,
): SubmissionOutcome {
  const answer = classifyAnswer(outcome, rules.readRefusal);
  switch (answer.kind) {
    case 'none':
      return { kind: 'unknown', reason: answer.reason, sent: answer.sent };
    case 'success':
      return acceptance(answer, order, rules);
    case 'refused': {
      const doubt = rules.whyUnclear(answer.status, answer.refusal);
      if (doubt !== undefined) return unknown(doubt);
      const { code, message } = answer.refusal;
      return { kind: 'declined', code, message, answerHash: answerHash(answer.text) };
    }
  }
}

function acceptance(
  { status, body, text }: Success,
  order: PayoutOrder,
  rules: SubmissionRules,
): SubmissionOutcome {
  if (!ACCEPTS.has(status)) return unknown(`answer ${status} accepts nothing`);
  const { idField, referenceField } = rules;
  const providerId = rules.readId(body, idField);
  if (!providerId) return unknown(`answer ${status} without ${idField}`);
  if (textIn(body, referenceField) !== order.externalReference)
    return unknown(`answer ${status} for another ${referenceField}`);
  const transactionId = rules.readTransactionId(body, providerId);
  return { kind: 'accepted', providerId, transactionId, answerHash: answerHash(text) };
}

const unknown = (reason: string): SubmissionOutcome => ({ kind: 'unknown', reason, sent: true });
