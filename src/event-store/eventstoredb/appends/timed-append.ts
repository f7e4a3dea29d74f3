import type { Clock } from '../../../shared/clock';
import type { TimedAppend } from '../../../shared/system/telemetry';
import type { AppendResult, NewEvent } from '../../event-store';

export interface TimedAppendParts {
  readonly clock: Clock;
  readonly events: readonly NewEvent[];
  readonly onAppended: (timed: TimedAppend) => void;
}

/** Runs an append and tells how long it took and how it ended. @throws what `append` throws */
export async function timedAppend(
  { clock, events, onAppended }: TimedAppendParts,
  append: () => Promise<AppendResult>,
): Promise<AppendResult> {
  const startedMs = clock.monotonicMs();
  const tell = (result: TimedAppend['result']): void =>
    onAppended({ result, durationMs: clock.monotonicMs() - startedMs, events });
  try {
    const appended = await append();
    tell(appended.ok ? 'appended' : 'conflict');
    return appended;
  } catch (error) {
    tell('fault');
    throw error;
  }
}
