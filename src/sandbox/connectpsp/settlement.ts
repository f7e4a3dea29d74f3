import { Background } from '../background';
import { newEndToEndId } from '../text';
import type { SandboxPayout } from './book';
import type { Notifier } from './notifier';
import type { State } from './state';
import { PARTNER_ISPB } from './view';

const FAILURE_MESSAGES: Readonly<Record<string, string>> = {
  PIX_KEY_NOT_FOUND: 'The provided PIX key did not resolve to a valid account.',
};

/** Takes accepted payouts to their end, after a while, and has them notified. */
export class Settlement {
  private readonly background = new Background();

  constructor(
    private readonly state: State,
    private readonly notifier: Notifier,
  ) {}

  /** Carries on with everything the journal left unfinished. */
  resume(): void {
    for (const payout of this.state.book.all()) if (!payout.notified) this.follow(payout);
  }

  /** Settles when it is due and notifies, in the background. */
  follow(payout: SandboxPayout): void {
    this.background.start(signal => this.run(payout, signal));
  }

  /** Settles now; resolves once that is on disk. */
  async settle(payout: SandboxPayout): Promise<void> {
    if (payout.status !== 'PROCESSING') return;
    const at = this.state.now();
    const { internalCode, scenario } = payout;
    if (scenario.kind === 'fail') {
      const message =
        FAILURE_MESSAGES[scenario.code] ?? 'The payment was refused by the receiving institution.';
      await this.state.record({
        type: 'failed',
        at,
        internalCode,
        failure: { code: scenario.code, message },
      });
      return;
    }
    const endToEndId = newEndToEndId(PARTNER_ISPB, at, limit => this.state.settings.random.below(limit));
    await this.state.record({ type: 'completed', at, internalCode, endToEndId });
  }

  /** Ends the waits and rejects with the first fault met in the background, if any. */
  stop(): Promise<void> {
    return this.background.stop();
  }

  private async run(payout: SandboxPayout, signal: AbortSignal): Promise<void> {
    const { clock } = this.state.settings;
    await clock.wait(Math.max(0, Date.parse(payout.settleAt) - clock.now().getTime()), signal);
    if (signal.aborted) return;
    await this.settle(payout);
    await this.notifier.notify(payout, signal);
  }
}
