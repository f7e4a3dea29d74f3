import { systemClock } from '../../src/shared/clock';
import { eventStoreContract } from '../event-store/event-store.contract';
import { InMemoryEventStore } from '../support/in-memory-event-store';

// What the simulator stands on has the real one's semantics: the same suite runs on both.
eventStoreContract('in memory', () =>
  Promise.resolve({ store: new InMemoryEventStore(systemClock), close: () => Promise.resolve() }),
);
