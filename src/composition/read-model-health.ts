import type { ReadModelsStatus } from '../projections/read-models';

/** true: all is well. A text says to whoever watches what is not; it names nobody and nothing of anybody's. */
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
