import { notifiedReturn, type PlannedNotification } from '../../notifications/planned-notifications';
import type { Receipt } from '../../notifications/notification-sender';
import type { NotificationRequest, NotificationFormat } from '../../notifications/notifier';
import type { Webhook } from '../../ledger/payment';
import type { State } from '../../simulation/state';
import { jsonText } from '../../http/json-text';
import type { Details, NtxPayment } from '../orders/details';
import { cashOutView, reversalView } from './notification-view';
import type { Settings } from '../options';
import { statusOf } from '../answers/view';

/** Builds CashOut and CashOutReversal for the address and the headers that are registered at the time of the attempt. */
export class NtxPayNotificationFormat implements NotificationFormat<Details> {
  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
  ) {}

  request(payment: NtxPayment, notice: PlannedNotification): NotificationRequest | undefined {
    const eventType = notice.about === 'end' ? 'cash_out' : 'refund_out';
    const webhook = this.state.ledger.webhookFor(eventType) ?? this.defaultWebhook(eventType);
    if (!webhook) return undefined;
    const { event, body } = contentOf(payment, notice);
    return { url: webhook.url, headers: this.headersOf(webhook, payment), body: jsonText(body), event };
  }

  /** The address of the options, with the webhook secret of the credentials. */
  private defaultWebhook(eventType: string): Webhook | undefined {
    const { notifyUrl: url, credentials } = this.settings;
    const headers = [{ key: 'X-Webhook-Secret', value: credentials.webhookSecret }];
    return url === null ? undefined : { eventType, url, headers };
  }

  /** Only 200 is a delivery. */
  shouldRetry({ status }: Receipt): boolean {
    return status !== 200;
  }

  /** The registered headers, and Basic authorisation when the option is set. */
  private headersOf({ headers }: Webhook, { scenario }: NtxPayment): Readonly<Record<string, string>> {
    const wrongPrefix = scenario.notificationFault === 'signature' ? 'not-' : '';
    const custom = Object.fromEntries(headers.map(({ key, value }) => [key, `${wrongPrefix}${value}`]));
    const { webhookBasicAuth } = this.settings;
    const hasOwn = Object.keys(custom).some(key => key.toLowerCase() === 'authorization');
    const basic = `Basic ${Buffer.from(`${wrongPrefix}${webhookBasicAuth}`).toString('base64')}`;
    return {
      ...(webhookBasicAuth === null || hasOwn ? {} : { Authorization: basic }),
      ...custom,
      'Content-Type': 'application/json',
    };
  }
}

function contentOf(payment: NtxPayment, notice: PlannedNotification): { event: string; body: object } {
  if (notice.about === 'end') {
    const claim = statusOf(notice.claim);
    return { event: claim, body: cashOutView(payment, claim) };
  }
  return { event: 'RETURNED', body: reversalView(payment, notifiedReturn(payment, notice.index)) };
}
