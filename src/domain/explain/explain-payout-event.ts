import { unreachable } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import { isApprovalEvent } from '../approval/approve-payout';
import type { Evidence, PayoutEvent, PayoutRequested, PayoutReturned } from '../payout/events';
import { amountIn } from './explain-account-event';
import { explainApproval, explainDemand } from './explain-approval';
import type { Sentence } from './explained-event';

type Later = Exclude<PayoutEvent, { type: 'PayoutRequested' }>;

export function explainRequest(data: PayoutRequested): Sentence {
  const amount = amountIn(data.currency);
  const fee = amount(data.expectedFeeAmountMinor);
  const highest = amount(data.heldAmountMinor - data.amountMinor);
  return {
    words: `${data.clientId} asked to pay ${amount(data.amountMinor)} through ${data.provider} under reference ${data.externalReference}; a fee of ${fee} is expected, ${highest} is the highest.${data.approval ? explainDemand(data.approval) : ''}`,
    rule: data.approval
      ? 'No order is sent before as many people have approved it as the rules ask for.'
      : null,
  };
}

/** Explains an event of the payout's own stream. */
export function explainPayoutEvent(event: Later, currency: Currency): Sentence {
  if (isApprovalEvent(event)) return explainApproval(event);
  const amount = amountIn(currency);
  switch (event.type) {
    case 'PayoutRejected':
      return sentence(
        `It was rejected: ${event.data.code}.`,
        'Nothing is sent to a provider without an open hold.',
      );
    case 'PayoutSubmissionStarted':
      return sentence(
        `The order is to be sent to ${event.data.provider} under key ${event.data.providerKey}.`,
        'The intent is recorded before the call, and the key stays the same in every repeat.',
      );
    case 'PayoutSubmissionRepeated':
      return sentence(
        `The order was sent again, for the ${event.data.submission}. time, under the same key.`,
      );
    case 'PayoutLookedFor':
      return explainLookup(event.data.found);
    case 'PayoutRepeatDecided':
      return sentence('Two people decided that the same order is sent once more.');
    case 'PayoutSubmitted':
      return sentence(`The provider took it as ${event.data.providerId}.`);
    case 'PayoutOutcomeUnknown':
      return sentence(
        `Nobody knows what became of it: ${event.data.reason}${event.data.needsPerson ? '; a person has to decide' : ''}.`,
        'What is unknown is not failed: the hold stays, and only evidence or a decision moves it.',
      );
    case 'PayoutCompleted': {
      const { originalAmountMinor, feeAmountMinor, finalAmountMinor, endToEndId } = event.data;
      return sentence(
        `It was paid${endToEndId === null ? '' : ` as ${endToEndId}`}: ${amount(originalAmountMinor)} + ${amount(feeAmountMinor)} = ${amount(finalAmountMinor)}.`,
        'The final amount is the original amount and the fee charged.',
      );
    }
    case 'PayoutFailed':
      return sentence(
        `It failed: ${event.data.code}.`,
        'A payout fails only by proof, or by the decision of two people.',
      );
    case 'PayoutReturned':
      return explainReturn(event.data);
    case 'PayoutAcceptanceEnded':
      return sentence(
        `What was taken as ${event.data.providerId} has come to its end: ${event.data.detail}.`,
        'The provider has named several ids for the one order: each may be a payment, and is asked about to its end.',
      );
    case 'PayoutOutcomeContradicted':
      return sentence(
        `${event.data.claimed} was claimed although ${event.data.stands} stands: ${event.data.detail}.`,
        'Evidence against an outcome is recorded and put in front of a person, never applied by itself.',
      );
    default:
      return unreachable(event);
  }
}

function explainReturn({ currency, amountMinor, feeAmountMinor, endToEndId }: PayoutReturned): Sentence {
  const amount = amountIn(currency);
  return sentence(
    `${amount(amountMinor)} came back${endToEndId === null ? '' : ` as ${endToEndId}`}, for a fee of ${amount(feeAmountMinor)}.`,
    'The payment stays what it was; all returns together are at most its amount.',
  );
}

const explainLookup = (found: boolean): Sentence =>
  found
    ? sentence('The provider finds it after all.')
    : sentence(
        'Asked in every way it can be asked, the provider did not find it.',
        'Not found is no failure: only after many such answers, over minutes, the same order may be sent again.',
      );

const sentence = (words: string, rule: string | null = null): Sentence => ({ words, rule });

/** Names the evidence of the event, so that a reader can find it. */
export function explainEvidence(evidence: Evidence): string {
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
