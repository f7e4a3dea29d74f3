import { unreachable } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import type { CaseDecision, CaseEvent, DecisionBound } from '../case/events';
import type { ExchangeEvent } from '../exchange/events';
import type { NotificationEvent } from '../notification/events';
import { amountIn } from './explain-account-event';
import type { Sentence } from './explained-event';

/** Explains an event of a case: the question and the decision. */
export function explainCaseEvent(event: CaseEvent, currency: Currency): Sentence {
  const { caseId } = event.data;
  switch (event.type) {
    case 'CaseOpened':
      return sentence(`Case ${caseId} was opened, ${event.data.kind}: ${event.data.detail}.`);
    case 'CaseDecisionProposed': {
      const { proposedBy, reason, decision } = event.data;
      return sentence(
        `${proposedBy} proposed to ${describeDecision(decision, currency)}: ${reason}.`,
        decision.type === 'DISMISS'
          ? null
          : `What moves money needs the same decision from a second person.${boundText(event.data.bound)}`,
      );
    }
    case 'CaseDecisionConfirmed':
      return sentence(`${event.data.confirmedBy} confirmed it: the decision is final.`);
    case 'CaseDecisionFailed':
      return sentence(
        `The decision could not be carried out: ${event.data.refusal}. The case is open again.`,
      );
    case 'CaseResolved':
      return sentence(`Case ${caseId} was resolved by ${event.data.resolution}.`);
    default:
      return unreachable(event);
  }
}

const boundText = (bound: DecisionBound | undefined): string =>
  bound ? ` The evidence of the case bears ${amountIn(bound.currency)(bound.amountMinor)}.` : '';

function describeDecision(decision: CaseDecision, currency: Currency): string {
  const amount = amountIn(currency);
  switch (decision.type) {
    case 'ACCEPT_EVIDENCE':
      return 'accept the evidence of the case';
    case 'MARK_PAID':
      return decision.feeAmountMinor === null
        ? 'take it for paid, for the fee expected'
        : `take it for paid, for a fee of ${amount(decision.feeAmountMinor)}`;
    case 'MARK_FAILED':
      return 'take it for failed';
    case 'CHARGE_CUSTOMER':
      return `charge the customer with ${amount(decision.amountMinor)} above the hold`;
    case 'WRITE_OFF':
      return `write off ${amount(decision.amountMinor)} to suspense`;
    case 'REVERSE_DEPOSIT':
      return `take back the deposit of ${amount(decision.amountMinor)}`;
    case 'REOPEN_ACCOUNT':
      return `reopen account ${decision.accountId}`;
    case 'SEND_AGAIN':
      return 'send the same order once more';
    case 'DISMISS':
      return 'do nothing';
    default:
      return unreachable(decision);
  }
}

export function explainExchange({ data }: ExchangeEvent): Sentence {
  const answer =
    data.status === null ? `no whole answer came: ${data.fault}` : `the answer was ${data.status}`;
  const hash = data.answerHash === null ? '' : `, SHA-256 ${data.answerHash}`;
  return sentence(
    `${data.provider} was ${data.purpose === 'ASK' ? 'asked' : 'sent the order'}; ${answer}${hash}.`,
  );
}

export function explainNotification(event: NotificationEvent): Sentence {
  switch (event.type) {
    case 'ProviderNotificationReceived':
      return sentence(`${event.data.provider} notified us of ${event.data.eventType}.`);
    case 'NotificationApplied':
      return sentence('The notification was taken for what it says.');
    case 'NotificationQuarantined':
      return sentence(
        `The notification was put aside: ${event.data.reason}.`,
        'What cannot be believed changes nothing until a person has seen it.',
      );
    default:
      return unreachable(event);
  }
}

const sentence = (words: string, rule: string | null = null): Sentence => ({ words, rule });
