import type { Clock } from '../../shared/clock';

/** One part that must answer before requests make sense. */
export interface HealthProbe {
  /** In words an operator knows: `event store`, `database`, `projections`. */
  readonly part: string;
  /** True if the part answers; false or any error if it is away; a text says what is wrong with it, to anybody. */
  check(): Promise<boolean | string>;
}

export interface PartHealth {
  readonly part: string;
  readonly status: 'up' | 'down';
  /** What is wrong, where it is known; free of secrets and of what is anybody's. */
  readonly detail?: string;
}

const PROBE_TIMEOUT_MS = 2_000;

/** Asks all parts at once; one that does not answer in time is down. Why it is down is for the logs, not for callers. */
export async function readiness(probes: readonly HealthProbe[], clock: Clock): Promise<PartHealth[]> {
  return Promise.all(
    probes.map(async (probe): Promise<PartHealth> => {
      const { part } = probe;
      const told = await answers(probe, clock);
      if (typeof told === 'string') return { part, status: 'down', detail: told };
      return { part, status: told ? 'up' : 'down' };
    }),
  );
}

async function answers(probe: HealthProbe, clock: Clock): Promise<boolean | string> {
  const patience = new AbortController();
  const tooLate = clock.wait(PROBE_TIMEOUT_MS, patience.signal).then(() => false);
  const asked = Promise.resolve()
    .then(() => probe.check())
    .catch(() => false);
  const up = await Promise.race([asked, tooLate]);
  patience.abort();
  return up;
}
