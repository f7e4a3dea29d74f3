import { unreachable } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import type { Evidence, PayoutEvent, PayoutRequested } from '../payout/events';
import { amountIn } from './explain-account-event';
import type { Words } from './explained-event';

type Later = Exclude<PayoutEvent, { type: 'PayoutRequested' }>;

export function requestWords(data: PayoutRequested): Words {
  const amount = amountIn(data.currency);
  const fee = amount(data.expectedFeeAmountMinor);
  const highest = amount(data.heldAmountMinor - data.amountMinor);
  return {
    words: `${data.clientId} asked to pay ${amount(data.amountMinor)} through ${data.provider} under reference ${data.externalReference}; a fee of ${fee} is expected, ${highest} is the highest.`,
    rule: null,
  };
}

/** What became of the payout. */
export function payoutWords(event: Later, currency: Currency): Words {
  const amount = amountIn(currency);
  switch (event.type) {
    case 'PayoutRejected':
      return said(
        `It was rejected: ${event.data.code}.`,
        'Nothing is sent to a provider without an open hold.',
      );
    case 'PayoutSubmissionStarted':
      return said(
        `The order is to be sent to ${event.data.provider} under key ${event.data.providerKey}.`,
        'The intent is recorded before the call, and the key stays the same in every repeat.',
      );
    case 'PayoutSubmissionRepeated':
      return said(`The order was sent again, for the ${event.data.submission}. time, under the same key.`);
    case 'PayoutLookedFor':
      return lookWords(event.data.found);
    case 'PayoutRepeatDecided':
      return said('Two people decided that the same order is sent once more.');
    case 'PayoutSubmitted':
      return said(`The provider took it as ${event.data.providerId}.`);
    case 'PayoutOutcomeUnknown':
      return said(
        `Nobody knows what became of it: ${event.data.reason}${event.data.needsPerson ? '; a person has to decide' : ''}.`,
        'What is unknown is not failed: the hold stays, and only evidence or a decision moves it.',
      );
    case 'PayoutCompleted': {
      const { originalAmountMinor, feeAmountMinor, finalAmountMinor, endToEndId } = event.data;
      return said(
        `It was paid${endToEndId === null ? '' : ` as ${endToEndId}`}: ${amount(originalAmountMinor)} + ${amount(feeAmountMinor)} = ${amount(finalAmountMinor)}.`,
        'The final amount is the original amount and the fee charged.',
      );
    }
    case 'PayoutFailed':
      return said(
        `It failed: ${event.data.code}.`,
        'A payout fails only by proof, or by the decision of two people.',
      );
    case 'PayoutReturned': {
      const { amountMinor, feeAmountMinor, endToEndId } = event.data;
      return said(
        `${amount(amountMinor)} came back${endToEndId === null ? '' : ` as ${endToEndId}`}, for a fee of ${amount(feeAmountMinor)}.`,
        'The payment stays what it was; all returns together are at most its amount.',
      );
    }
    case 'PayoutAcceptanceEnded':
      return said(
        `What was taken as ${event.data.providerId} has come to its end: ${event.data.detail}.`,
        'The provider has named several ids for the one order: each may be a payment, and is asked about to its end.',
      );
    case 'PayoutOutcomeContradicted':
      return said(
        `${event.data.claimed} was claimed although ${event.data.stands} stands: ${event.data.detail}.`,
        'Evidence against an outcome is recorded and put in front of a person, never applied by itself.',
      );
    default:
      return unreachable(event);
  }
}

const lookWords = (found: boolean): Words =>
  found
    ? said('The provider finds it after all.')
    : said(
        'Asked in every way it can be asked, the provider did not find it.',
        'Not found is no failure: only after many such answers, over minutes, the same order may be sent again.',
      );

const said = (words: string, rule: string | null = null): Words => ({ words, rule });

/** What the event rests on, for whoever wants to read it. */
export function evidenceWords(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'notification':
      return `the provider’s notification ${evidence.eventId}`;
    case 'submission':
      return `the provider’s answer to the order, SHA-256 ${evidence.answerHash}`;
    case 'poll':
      return `the provider’s answer to our question, SHA-256 ${evidence.answerHash}`;
    case 'case':
      return `the decision ${evidence.decisionEventId} on case ${evidence.caseId}`;
    default:
      return unreachable(evidence);
  }
}
