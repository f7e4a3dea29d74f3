import { AggregateRoot } from '@nestjs/cqrs';
import { ok, type Result } from '../shared/result';
import type { EventBody, NewEvent } from './event-store';
import type { StreamDecider } from './load';

/** Passes events that are on disk to the in-process bus. It only wakes readers: nothing depends on its arrival. */
export type Announce = (events: readonly EventBody[]) => void;

/** Gives decided bodies their ids and metadata. */
export type Seal<Event extends EventBody> = (bodies: readonly Event[]) => readonly NewEvent<Event>[];

/**
 * Nest's aggregate root around a decider. It decides, folds its own events, and keeps them until they are on disk; then
 * `commit()` announces them.
 */
export class Aggregate<State, Command, Event extends EventBody, Refusal> extends AggregateRoot<Event> {
  private readonly decided: NewEvent<Event>[] = [];

  constructor(
    private readonly decider: StreamDecider<State, Command, Event, Refusal>,
    private folded: State,
    private readonly announce: Announce,
  ) {
    super();
  }

  get state(): State {
    return this.folded;
  }

  /** The events decided since the start, ready to append. */
  get events(): readonly NewEvent<Event>[] {
    return this.decided;
  }

  /** The state after the command, or the refusal, which changes nothing. */
  run(command: Command, seal: Seal<Event>): Result<State, Refusal> {
    const decision = this.decider.decide(this.folded, command);
    if (!decision.ok) return decision;
    for (const event of seal(decision.value)) {
      this.folded = this.decider.evolve(this.folded, event.body, event);
      this.decided.push(event);
      // Nest would look for a handler method per event class. The decider folds every event.
      this.apply(event.body, { skipHandler: true });
    }
    return ok(this.folded);
  }

  override publishAll(events: readonly Event[]): void {
    if (events.length > 0) this.announce([...events]);
  }
}
