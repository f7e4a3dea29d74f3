import { comparePositions } from '../../src/event-store/event-store';
import { ReadModels } from '../../src/projections/read-models';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import type { InMemoryEventStore } from '../support/in-memory-event-store';

/** Runs the real projections over the store until each has passed its last event. */
export async function project(eventStore: InMemoryEventStore, databaseUrl: string): Promise<void> {
  const last = eventStore.log.at(-1)!.position;
  const models = new ReadModels({ eventStore, databaseUrl, clock: systemClock, logger: silentLogger });
  const isThere = () =>
    models.status().projections.every(({ position }) => position && comparePositions(position, last) >= 0);
  const there = new Promise<void>(resolve => {
    models.onProgress(() => {
      if (isThere()) resolve();
    });
  });
  await models.start();
  await there;
  await models.stop();
}
