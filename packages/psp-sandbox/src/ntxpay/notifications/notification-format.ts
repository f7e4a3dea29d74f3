import type { Notice } from '../../notifications/planned-notifications';
import type { Receipt } from '../../notifications/notification-sender';
import type { NoticeRequest, Wire } from '../../notifications/notifier';
import type { Webhook } from '../../ledger/payment';
import type { State } from '../../simulation/state';
import { jsonText } from '../../core/random-text';
import type { Details, NtxPayment } from '../orders/details';
import { cashOutView, reversalView } from './notification-view';
import type { Settings } from '../options';
import { statusOf } from '../answers/view';

/** CashOut and CashOutReversal, to what is registered for them at that moment, with its headers. */
export class NtxPayWire implements Wire<Details> {
  constructor(
    private readonly state: State<Details>,
    private readonly settings: Settings,
  ) {}

  request(payment: NtxPayment, notice: Notice): NoticeRequest | undefined {
    const eventType = notice.about === 'end' ? 'cash_out' : 'refund_out';
    const webhook = this.state.book.webhookFor(eventType) ?? this.unregistered(eventType);
    if (!webhook) return undefined;
    const { event, body } = contentOf(payment, notice);
    return { url: webhook.url, headers: this.headersOf(webhook, payment), body: jsonText(body), event };
  }

  /** The sandbox's own address, with the secret its client was offered. */
  private unregistered(eventType: string): Webhook | undefined {
    const { notifyUrl: url, credentials } = this.settings;
    const headers = [{ key: 'X-Webhook-Secret', value: credentials.webhookSecret }];
    return url === null ? undefined : { eventType, url, headers };
  }

  /** Only 200 is a delivery. */
  mayTryAgain({ status }: Receipt): boolean {
    return status !== 200;
  }

  /** Custom headers as they were registered, and Basic authorisation where that was agreed on. */
  private headersOf({ headers }: Webhook, { scenario }: NtxPayment): Readonly<Record<string, string>> {
    const spoilt = scenario.lie === 'signature' ? 'not-' : '';
    const custom = Object.fromEntries(headers.map(({ key, value }) => [key, `${spoilt}${value}`]));
    const { webhookBasicAuth } = this.settings;
    const hasOwn = Object.keys(custom).some(key => key.toLowerCase() === 'authorization');
    const basic = `Basic ${Buffer.from(`${spoilt}${webhookBasicAuth}`).toString('base64')}`;
    return {
      ...(webhookBasicAuth === null || hasOwn ? {} : { Authorization: basic }),
      ...custom,
      'Content-Type': 'application/json',
    };
  }
}

function contentOf(payment: NtxPayment, notice: Notice): { event: string; body: object } {
  if (notice.about === 'end') {
    const claim = statusOf(notice.claim);
    return { event: claim, body: cashOutView(payment, claim) };
  }
  const back = payment.returns[notice.index];
  if (!back) throw new Error('A return is notified only once it has happened');
  return { event: 'RETURNED', body: reversalView(payment, back) };
}
