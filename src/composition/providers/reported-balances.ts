import type { ReportedBalance, ReportedBalances } from '../../api/ledger/reported-balances';
import type { Provider } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';

export interface BalanceParts {
  readonly providers: Iterable<Provider>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a query waits for a provider, its token included. */
  readonly timeoutMs: number;
}

/** Fetches the balance of each provider, one call at a time. Callers that come meanwhile get the same answer. */
export function reportedBalances(parts: BalanceParts): ReportedBalances {
  const desks = new Map([...parts.providers].map(one => [one.name as string, new BalanceDesk(one, parts)]));
  return {
    ask: (provider, currency) => {
      const desk = desks.get(provider);
      if (desk?.currency !== currency)
        return Promise.resolve({ reason: `no balance in ${currency} can be asked for` });
      return desk.answer();
    },
  };
}

/**
 * Nothing is kept once it was answered: an old balance beside new books would look like missing money. A provider that
 * asks to be left alone is, so that looking at balances does not cost it the calls that payouts need.
 */
class BalanceDesk {
  private underWay: Promise<ReportedBalance> | undefined;
  private notBeforeMs = 0;

  constructor(
    private readonly provider: Provider,
    private readonly parts: BalanceParts,
  ) {}

  get currency() {
    return this.provider.currency;
  }

  /** A call that is given up waiting for stays the only one until it has ended. */
  async answer(): Promise<ReportedBalance> {
    const { clock, timeoutMs } = this.parts;
    if (clock.now().getTime() < this.notBeforeMs)
      return { reason: 'the provider has asked not to be called for now' };
    const answered = new AbortController();
    const tooLate = clock.wait(timeoutMs, answered.signal).then(() => TOO_LATE);
    try {
      return await Promise.race([this.only(), tooLate]);
    } finally {
      answered.abort();
    }
  }

  private only(): Promise<ReportedBalance> {
    this.underWay ??= this.ask().finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }

  private async ask(): Promise<ReportedBalance> {
    const { clock, logger } = this.parts;
    try {
      const called = await this.provider.fetchBalance?.();
      if (!called) return { reason: 'the provider cannot be asked for its balance' };
      const { outcome, retryAfterMs } = called;
      const now = clock.now();
      this.notBeforeMs = now.getTime() + (retryAfterMs ?? 0);
      if (outcome.kind === 'unclear') return { reason: outcome.reason };
      const { balanceMinor, includesUnderWay } = outcome;
      return { balanceMinor, includesUnderWay, reportedAt: now };
    } catch (error) {
      logger.error(
        { provider: this.provider.name, error: String(error) },
        'a balance could not be asked for',
      );
      return { reason: 'the provider could not be asked' };
    }
  }
}

const TOO_LATE: ReportedBalance = { reason: 'no answer in time' };
