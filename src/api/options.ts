import type { EventStore } from '../event-store/event-store';
import type { Moments } from '../queries/reading/read-model-freshness';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import type { Currency } from '../shared/money';
import type { Random } from '../shared/random';
import type { ApiKeyRegistry } from './auth/keys/api-key-registry';
import type { Gauge } from './operations/gauge';
import type { HealthProbe } from './operations/readiness';

/** What the API is handed by the composition root. The command and query buses come from CqrsModule.forRoot(). */
export interface ApiOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: EventStore;
  /** Followed (`registry.follow(signal)`) by the composition root. */
  readonly keys: ApiKeyRegistry;
  /** Waits until the read models know all that an answer is about. */
  readonly moments: Pick<Moments, 'passed' | 'exists' | 'over'>;
  /** Asks the providers what they say they hold for us; left out where none can be asked. */
  readonly reportedBalances?: ReportedBalances;
  /** Read at /metrics, each on its own. */
  readonly gauges?: readonly Gauge[];
  /** Asked by /health/ready, each on its own. */
  readonly probes: readonly HealthProbe[];
}

/** A provider's own word on our money there, or why there is none. */
export type ReportedBalance =
  | {
      readonly balanceMinor: bigint;
      /** Whether payouts that are under way still count in it. */
      readonly includesUnderWay: boolean;
      /** Our clock when the answer came. */
      readonly reportedAt: Date;
    }
  | { readonly reason: string };

/** Never rejects. */
export type ReportedBalances = (provider: string, currency: Currency) => Promise<ReportedBalance>;

/** The token under which the options are injected. */
export const API_OPTIONS = Symbol('ApiOptions');
