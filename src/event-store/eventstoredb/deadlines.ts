import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';

/** Waits for what may never come, but no longer than `limitMs`. @throws {Fault} it did not come in time */
export async function withDeadline<Value>(
  clock: Clock,
  limitMs: number,
  awaited: Promise<Value>,
): Promise<Value> {
  const done = new AbortController();
  const late = clock.wait(limitMs, done.signal).then(() => {
    if (done.signal.aborted) return awaited;
    throw new Fault('event store', `The event store did not answer within ${limitMs} ms.`);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    done.abort();
    // Whichever loses the race may still fail, with nobody left to hear it.
    late.catch(() => undefined);
    awaited.catch(() => undefined);
  }
}
