import type { Result } from '../shared/result';
import type { EventBody, EventStore, NewEvent, Position } from './event-store';
import { readEvents, readLastEvent } from './read-events';
import type { StreamName } from './stream-names';

/** What an event carries beside its body. */
export type Envelope = Pick<NewEvent, 'id' | 'metadata'>;

/** How the events of a stream become a state. Pure: the same events give the same state for ever. */
export interface Fold<State, Event extends EventBody> {
  readonly initial: State;
  evolve(state: State, event: Event, envelope: Envelope): State;
  /** Only the last event makes the state; the events before it are not read. */
  readonly readsLastOnly?: true;
}

/** A decider over one stream. Every domain decider is one; others also fold what stands in the envelope. */
export interface StreamDecider<State, Command, Event extends EventBody, Refusal> extends Fold<State, Event> {
  decide(state: State, command: Command): Result<readonly Event[], Refusal>;
  /**
   * PER_CAUSE: a cause has an effect once in the stream, so the id of an event does not name the revision.
   * PER_REVISION (default): a cause may have the same effect again at a later revision, as another event.
   */
  readonly eventIds?: 'PER_CAUSE' | 'PER_REVISION';
}

/** A stream as its events tell it. */
export interface Loaded<State> {
  readonly state: State;
  /** Of the last event; −1 where the stream does not exist. */
  readonly revision: bigint;
  readonly position: Position;
}

export const emptyStream = <State>({ initial }: Pick<Fold<State, never>, 'initial'>): Loaded<State> => ({
  state: initial,
  revision: -1n,
  position: { commit: 0n, prepare: 0n },
});

/** Folds a stream, or what came to it after `known`. @throws {Fault} */
export async function load<State, Event extends EventBody>(
  store: Pick<EventStore, 'readStream' | 'readLast'>,
  stream: StreamName<Event>,
  fold: Fold<State, Event>,
  known: Loaded<State> = emptyStream(fold),
): Promise<Loaded<State>> {
  if (fold.readsLastOnly) return loadLast(store, stream, fold);
  let { state, revision, position } = known;
  for await (const event of readEvents(store, stream, revision + 1n)) {
    state = fold.evolve(state, event.body, event);
    ({ revision, position } = event);
  }
  return { state, revision, position };
}

async function loadLast<State, Event extends EventBody>(
  store: Pick<EventStore, 'readLast'>,
  stream: StreamName<Event>,
  fold: Fold<State, Event>,
): Promise<Loaded<State>> {
  const last = await readLastEvent(store, stream);
  if (!last) return emptyStream(fold);
  const { body, revision, position } = last;
  return { state: fold.evolve(fold.initial, body, last), revision, position };
}
