import type { IsFloatShort } from '../../commands/payouts/payout-warnings';
import type { ReadModels } from '../../projections/read-models';
import { floatsLeft, type FloatLeft } from '../../queries/ledger/available-float';
import type { Moments } from '../../queries/reading/read-model-freshness';
import { systemClock, type Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';

export interface FloatParts {
  /** What is left at each provider, by everything that is recorded now; undefined where the books are behind. */
  readonly look: (timeoutMs: number) => Promise<readonly FloatLeft[] | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long an answer may wait for the books, where what is known says that there is too little. */
const PATIENCE_MS = 300;
/** After this what is known is looked up again, without anybody waiting for it. */
const FRESH_MS = 1_000;

/**
 * What this process knows of the money at the providers. Enough by what is known is answered at once. Too little is
 * looked up first, so that a deposit of a moment ago counts; where the books cannot say it in time, nothing is said.
 */
export class FloatWatch {
  private readonly left = new Map<string, bigint>();
  private lookedAtMs = 0;
  private running: Promise<boolean> = Promise.resolve(false);
  private next: Promise<boolean> | undefined;

  constructor(private readonly parts: FloatParts) {}

  readonly isShort: IsFloatShort = async (provider, currency, amountMinor) => {
    const key = `${provider} ${currency}`;
    const known = this.left.get(key);
    if (known === undefined || known < amountMinor) {
      if (!(await this.inTime(this.look()))) return false;
    } else if (this.parts.clock.now().getTime() - this.lookedAtMs > FRESH_MS) void this.look();
    const left = this.left.get(key);
    if (left === undefined) return false;
    this.left.set(key, left - amountMinor);
    return left < amountMinor;
  };

  private async inTime(looked: Promise<boolean>): Promise<boolean> {
    const ended = new AbortController();
    const late = this.parts.clock.wait(PATIENCE_MS, ended.signal).then(() => false);
    try {
      return await Promise.race([looked, late]);
    } finally {
      ended.abort();
    }
  }

  /** A look that has begun may miss what was recorded since: whoever comes meanwhile shares the next one. */
  private look(): Promise<boolean> {
    this.next ??= this.running.then(() => {
      this.next = undefined;
      this.running = this.read();
      return this.running;
    });
    return this.next;
  }

  /** Never rejects. */
  private async read(): Promise<boolean> {
    const { look, clock, logger } = this.parts;
    // Also a look that fails is one: nobody tries again with every payout.
    this.lookedAtMs = clock.now().getTime();
    try {
      const found = await look(PATIENCE_MS);
      for (const { provider, currency, leftMinor } of found ?? [])
        this.left.set(`${provider} ${currency}`, leftMinor);
      return found !== undefined;
    } catch (error) {
      logger.warn({ error: String(error) }, 'the money at the providers cannot be looked up');
      return false;
    }
  }
}

/** By all that is recorded when it is looked up. */
export function floatWatch(readModels: ReadModels, moments: Moments, logger: Logger): IsFloatShort {
  const look = async (timeoutMs: number) => {
    const passed = await moments.passed(['journal', 'payouts'], timeoutMs);
    return passed.ok ? floatsLeft(readModels.database) : undefined;
  };
  return new FloatWatch({ look, clock: systemClock, logger }).isShort;
}
