import type { Decider } from '../../../shared/decider';
import { ok } from '../../../shared/result';
import type { AccountMappingSet, AccountMappingVersion } from '../events';

/** Name → its versions in their order. */
export type AccountMappings = ReadonlyMap<string, readonly AccountMappingVersion[]>;

export interface SetAccountMapping {
  readonly type: 'SetAccountMapping';
  readonly set: Omit<AccountMappingVersion, 'version'>;
}

/** The version that counts from this day on. Returns undefined where none begins on it. */
export const versionOfDay = (
  versions: readonly AccountMappingVersion[],
  validFrom: string,
): AccountMappingVersion | undefined => versions.findLast(each => each.validFrom === validFrom);

/** A version is never changed. One with the same first day takes the place of an earlier one from then on. */
export const accountMappings: Decider<AccountMappings, SetAccountMapping, AccountMappingSet, never> = {
  initial: new Map(),

  decide(state, { set }) {
    const versions = state.get(set.name) ?? [];
    const standing = versionOfDay(versions, set.validFrom);
    if (standing && textOf(standing) === textOf(set)) return ok([]);
    return ok([{ type: 'AccountMappingSet', data: { ...set, version: versions.length + 1 } }]);
  },

  evolve: (state, { data }) => new Map(state).set(data.name, [...(state.get(data.name) ?? []), data]),
};

const textOf = ({ accounts }: Pick<AccountMappingVersion, 'accounts'>): string =>
  JSON.stringify(accounts.map(({ account, code, description }) => [account, code, description]));
