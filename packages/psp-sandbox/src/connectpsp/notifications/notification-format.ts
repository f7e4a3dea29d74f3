import { createHmac } from 'node:crypto';
import { notifiedReturn, type PlannedNotification } from '../../notifications/planned-notifications';
import type { Receipt } from '../../notifications/notification-sender';
import type { NotificationRequest, NotificationFormat } from '../../notifications/notifier';
import { amountNumber, jsonText } from '../../http/json-text';
import { OVERSIZED_TEXT } from '../../notifications/oversized-text';
import type { Details, Payout } from '../orders/details';
import type { Settings } from '../options';
import {
  eventTime,
  failedView,
  payoutView,
  refundedStatus,
  statusOf,
  type PayoutStatusView,
} from '../answers/view';

/** Builds CASHOUT_COMPLETED, CASHOUT_FAILED and CASHOUT_REFUNDED, with a signature of their bytes. */
export class ConnectPspNotificationFormat implements NotificationFormat<Details> {
  constructor(private readonly settings: Settings) {}

  /** The address is that of the order, else of the options. A cancelled payout has no event; only GET shows it. */
  request(payout: Payout, notice: PlannedNotification): NotificationRequest | undefined {
    const url = payout.details.webhookUrl ?? this.settings.notifyUrl;
    const view = statusViewOf(payout, notice);
    if (url === null || view.status === 'CANCELLED') return undefined;
    const event = `CASHOUT_${view.status}`;
    const body = this.bodyOf(payout, event, view);
    const headers = {
      'Content-Type': 'application/json',
      'X-Connect-Signature': this.signatureOf(payout, body),
      'X-Event-Id': this.settings.random.uuid(),
    };
    return { url, headers, body, event };
  }

  /** No answer and 5xx lead to another attempt. 200 is a delivery; any other status would repeat itself. */
  shouldRetry({ status }: Receipt): boolean {
    return status === null || status >= 500;
  }

  /** The bytes are the same at every attempt. */
  private bodyOf(payout: Payout, event: string, view: PayoutStatusView): string {
    const { notificationFault } = payout.scenario;
    const { eventAtQuirk, fullFailedNotification } = this.settings;
    const at = view.return?.at ?? payout.settledAt ?? payout.requestedAt;
    const short = view.status === 'FAILED' && !fullFailedNotification;
    const data = short ? failedView(payout) : payoutView(payout, view);
    return jsonText({
      eventType: notificationFault === 'unknown-event' ? 'CASHOUT_REVIEWED' : event,
      eventAt: eventTime(at, eventAtQuirk || notificationFault === 'event-at'),
      data: { ...data, ...faultyFields(payout, view) },
    });
  }

  private signatureOf(payout: Payout, body: string): string {
    const { cryptoToken } = this.settings.credentials;
    const key = payout.scenario.notificationFault === 'signature' ? `not ${cryptoToken}` : cryptoToken;
    return createHmac('sha256', key).update(body).digest('hex');
  }
}

function statusViewOf(payout: Payout, notice: PlannedNotification): PayoutStatusView {
  if (notice.about === 'end') return statusOf(notice.claim);
  return refundedStatus(notifiedReturn(payout, notice.index));
}

function faultyFields(payout: Payout, view: PayoutStatusView): Record<string, unknown> {
  switch (payout.scenario.notificationFault) {
    case 'amount':
      return view.return ? {} : { amount: amountNumber(payout.amountMinor + 1n) };
    case 'null-reference':
      return { externalReference: null };
    case 'unknown-reference':
      return { externalReference: `unknown-${payout.id}` };
    case 'unknown-status':
      return { status: 'ON_HOLD' };
    case 'oversized':
      return { note: OVERSIZED_TEXT };
    default:
      return {};
  }
}
