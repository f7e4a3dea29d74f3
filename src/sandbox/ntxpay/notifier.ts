import { maySendTo } from '../loopback';
import { NotificationSender, type Receipt } from '../notification-sender';
import { jsonText } from '../text';
import type { SandboxPayment, Webhook } from './book';
import type { State } from './state';
import { cashOutView, claimsOf, type Claim } from './view';

/** Delivers CashOut notifications until the receiver answers 200 or the attempts end. */
export class Notifier {
  private readonly sender: NotificationSender;

  constructor(private readonly state: State) {
    this.sender = new NotificationSender(state.settings.clock, state.settings.webhookTimeoutMs);
  }

  /** Resolves once all are delivered, given up, or stopped by the signal. Goes on where the journal says it stopped. */
  async notify(payment: SandboxPayment, signal: AbortSignal): Promise<void> {
    const delays = this.state.settings.webhookDelaysMs;
    while (payment.hooksOver < claimsOf(payment).length) {
      await this.untilDue(payment, delays[payment.attempts] ?? 0, signal);
      if (signal.aborted) return;
      await this.attempt(payment, signal);
      if (signal.aborted) return;
    }
  }

  /** One attempt, now, of the notification that is next. */
  async attempt(payment: SandboxPayment, signal: AbortSignal): Promise<void> {
    const { transactionId, hooksOver: hook, scenario } = payment;
    const claim = claimsOf(payment)[hook];
    if (claim === undefined) return;
    const attempt = payment.attempts + 1;
    const webhook = this.state.book.webhookFor('cash_out');
    // With nowhere to send to there is nothing to try again.
    const receipt = webhook ? await this.deliver(payment, claim, webhook, attempt) : DELIVERED;
    if (signal.aborted) return;
    const over = receipt.status === 200 || attempt >= this.state.settings.webhookDelaysMs.length;
    await this.state.record({ type: 'notified', at: this.state.now(), transactionId, hook, attempt, over });
    if (scenario.kind === 'duplicate-hooks' && over && webhook)
      for (let copy = 1; copy < scenario.times; copy += 1)
        await this.deliver(payment, claim, webhook, attempt);
  }

  /** The last notification once more, to the address given or the registered one; undefined if there is none. */
  async resend(payment: SandboxPayment, url: string | null): Promise<Receipt | undefined> {
    const claim = claimsOf(payment).at(-1) ?? (payment.status === 'PENDING' ? undefined : payment.status);
    const registered = this.state.book.webhookFor('cash_out');
    const webhook = url === null ? registered : { eventType: 'cash_out', headers: [], ...registered, url };
    return claim && webhook ? this.deliver(payment, claim, webhook, 0) : undefined;
  }

  close(): Promise<void> {
    return this.sender.close();
  }

  private untilDue(payment: SandboxPayment, delayMs: number, signal: AbortSignal): Promise<void> {
    const { clock, webhookDelayFactor } = this.state.settings;
    const since = Date.parse(payment.lastAttemptAt ?? payment.settledAt ?? payment.requestedAt);
    return clock.wait(Math.max(0, since + delayMs * webhookDelayFactor - clock.now().getTime()), signal);
  }

  private async deliver(
    payment: SandboxPayment,
    claim: Claim,
    { url, headers: custom }: Webhook,
    attempt: number,
  ): Promise<Receipt> {
    // Checked again here: a journal may come from a time when more hosts were allowed.
    if (!maySendTo(url, this.state.settings.webhookHosts)) return REFUSED;
    const body = jsonText(cashOutView(payment, claim));
    const spoilt = payment.scenario.kind === 'bad-secret' ? 'not-' : '';
    const headers = Object.fromEntries(custom.map(({ key, value }) => [key, `${spoilt}${value}`]));
    const receipt = await this.sender.post(url, { ...headers, 'Content-Type': 'application/json' }, body);
    const { transactionId } = payment;
    this.state.noteDelivery({ transactionId, claim, attempt, url, body, status: receipt.status });
    return receipt;
  }
}

const DELIVERED: Receipt = { status: 200, error: null };
const REFUSED: Receipt = { status: 400, error: 'not an allowed host' };
