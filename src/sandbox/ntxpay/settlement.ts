import { Background } from '../background';
import { newEndToEndId } from '../text';
import { claimsOf, PAYER_ISPB } from './view';
import type { SandboxPayment } from './book';
import { failureOf } from './failures';
import type { Notifier } from './notifier';
import type { State } from './state';

/** Takes accepted payments to their end, after a while, and has them notified. */
export class Settlement {
  private readonly background = new Background();

  constructor(
    private readonly state: State,
    private readonly notifier: Notifier,
  ) {}

  /** Carries on with everything the journal left unfinished. */
  resume(): void {
    for (const payment of this.state.book.all()) {
      const finished = payment.status !== 'PENDING' && payment.hooksOver >= claimsOf(payment).length;
      if (!finished) this.follow(payment);
    }
  }

  /** Settles when it is due and notifies, in the background. */
  follow(payment: SandboxPayment): void {
    this.background.start(signal => this.run(payment, signal));
  }

  /** Settles now; resolves once that is on disk. */
  async settle({ status, transactionId, scenario }: SandboxPayment): Promise<void> {
    if (status !== 'PENDING') return;
    const at = this.state.now();
    if (scenario.kind === 'error') {
      await this.state.record({ type: 'failed', at, transactionId, failure: failureOf(scenario.code) });
      return;
    }
    const endToEndId = newEndToEndId(PAYER_ISPB, at, this.state.below);
    await this.state.record({ type: 'confirmed', at, transactionId, endToEndId });
  }

  /** Ends the waits and rejects with the first fault met in the background, if any. */
  stop(): Promise<void> {
    return this.background.stop();
  }

  private async run(payment: SandboxPayment, signal: AbortSignal): Promise<void> {
    const { clock } = this.state.settings;
    await clock.wait(Math.max(0, Date.parse(payment.settleAt) - clock.now().getTime()), signal);
    if (signal.aborted) return;
    await this.settle(payment);
    await this.notifier.notify(payment, signal);
  }
}
