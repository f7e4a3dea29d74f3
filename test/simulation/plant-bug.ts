import type { Engine, EngineParts } from '../../src/composition/engine';
import type { EventStore } from '../../src/event-store/event-store';
import type { Provider } from '../../src/providers/port/provider';
import type { Mutation } from './simulated-node';

export function withProvider(
  change: (provider: Provider, parts: EngineParts) => Partial<Provider>,
): Mutation {
  return parts => {
    const changed = [...parts.providers].map(
      ([name, provider]) => [name, overlaid(provider, change(provider, parts))] as const,
    );
    return { ...parts, providers: new Map(changed) };
  };
}

export function withStore(change: (store: EventStore, parts: EngineParts) => Partial<EventStore>): Mutation {
  return parts => ({ ...parts, store: overlaid(parts.store, change(parts.store, parts)) });
}

/** Changes what the command handlers see. The saga keeps what it has. */
export const withEngine = (change: (engine: Engine) => Partial<Engine>): Mutation =>
  Object.assign((parts: EngineParts) => parts, {
    engine: (engine: Engine) => ({ ...engine, ...change(engine) }),
  });

/** The object with some of its methods replaced. */
export function overlaid<Base extends object>(base: Base, changes: Partial<Base>): Base {
  return new Proxy(base, {
    get: (target, name) => {
      const own: unknown = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}
