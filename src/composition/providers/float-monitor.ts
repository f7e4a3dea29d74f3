import type { IsFloatShort } from '../../commands/payouts/payout-warnings';
import { PROVIDER_NAMES } from '../../providers/provider-names';
import type { ReadModels } from '../../projections/read-models';
import { availableFloats, type AvailableFloat } from '../../queries/ledger/available-float';
import type { ReadModelFreshness } from '../../queries/reading/read-model-freshness';
import { systemClock, type Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';

export interface FloatParts {
  /** What is left at each provider, by everything that is recorded now; undefined where the books are behind. */
  readonly readFloats: (timeoutMs: number) => Promise<readonly AvailableFloat[] | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long an answer may wait for the books, where what is known says that there is too little. */
const PATIENCE_MS = 300;
/** After this time the monitor refreshes the known floats in the background. */
const FRESH_MS = 1_000;

/**
 * Knows the floats of the providers. If the known float is enough, the monitor answers at once. If it is too little, the
 * monitor reads the books first, so that a new deposit counts. If the books do not answer in time, there is no warning.
 */
export class FloatMonitor {
  private readonly left = new Map<string, bigint>();
  private refreshedAtMs = 0;
  private running: Promise<boolean> = Promise.resolve(false);
  private next: Promise<boolean> | undefined;

  constructor(private readonly parts: FloatParts) {}

  readonly isShort: IsFloatShort = async (provider, currency, amountMinor) => {
    const key = `${provider} ${currency}`;
    const known = this.left.get(key);
    if (known === undefined || known < amountMinor) {
      if (!(await this.inTime(this.refresh()))) return false;
    } else if (this.parts.clock.now().getTime() - this.refreshedAtMs > FRESH_MS) void this.refresh();
    const left = this.left.get(key);
    if (left === undefined) return false;
    this.left.set(key, left - amountMinor);
    return left < amountMinor;
  };

  private async inTime(refreshed: Promise<boolean>): Promise<boolean> {
    const ended = new AbortController();
    const late = this.parts.clock.wait(PATIENCE_MS, ended.signal).then(() => false);
    try {
      return await Promise.race([refreshed, late]);
    } finally {
      ended.abort();
    }
  }

  /** A refresh that has begun can miss newer events. So callers that come meanwhile share the next refresh. */
  private refresh(): Promise<boolean> {
    this.next ??= this.running.then(() => {
      this.next = undefined;
      this.running = this.read();
      return this.running;
    });
    return this.next;
  }

  /** Never rejects. */
  private async read(): Promise<boolean> {
    const { readFloats, clock, logger } = this.parts;
    // A failed refresh also counts as a refresh. Otherwise every payout would query a database that is down.
    this.refreshedAtMs = clock.now().getTime();
    try {
      const found = await readFloats(PATIENCE_MS);
      for (const { provider, currency, availableMinor: leftMinor } of found ?? [])
        this.left.set(`${provider} ${currency}`, leftMinor);
      return found !== undefined;
    } catch (error) {
      logger.warn({ error: String(error) }, 'the money at the providers cannot be looked up');
      return false;
    }
  }
}

/** Reads the floats by all events that are recorded at that time. */
export function floatMonitor(
  readModels: ReadModels,
  moments: ReadModelFreshness,
  logger: Logger,
): IsFloatShort {
  const readFloats = async (timeoutMs: number) => {
    const passed = await moments.waitUntilCurrent(['journal', 'payouts'], timeoutMs);
    return passed.ok ? availableFloats(readModels.database, PROVIDER_NAMES) : undefined;
  };
  return new FloatMonitor({ readFloats, clock: systemClock, logger }).isShort;
}
