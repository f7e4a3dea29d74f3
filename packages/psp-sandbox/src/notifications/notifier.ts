import { maySendTo } from '../http/loopback';
import { noticesOf, nextNotice, type Notice } from './planned-notifications';
import { NotificationSender, type Receipt } from './notification-sender';
import type { Payment } from '../ledger/payment';
import type { State } from '../simulation/state';

/** A notice as one provider sends it. */
export interface NoticeRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What it tells, in the provider's word. */
  readonly event: string;
}

/** How one provider tells a notice. */
export interface Wire<Details> {
  /** New at each attempt where the provider's headers are; undefined where there is nowhere to send it to. */
  request(payment: Payment<Details>, notice: Notice): NoticeRequest | undefined;
  /** Whether what came back leaves the notice undelivered. */
  mayTryAgain(receipt: Receipt): boolean;
}

/** Delivers notices, one after the other, each until it is taken or its attempts end. */
export class Notifier<Details> {
  private readonly sender: NotificationSender;

  constructor(
    private readonly state: State<Details>,
    private readonly wire: Wire<Details>,
  ) {
    this.sender = new NotificationSender(state.settings.clock, state.settings.webhookTimeoutMs);
  }

  /** Waits until the next notice's next attempt is due, and makes it. Goes on where the journal says it stopped. */
  async attemptWhenDue(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    const delayMs = this.state.settings.webhookDelaysMs[payment.attempts] ?? 0;
    const since = payment.lastAttemptAt ?? payment.settledAt ?? payment.requestedAt;
    await this.state.waitSince(since, delayMs, signal);
    await this.state.outage.over(signal);
    if (!signal.aborted) await this.attempt(payment, signal);
  }

  /** One attempt, now, of the notice that is next, if what it tells has happened. */
  async attempt(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    const next = nextNotice(payment);
    if (!next || payment.returns.length < next.needsReturns) return;
    const { id, noticesOver: notice, scenario } = payment;
    const attempt = payment.attempts + 1;
    const receipt = await this.send(payment, next, { notice, attempt });
    if (signal.aborted) return;
    const tryAgain = receipt !== NOWHERE && this.wire.mayTryAgain(receipt);
    const over = !tryAgain || attempt >= this.state.settings.webhookDelaysMs.length;
    await this.state.record({ type: 'notified', at: this.state.now(), id, notice, attempt, over });
    if (!over) return;
    for (let copy = 1; copy < (scenario.copies ?? 1); copy += 1)
      await this.send(payment, next, { notice, attempt });
  }

  /** The last notice that was due once more, to the address given or the usual one; undefined if there is none. */
  async resend(payment: Payment<Details>, url: string | null): Promise<Receipt | undefined> {
    const due = noticesOf(payment).filter(({ needsReturns }) => needsReturns <= payment.returns.length);
    const last = due.at(-1);
    const request = last && this.wire.request(payment, last);
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
    notice: Notice,
    count: { readonly notice: number; readonly attempt: number },
  ): Promise<Receipt> {
    if (notice.silent) return NOWHERE;
    const request = notice.replay ? this.state.firstDeliveryOf(payment) : undefined;
    const fresh = request ?? this.wire.request(payment, notice);
    return fresh ? this.post(payment, fresh, count) : NOWHERE;
  }

  private async post(
    { id }: Payment<Details>,
    { url, headers, body, event }: NoticeRequest,
    count: { readonly notice: number; readonly attempt: number },
  ): Promise<Receipt> {
    // Checked again here: a journal may come from a time when more hosts were allowed.
    if (!maySendTo(url, this.state.settings.webhookHosts)) return REFUSED;
    const receipt = await this.sender.post(url, headers, body);
    this.state.noteDelivery({ id, event, ...count, url, headers, body, status: receipt.status });
    return receipt;
  }
}

/** With nowhere to send to there is nothing to try again. */
const NOWHERE: Receipt = { status: null, error: 'nowhere to send it to' };
const REFUSED: Receipt = { status: 400, error: 'not an allowed host' };
