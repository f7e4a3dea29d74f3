import type { SandboxPayout } from './book';
import type { Notifier } from './notifier';
import type { State } from './state';
import { newEndToEndId } from './view';

const FAILURE_MESSAGES: Readonly<Record<string, string>> = {
  PIX_KEY_NOT_FOUND: 'The provided PIX key did not resolve to a valid account.',
};

/** Takes accepted payouts to their end, after a while, and has them notified. */
export class Settlement {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private fault: unknown;

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
    const work = this.run(payout).catch(error => {
      this.fault ??= error;
    });
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
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
    const endToEndId = newEndToEndId(at, limit => this.state.settings.random.below(limit));
    await this.state.record({ type: 'completed', at, internalCode, endToEndId });
  }

  /** Ends the waits and rejects with the first fault met in the background, if any. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay);
    if (this.fault !== undefined) throw this.fault;
  }

  private async run(payout: SandboxPayout): Promise<void> {
    const { clock } = this.state.settings;
    const { signal } = this.stopping;
    await clock.wait(Math.max(0, Date.parse(payout.settleAt) - clock.now().getTime()), signal);
    if (signal.aborted) return;
    await this.settle(payout);
    await this.notifier.notify(payout, signal);
  }
}
