import type { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { StoreClock } from '../event-store/log/store-clock';
import type { LogEnds } from '../projections/engine/log-end-reader';
import type { ReadModels } from '../projections/read-models';
import { Moments } from '../queries/reading/read-model-freshness';
import { ReadPosition } from '../queries/reading/position-waiter';
import { systemClock } from '../shared/clock';

/** What knows when the read models of this service can answer for a moment. */
export function momentsOf(store: EventStoreDbStore, readModels: ReadModels, ends: LogEnds): Moments {
  const readPosition = new ReadPosition({
    database: readModels.database,
    clock: systemClock,
    onProgress: tell => readModels.onProgress(tell),
  });
  const storeClock = new StoreClock(store, systemClock);
  const storeTime = () => storeClock.read();
  return new Moments({ ends, readPosition, storeTime, clock: systemClock });
}
