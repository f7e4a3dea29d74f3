import type { Clock } from '../../shared/clock';
import type { PartHealthResponse } from './part-health.response';

/** One part that must answer before requests make sense. */
export interface HealthProbe {
  /** In words an operator knows: `event store`, `database`, `projections`. */
  readonly part: string;
  /**
   * True if the part answers; false or any error if it is away; a text says what is wrong with it, to anybody. A note tells
   * anybody what is not well with a part that is up.
   */
  check(): Promise<Finding>;
}

type Finding = boolean | string | { readonly note: string };

const PROBE_TIMEOUT_MS = 2_000;

/** Asks every part that must answer before requests make sense. */
export class Readiness {
  constructor(
    private readonly probes: readonly HealthProbe[],
    private readonly clock: Clock,
  ) {}

  check(): Promise<PartHealthResponse[]> {
    return readiness(this.probes, this.clock);
  }
}

/** Asks all parts at once; one that does not answer in time is down. Why it is down is for the logs, not for callers. */
async function readiness(probes: readonly HealthProbe[], clock: Clock): Promise<PartHealthResponse[]> {
  return Promise.all(
    probes.map(async (probe): Promise<PartHealthResponse> => {
      const { part } = probe;
      const told = await answers(probe, clock);
      if (typeof told === 'string') return { part, status: 'down', detail: told };
      if (typeof told === 'object') return { part, status: 'up', detail: told.note };
      return { part, status: told ? 'up' : 'down' };
    }),
  );
}

async function answers(probe: HealthProbe, clock: Clock): Promise<Finding> {
  const patience = new AbortController();
  const tooLate = clock.wait(PROBE_TIMEOUT_MS, patience.signal).then(() => false);
  const asked = Promise.resolve()
    .then(() => probe.check())
    .catch(() => false);
  const up = await Promise.race([asked, tooLate]);
  patience.abort();
  return up;
}
