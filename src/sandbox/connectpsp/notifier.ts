import { createHmac } from 'node:crypto';
import { maySendTo } from '../loopback';
import { NotificationSender, type Receipt } from '../notification-sender';
import { jsonText } from '../text';
import type { SandboxPayout } from './book';
import type { State } from './state';
import { eventTime, failedView, payoutView } from './view';

/** Delivers CASHOUT_COMPLETED and CASHOUT_FAILED until the receiver answers 200 or the attempts end. */
export class Notifier {
  private readonly sender: NotificationSender;

  constructor(private readonly state: State) {
    this.sender = new NotificationSender(state.settings.clock, state.settings.webhookTimeoutMs);
  }

  /** Resolves once delivered, given up, or stopped by the signal. Goes on where the journal says it stopped. */
  async notify(payout: SandboxPayout, signal: AbortSignal): Promise<void> {
    const delays = this.state.settings.webhookDelaysMs;
    while (!payout.notified && payout.attempts < delays.length) {
      await this.untilDue(payout, delays[payout.attempts] ?? 0, signal);
      if (signal.aborted || !(await this.attempt(payout, signal))) return;
    }
  }

  /** One attempt now; whether a further one should follow. */
  async attempt(payout: SandboxPayout, signal: AbortSignal): Promise<boolean> {
    const { webhookUrl, scenario, internalCode } = payout;
    const attempt = payout.attempts + 1;
    const silent = webhookUrl === null || scenario.kind === 'no-hook';
    const receipt = silent ? DELIVERED : await this.deliver(payout, webhookUrl, attempt);
    if (signal.aborted) return false;
    const over = !mayTryAgain(receipt) || attempt >= this.state.settings.webhookDelaysMs.length;
    await this.state.record({ type: 'notified', at: this.state.now(), internalCode, attempt, over });
    if (scenario.kind === 'duplicate-hooks' && over && !silent)
      for (let copy = 1; copy < scenario.times; copy += 1) await this.deliver(payout, webhookUrl, attempt);
    return !over;
  }

  close(): Promise<void> {
    return this.sender.close();
  }

  private untilDue(payout: SandboxPayout, delayMs: number, signal: AbortSignal): Promise<void> {
    const { clock, webhookDelayFactor } = this.state.settings;
    const since = Date.parse(payout.lastAttemptAt ?? payout.settledAt ?? payout.requestedAt);
    return clock.wait(Math.max(0, since + delayMs * webhookDelayFactor - clock.now().getTime()), signal);
  }

  private async deliver(payout: SandboxPayout, webhookUrl: string, attempt: number): Promise<Receipt> {
    // Checked again here: a journal may come from a time when more hosts were allowed.
    if (!maySendTo(webhookUrl, this.state.settings.webhookHosts)) return REFUSED;
    const eventType = `CASHOUT_${payout.status}`;
    const body = this.bodyOf(payout, eventType);
    const signature = this.signatureOf(payout, body);
    const eventId = this.state.settings.random.uuid();
    const headers = {
      'Content-Type': 'application/json',
      'X-Connect-Signature': signature,
      'X-Event-Id': eventId,
    };
    const receipt = await this.sender.post(webhookUrl, headers, body);
    const { internalCode } = payout;
    this.state.noteDelivery({
      internalCode,
      eventType,
      eventId,
      attempt,
      body,
      signature,
      status: receipt.status,
    });
    return receipt;
  }

  /** The same bytes at every attempt. */
  private bodyOf(payout: SandboxPayout, eventType: string): string {
    const { eventAtQuirk, fullFailedNotification } = this.state.settings;
    const quirk = eventAtQuirk || payout.scenario.kind === 'event-at-quirk';
    const short = payout.status === 'FAILED' && !fullFailedNotification;
    return jsonText({
      eventType,
      eventAt: eventTime(payout.settledAt ?? payout.requestedAt, quirk),
      data: short ? failedView(payout) : payoutView(payout),
    });
  }

  private signatureOf(payout: SandboxPayout, body: string): string {
    const { cryptoToken } = this.state.credentials;
    const key = payout.scenario.kind === 'bad-signature' ? `not ${cryptoToken}` : cryptoToken;
    return createHmac('sha256', key).update(body).digest('hex');
  }
}

const DELIVERED: Receipt = { status: 200, error: null };
const REFUSED: Receipt = { status: 400, error: 'not an allowed host' };

/** Only 200 is a delivery. No answer and 5xx are tried again; whatever else was said will be said again. */
function mayTryAgain(receipt: Receipt): boolean {
  return receipt.status === null || receipt.status >= 500;
}
