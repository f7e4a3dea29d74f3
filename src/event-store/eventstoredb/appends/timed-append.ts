import type { Clock } from '../../../shared/clock';
import type { TimedAppend } from '../../../shared/metrics';
import type { AppendResult } from '../../event-store';

/** Runs an append and tells how long it took and how it ended. @throws what `append` throws */
export async function timedAppend(
  clock: Clock,
  onAppended: (timed: TimedAppend) => void,
  append: () => Promise<AppendResult>,
): Promise<AppendResult> {
  const startedMs = clock.monotonicMs();
  const tell = (result: TimedAppend['result']): void =>
    onAppended({ result, durationMs: clock.monotonicMs() - startedMs });
  try {
    const appended = await append();
    tell(appended.ok ? 'appended' : 'conflict');
    return appended;
  } catch (error) {
    tell('fault');
    throw error;
  }
}
