import type { Clock } from '../../../shared/clock';
import type { LogMark } from '../../event-store';
import { ForeignLog } from '../../log/log-mark';

export interface LogProofParts {
  readonly clock: Clock;
  /** Whether the store holds the event where it was. @throws {Fault} */
  readonly holds: (mark: LogMark) => Promise<boolean>;
}

/** A node that lags behind its cluster may lack the mark for a moment, so the mark is looked for several times. */
const MARK_CHECKS = 3;
const MARK_CHECK_PAUSE_MS = 500;

/** Returns when the store holds the mark, where there is one, or with the signal. @throws {ForeignLog} it does not */
export async function requireMark(
  { holds, clock }: LogProofParts,
  mark: LogMark | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!mark) return;
  for (let checks = 1; !signal.aborted && !(await holds(mark)); checks += 1) {
    if (checks === MARK_CHECKS) throw new ForeignLog(mark);
    await clock.wait(MARK_CHECK_PAUSE_MS, signal);
  }
}
