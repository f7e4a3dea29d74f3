import { createHmac } from 'node:crypto';
import type { Notice } from '../../notifications/planned-notifications';
import type { Receipt } from '../../notifications/notification-sender';
import type { NoticeRequest, Wire } from '../../notifications/notifier';
import { amountNumber, jsonText, padding } from '../../core/random-text';
import type { Details, Payout } from '../orders/details';
import type { Settings } from '../options';
import { eventTime, failedView, payoutView, refunded, statusOf, type Telling } from '../answers/view';

/** CASHOUT_COMPLETED, CASHOUT_FAILED and CASHOUT_REFUNDED, signed over their bytes. */
export class ConnectPspWire implements Wire<Details> {
  constructor(private readonly settings: Settings) {}

  /** To where the order said, else the sandbox's own address. A cancelled payout has no event: only questions show it. */
  request(payout: Payout, notice: Notice): NoticeRequest | undefined {
    const url = payout.details.webhookUrl ?? this.settings.notifyUrl;
    const telling = tellingOf(payout, notice);
    if (url === null || telling.status === 'CANCELLED') return undefined;
    const event = `CASHOUT_${telling.status}`;
    const body = this.bodyOf(payout, event, telling);
    const headers = {
      'Content-Type': 'application/json',
      'X-Connect-Signature': this.signatureOf(payout, body),
      'X-Event-Id': this.settings.random.uuid(),
    };
    return { url, headers, body, event };
  }

  /** Only 200 is a delivery. No answer and 5xx are tried again; whatever else was said will be said again. */
  mayTryAgain({ status }: Receipt): boolean {
    return status === null || status >= 500;
  }

  /** The same bytes at every attempt. */
  private bodyOf(payout: Payout, event: string, telling: Telling): string {
    const { lie } = payout.scenario;
    const { eventAtQuirk, fullFailedNotification } = this.settings;
    const at = telling.back?.at ?? payout.settledAt ?? payout.requestedAt;
    const short = telling.status === 'FAILED' && !fullFailedNotification;
    const data = short ? failedView(payout) : payoutView(payout, telling);
    return jsonText({
      eventType: lie === 'unknown-event' ? 'CASHOUT_REVIEWED' : event,
      eventAt: eventTime(at, eventAtQuirk || lie === 'event-at'),
      data: { ...data, ...lieOf(payout, telling) },
    });
  }

  private signatureOf(payout: Payout, body: string): string {
    const { cryptoToken } = this.settings.credentials;
    const key = payout.scenario.lie === 'signature' ? `not ${cryptoToken}` : cryptoToken;
    return createHmac('sha256', key).update(body).digest('hex');
  }
}

function tellingOf(payout: Payout, notice: Notice): Telling {
  if (notice.about === 'end') return statusOf(notice.claim);
  const back = payout.returns[notice.index];
  if (!back) throw new Error('A return is notified only once it has happened');
  return refunded(back);
}

function lieOf(payout: Payout, { back }: Telling): Record<string, unknown> {
  switch (payout.scenario.lie) {
    case 'amount':
      return back ? {} : { amount: amountNumber(payout.amountMinor + 1n) };
    case 'null-reference':
      return { externalReference: null };
    case 'unknown-reference':
      return { externalReference: `unknown-${payout.id}` };
    case 'unknown-status':
      return { status: 'ON_HOLD' };
    case 'oversized':
      return { note: padding() };
    default:
      return {};
  }
}
