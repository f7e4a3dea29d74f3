import { noEvidence, unclearForPerson, type UnclearReport } from '../../answers/unclear-report';
import { idIn, textIn, type JsonObject } from '../../answers/lossless-json';

/** What an answer to GET /cash-out/{internalCode} must be about to be about our payout. */
export interface PayoutQuery {
  readonly providerId: string;
  readonly externalReference: string;
}

/**
 * Why this answer is not about this payout; undefined: it is. Each of the two names that stands there is ours, and one does.
 * A return has no answer of its own: it is the payout's, and the payment's id in PIX is compared by the payout's decider.
 */
export function payoutMismatch(data: JsonObject, asked: PayoutQuery): UnclearReport | undefined {
  const providerId = idIn(data, 'internalCode');
  const externalReference = textIn(data, 'externalReference');
  if (providerId === undefined && externalReference === undefined)
    return noEvidence('the answer does not say which payout it is about');
  const isOurs =
    (providerId ?? asked.providerId) === asked.providerId &&
    (externalReference ?? asked.externalReference) === asked.externalReference;
  return isOurs ? undefined : unclearForPerson('asked by its id, the provider answers with another payout');
}
