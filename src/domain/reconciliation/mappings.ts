import type { Decider } from '../../shared/decider';
import { ok, refuse } from '../../shared/result';
import type { StatementMappingSet } from './events';

/** Name → its last version. */
export type StatementMappings = ReadonlyMap<string, StatementMappingSet['data']>;

export interface SetMapping {
  readonly type: 'SetMapping';
  readonly set: Omit<StatementMappingSet['data'], 'version'>;
}

/** A name stays with its provider: an import that chooses it by name means that provider's file. */
export type MappingRefusal = 'MAPPING_OF_ANOTHER_PROVIDER';

export const statementMappings: Decider<StatementMappings, SetMapping, StatementMappingSet, MappingRefusal> =
  {
    initial: new Map(),

    decide(state, { set }) {
      const before = state.get(set.name);
      if (before && before.provider !== set.provider) return refuse('MAPPING_OF_ANOTHER_PROVIDER');
      if (before && JSON.stringify(before.mapping) === JSON.stringify(set.mapping)) return ok([]);
      const version = (before?.version ?? 0) + 1;
      return ok([{ type: 'StatementMappingSet', data: { ...set, version } }]);
    },

    evolve: (state, { data }) => new Map(state).set(data.name, data),
  };
