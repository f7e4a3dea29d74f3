import { ApiClient, payoutBody, untilAnswered, type PayoutBody } from '../support/api-client';
import type { SeededRandom } from '../simulation/seeded-random';

const SCENARIOS = [
  'complete',
  'complete',
  'fail:PIX_KEY_NOT_FOUND',
  'drop-response-after-accept',
  'no-hook',
  'duplicate-hooks:3',
  'delay:600ms',
  'hook-before-response',
  '500-after-accept',
  'token-expired',
];
/** One account is rich, one has less than is asked of it. */
const ACCOUNTS = ['rich', 'rich', 'rich', 'poor'];
const WORKERS = 6;

/** Clients that send commands and repeat each, with its key, until it is answered: however often the service dies. */
export class Load {
  answered = 0;
  private allowed = 0;
  private taken = 0;
  private wake: (() => void)[] = [];
  private ending = false;
  private readonly workers: Promise<void>[];

  constructor(
    private readonly api: ApiClient,
    private readonly random: SeededRandom,
  ) {
    this.workers = Array.from({ length: WORKERS }, () => this.work());
    // What goes wrong is told by finish(); a test that has failed before does not come there.
    for (const worker of this.workers) worker.catch(() => undefined);
  }

  /** Lets this many more commands go out. */
  allow(count: number): void {
    this.allowed += count;
    for (const wake of this.wake.splice(0)) wake();
  }

  /** Resolves when every command has its answer. */
  async finish(): Promise<void> {
    this.ending = true;
    this.allow(0);
    await Promise.all(this.workers);
  }

  private async work(): Promise<void> {
    for (;;) {
      while (this.taken >= this.allowed) {
        if (this.ending) return;
        await new Promise<void>(resolve => this.wake.push(resolve));
      }
      this.taken += 1;
      await this.send(this.taken);
      this.answered += 1;
    }
  }

  private async send(index: number): Promise<void> {
    if (index % 10 === 0) {
      await untilAnswered(() => this.api.deposit('rich', '1.00', `deposit ${index}`));
      return;
    }
    const body = this.body(index);
    await untilAnswered(() => this.api.requestPayout(body));
  }

  private body(index: number): PayoutBody {
    const amount = `${this.random.between(1, 9)}.${this.random.between(10, 99)}`;
    return payoutBody(this.random.pick(ACCOUNTS), `crash ${index}`, amount, this.random.pick(SCENARIOS));
  }
}
