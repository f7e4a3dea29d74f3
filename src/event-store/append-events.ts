import type { Clock } from '../shared/clock';
import type { AppendResult, EventBody, EventStore, ExpectedRevision } from './event-store';
import { newEvents, type Cause } from './new-events';
import type { StreamName } from './stream-names';

export interface Writer {
  readonly store: Pick<EventStore, 'append'>;
  readonly clock: Clock;
}

/**
 * Appends events at the revision that the caller decided on, once. `occurrence` stands in the ids as in `newEvents`.
 * @throws {Fault} the store is away or its answer was lost: the append may or may not have happened
 */
export function appendEvents<Event extends EventBody>(
  { store, clock }: Writer,
  stream: StreamName<Event>,
  expected: ExpectedRevision,
  bodies: readonly NoInfer<Event>[],
  cause: Cause,
  occurrence?: string,
): Promise<AppendResult> {
  return store.append(stream, expected, newEvents<Event>(stream, bodies, cause, clock.now(), occurrence));
}
