import type { CpuSeconds } from '../measure/cpu';

/** A service under measurement, with everything that it needs. */
export interface Side {
  readonly name: string;
  /** Where it listens. */
  readonly url: string;
  readonly apiKey: string;
  /** What the processes of this side have used until now; the provider's sandbox is none of them. */
  cpu(): CpuSeconds;
  /** Makes the account with enough money, where it is not there yet. */
  fund(accountId: string): Promise<void>;
  stop(): Promise<void>;
}
