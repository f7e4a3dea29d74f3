import type { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import { StoreClock } from '../../event-store/log/store-clock';
import type { LogEndReader } from '../../projections/engine/log-end-reader';
import type { ReadModels } from '../../projections/read-models';
import { ReadModelFreshness } from '../../queries/reading/read-model-freshness';
import { PositionWaiter } from '../../queries/reading/position-waiter';
import { systemClock } from '../../shared/clock';

/** What knows when the read models of this service can answer for a moment. */
export function readModelFreshness(
  store: EventStoreDbStore,
  readModels: ReadModels,
  ends: LogEndReader,
): ReadModelFreshness {
  const readPosition = new PositionWaiter({
    database: readModels.database,
    clock: systemClock,
    onProgress: tell => readModels.onProgress(tell),
  });
  const storeClock = new StoreClock(store, systemClock);
  const storeTime = () => storeClock.read();
  return new ReadModelFreshness({ ends, readPosition, storeTime, clock: systemClock });
}
