import { AggregateRoot } from '@nestjs/cqrs';
import type { Decider } from '../shared/decider';
import type { EventBody } from './event-store';
import type { Result } from '../shared/result';

/** Tells the in-process bus what is on disk. It only wakes things up: nothing depends on its arriving. */
export type Announce = (events: readonly EventBody[]) => void;

/**
 * The one shell around every decider: it folds, decides and keeps what was decided until it is on disk; `commit()` then
 * announces it.
 */
export class Aggregate<State, Command, Event extends EventBody, Refusal> extends AggregateRoot<Event> {
  constructor(
    private readonly decider: Decider<State, Command, Event, Refusal>,
    private folded: State,
    private readonly announce: Announce,
  ) {
    super();
  }

  get state(): State {
    return this.folded;
  }

  run(command: Command): Result<readonly Event[], Refusal> {
    const decision = this.decider.decide(this.folded, command);
    if (decision.ok) for (const event of decision.value) this.apply(event);
    return decision;
  }

  override publishAll(events: readonly Event[]): void {
    this.announce([...events]);
  }

  /** Nest looks for a method per event class; the decider folds them all. */
  override apply(event: Event, options: boolean | { fromHistory?: boolean } = false): void {
    this.folded = this.decider.evolve(this.folded, event);
    const fromHistory = typeof options === 'boolean' ? options : (options.fromHistory ?? false);
    super.apply(event, { fromHistory, skipHandler: true });
  }
}
