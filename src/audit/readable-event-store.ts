import type { EventStore } from '../event-store/event-store';

/** All that an audit sees of the event store: it cannot append. */
export type ReadableEventStore = Omit<EventStore, 'append'>;
