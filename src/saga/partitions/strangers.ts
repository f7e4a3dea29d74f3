import type { Clock } from '../../shared/clock';
import { textOfWorkItem, type WorkItem } from '../work-item';

/**
 * After this time, in milliseconds, a process works also on an unfinished item of another process. Usually it only finds
 * that the item is finished: not every end of an item shows in the events. It also helps where the owner does not work.
 */
const WORKS_AFTER_MS = 600_000;

/** The unfinished items of other processes, with the time since which this process knows them. */
export class Strangers {
  /** Milliseconds on the monotonic clock, by the items' texts. */
  private since = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Leaves out the items of other processes that this process has not known for long. */
  *withoutFresh(due: Iterable<WorkItem>, owns: (item: WorkItem) => boolean): Iterable<WorkItem> {
    const nowMs = this.clock.monotonicMs();
    const still = new Map<string, number>();
    for (const item of due) {
      const text = textOfWorkItem(item);
      const sinceMs = this.since.get(text) ?? nowMs;
      if (owns(item) || nowMs - sinceMs >= WORKS_AFTER_MS) yield item;
      else still.set(text, sinceMs);
    }
    this.since = still;
  }
}
