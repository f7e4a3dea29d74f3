import type { LogTail } from '../../event-store/log/log-tail';
import type { ReadModels, ReadModelsStatus } from '../../projections/read-models';
import { Fault } from '../../shared/fault';

/** Returns true when all is well. A text says what is not; it holds no personal data. */
export function readModelHealth({ healthy, projections }: ReadModelsStatus): boolean | string {
  const named = (found: typeof projections) => found.map(({ name }) => name).join(', ');
  const refused = projections.filter(({ state }) => state === 'refused');
  if (refused.length > 0)
    return `built from another log than the event store holds, and ON_FOREIGN_LOG is refuse: ${named(refused)}`;
  const rebuilding = projections.filter(each => each.rebuilding);
  if (rebuilding.length > 0)
    return `being built again, for the event store holds another log than before: ${named(rebuilding)}`;
  return healthy;
}

/**
 * The end of the log, to compare the read models with. The caller waits until the read models are proved to be of this log,
 * because a position of another log says nothing.
 */
export const tailOfConfirmedLog = (tail: LogTail, readModels: Pick<ReadModels, 'status'>): LogTail => ({
  readTail: (count, before) => {
    if (readModels.status().projections.every(({ proved }) => proved)) return tail.readTail(count, before);
    return Promise.reject(
      new Fault('database', 'The read models are not known to be of this event store yet'),
    );
  },
});

/**
 * Whether the effects of a command could be seen. A parked projection is no reason to refuse: its error is in the health,
 * and the others go on.
 */
export const databaseIsUp = ({ migrated, projections }: ReadModelsStatus): boolean =>
  migrated && projections.every(({ state }) => !['connecting', 'stopped', 'refused'].includes(state));
