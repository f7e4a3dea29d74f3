import { maySendTo } from '../http/loopback';
import { plannedNotifications, nextNotification, type PlannedNotification } from './planned-notifications';
import { NotificationSender, type Receipt } from './notification-sender';
import type { Payment } from '../ledger/payment';
import type { State } from '../simulation/state';

/** A notification as an HTTP request of one provider. */
export interface NotificationRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The event in the provider's own word. */
  readonly event: string;
}

/** The format of one provider's notifications. */
export interface NotificationFormat<Details> {
  /** Builds the request of one attempt. Returns undefined when no address is known. */
  request(payment: Payment<Details>, notice: PlannedNotification): NotificationRequest | undefined;
  /** Returns whether the receiver's answer leads to another attempt. */
  shouldRetry(receipt: Receipt): boolean;
}

/** Delivers the notifications of a payment one after another, each until the receiver accepts it or its attempts end. */
export class Notifier<Details> {
  private readonly sender: NotificationSender;

  constructor(
    private readonly state: State<Details>,
    private readonly format: NotificationFormat<Details>,
  ) {
    this.sender = new NotificationSender(state.settings.clock, state.settings.webhookTimeoutMs);
  }

  /** Waits for the time of the next attempt and makes it. After a restart it continues with the attempt of the entry log. */
  async attemptWhenDue(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    const delayMs = this.state.settings.webhookDelaysMs[payment.attempts] ?? 0;
    const since = payment.lastAttemptAt ?? payment.settledAt ?? payment.requestedAt;
    await this.state.waitSince(since, delayMs, signal);
    await this.state.outage.waitUntilOver(signal);
    if (!signal.aborted) await this.attempt(payment, signal);
  }

  /** Makes one attempt of the next notification now, if the returns that it needs have happened. */
  async attempt(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    const next = nextNotification(payment);
    if (!next || payment.returns.length < next.needsReturns) return;
    const { id, finishedNotifications: notice, scenario } = payment;
    const attempt = payment.attempts + 1;
    const receipt = await this.send(payment, next, { notice, attempt });
    if (signal.aborted) return;
    const tryAgain = receipt !== NOWHERE && this.format.shouldRetry(receipt);
    const over = !tryAgain || attempt >= this.state.settings.webhookDelaysMs.length;
    await this.state.record({ type: 'notified', at: this.state.now(), id, notice, attempt, over });
    if (!over) return;
    for (let copy = 1; copy < (scenario.copies ?? 1); copy += 1)
      await this.send(payment, next, { notice, attempt });
  }

  /** Sends the last due notification again, to the given address or the usual one. Returns undefined when there is none. */
  async resend(payment: Payment<Details>, url: string | null): Promise<Receipt | undefined> {
    const due = plannedNotifications(payment).filter(
      ({ needsReturns }) => needsReturns <= payment.returns.length,
    );
    const last = due.at(-1);
    const request = last && this.format.request(payment, last);
    if (!request) return undefined;
    return this.post(payment, url === null ? request : { ...request, url }, {
      notice: due.length - 1,
      attempt: 0,
    });
  }

  close(): Promise<void> {
    return this.sender.close();
  }

  private async send(
    payment: Payment<Details>,
    notice: PlannedNotification,
    count: { readonly notice: number; readonly attempt: number },
  ): Promise<Receipt> {
    if (notice.silent) return NOWHERE;
    const request = notice.replay ? this.state.firstDeliveryOf(payment) : undefined;
    const fresh = request ?? this.format.request(payment, notice);
    return fresh ? this.post(payment, fresh, count) : NOWHERE;
  }

  private async post(
    { id }: Payment<Details>,
    { url, headers, body, event }: NotificationRequest,
    count: { readonly notice: number; readonly attempt: number },
  ): Promise<Receipt> {
    // Check the address again: a journal file can come from a run that allowed more hosts.
    if (!maySendTo(url, this.state.settings.webhookHosts)) return REFUSED;
    const receipt = await this.sender.post(url, headers, body);
    this.state.noteDelivery({ id, event, ...count, url, headers, body, status: receipt.status });
    return receipt;
  }
}

/** A notification without an address has no further attempt. */
const NOWHERE: Receipt = { status: null, error: 'nowhere to send it to' };
const REFUSED: Receipt = { status: 400, error: 'not an allowed host' };
