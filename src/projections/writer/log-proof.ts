import type { EventStore, LogMark } from '../../event-store/event-store';
import { ForeignLog } from '../../event-store/log/log-mark';
import type { ModelProgress } from './model-progress';

/**
 * The read models whose mark the log does not hold. A subscription that begins at a mark proves it, also where the store is
 * away for a while or a node lags behind.
 */
export async function findForeign(
  eventStore: Pick<EventStore, 'subscribe'>,
  models: readonly ModelProgress[],
  streamPrefixes: readonly string[],
  outerSignal: AbortSignal,
): Promise<Map<ModelProgress, ForeignLog>> {
  const foreign = new Map<ModelProgress, ForeignLog>();
  const found = new Map<string, Promise<ForeignLog | undefined>>();
  for (const model of models) {
    const { mark } = model;
    if (!mark) continue;
    const key = `${mark.eventId} ${mark.position.commit}`;
    const proof = found.get(key) ?? prove(eventStore, mark, streamPrefixes, outerSignal);
    found.set(key, proof);
    const error = await proof;
    if (error) foreign.set(model, error);
  }
  return foreign;
}

async function prove(
  eventStore: Pick<EventStore, 'subscribe'>,
  mark: LogMark,
  streamPrefixes: readonly string[],
  outerSignal: AbortSignal,
): Promise<ForeignLog | undefined> {
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, outerSignal]);
  try {
    for await (const _ of eventStore.subscribe({ after: mark.position, mark, streamPrefixes, signal }))
      return undefined;
  } catch (error) {
    if (error instanceof ForeignLog) return error;
    throw error;
  } finally {
    enough.abort();
  }
  return undefined;
}
