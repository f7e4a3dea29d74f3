import type { Readiness } from '../../api/operations/readiness';
import { systemClock } from '../../shared/clock';
import type { StartRefused } from '../start-refused';

const CHECK_EVERY_MS = 25;

/**
 * Waits until every part is up: a caller that gets the address can use it at once. The part that tries to reach a store
 * that is away logs it. Returns early when the signal aborts.
 * @throws {StartRefused} when only a person can change what is wrong
 */
export async function waitUntilReady(
  readiness: Readiness,
  refusal: () => StartRefused | undefined,
  signal?: AbortSignal,
): Promise<void> {
  while (!signal?.aborted) {
    const refused = refusal();
    if (refused) throw refused;
    const parts = await readiness.check();
    if (parts.every(({ status }) => status === 'up')) return;
    await systemClock.wait(CHECK_EVERY_MS, signal);
  }
}
