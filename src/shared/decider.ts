import type { Result } from './result';

/** A pure aggregate: what it is, what a command makes of it, what an event makes of it. */
export interface Decider<State, Command, Event, Refusal> {
  readonly initial: State;
  /** The events of the command, possibly none (it has taken effect before), or a refusal that changes nothing. */
  decide(state: State, command: Command): Result<readonly Event[], Refusal>;
  /** No clock, no random, no I/O: replaying twice gives the same state. */
  evolve(state: State, event: Event): State;
}
