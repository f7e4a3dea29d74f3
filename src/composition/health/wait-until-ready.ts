import { readiness, type HealthProbe } from '../../api/operations/readiness';
import { systemClock } from '../../shared/clock';
import type { StartRefused } from '../start-refused';

const LOOK_EVERY_MS = 25;

/**
 * Whoever is told the address may use it at once. A part that is away is logged by whoever tries to reach it.
 * @throws {StartRefused} waiting would be in vain
 */
export async function untilReady(
  probes: readonly HealthProbe[],
  refusal: () => StartRefused | undefined,
  signal?: AbortSignal,
): Promise<void> {
  while (!signal?.aborted) {
    const refused = refusal();
    if (refused) throw refused;
    const parts = await readiness(probes, systemClock);
    if (parts.every(({ status }) => status === 'up')) return;
    await systemClock.wait(LOOK_EVERY_MS, signal);
  }
}
