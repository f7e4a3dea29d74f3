import type { Decider } from '../../src/shared/decider';

/** given(decider, history).when(command): the decision on the state the history makes. */
export function given<State, Command, Event, Refusal>(
  decider: Decider<State, Command, Event, Refusal>,
  history: readonly Event[],
) {
  const state = history.reduce((folded, event) => decider.evolve(folded, event), decider.initial);
  return { when: (command: Command) => decider.decide(state, command) };
}

/** How a command ends, as one word for the tables: a refusal's code, or the types of its events. */
export function outcomeOf<Event extends { type: string }, Refusal extends string>(
  decision: { ok: true; value: readonly Event[] } | { ok: false; refusal: Refusal },
): string {
  if (!decision.ok) return decision.refusal;
  return decision.value.map(event => event.type).join(' + ') || 'nothing';
}

/** A value as text that tells any two apart, bigints included. */
export const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
