import { unreachable } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import type { CaseDecision, CaseEvent } from '../case/events';
import type { ExchangeEvent } from '../exchange/events';
import type { NotificationEvent } from '../notification/events';
import { amountIn } from './explain-account-event';
import type { Words } from './explained-event';

/** What people were asked, and what they decided. */
export function caseWords(event: CaseEvent, currency: Currency): Words {
  const { caseId } = event.data;
  switch (event.type) {
    case 'CaseOpened':
      return said(`Case ${caseId} was opened, ${event.data.kind}: ${event.data.detail}.`);
    case 'CaseDecisionProposed': {
      const { proposedBy, reason, decision } = event.data;
      return said(
        `${proposedBy} proposed to ${decisionWords(decision, currency)}: ${reason}.`,
        decision.type === 'DISMISS' ? null : 'What moves money needs the same decision from a second person.',
      );
    }
    case 'CaseDecisionConfirmed':
      return said(`${event.data.confirmedBy} confirmed it: the decision is final.`);
    case 'CaseDecisionFailed':
      return said(`The decision could not be carried out: ${event.data.refusal}. The case is open again.`);
    case 'CaseResolved':
      return said(`Case ${caseId} was resolved by ${event.data.resolution}.`);
    default:
      return unreachable(event);
  }
}

function decisionWords(decision: CaseDecision, currency: Currency): string {
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
    case 'SEND_AGAIN':
      return 'send the same order once more';
    case 'DISMISS':
      return 'do nothing';
    default:
      return unreachable(decision);
  }
}

export function exchangeWords({ data }: ExchangeEvent): Words {
  const answer =
    data.status === null ? `no whole answer came: ${data.fault}` : `the answer was ${data.status}`;
  const hash = data.answerHash === null ? '' : `, SHA-256 ${data.answerHash}`;
  return said(
    `${data.provider} was ${data.purpose === 'ASK' ? 'asked' : 'sent the order'}; ${answer}${hash}.`,
  );
}

export function notificationWords(event: NotificationEvent): Words {
  switch (event.type) {
    case 'ProviderNotificationReceived':
      return said(`${event.data.provider} notified us of ${event.data.eventType}.`);
    case 'NotificationApplied':
      return said('The notification was taken for what it says.');
    case 'NotificationQuarantined':
      return said(
        `The notification was put aside: ${event.data.reason}.`,
        'What cannot be believed changes nothing until a person has seen it.',
      );
    default:
      return unreachable(event);
  }
}

const said = (words: string, rule: string | null = null): Words => ({ words, rule });
