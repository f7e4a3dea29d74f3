import { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { parseFilter, type Filter } from '../services/read/filter';
import type { GroupName } from './errors';
import type { GroupSettings } from './settings';

/** A filter as it is kept. */
export interface StoredFilter {
  readonly on: 'stream' | 'type';
  readonly prefixes: readonly string[];
  readonly regex: string;
}

/** Everything about a group that outlives the process, except how far it has come. */
export interface GroupEntry {
  readonly name: GroupName;
  readonly settings: GroupSettings;
  /** Where it was told to begin, in the words of the protocol: `0`, `-1` for the end, `C:7/P:7` … */
  readonly startFrom: string;
  /**
   * The first revision or position it is for. `-1` of `startFrom` was made a number when the group was created, so that
   * what came after that is not passed over when a restart comes before the first checkpoint.
   */
  readonly first: number;
  readonly filter?: StoredFilter;
}

export const keyOf = ({ stream, group }: GroupName): string => `${stream}::${group}`;

/** @throws {InvalidRequestError} a regular expression that is not one */
export function filterOf({ on, prefixes, regex }: StoredFilter): Filter {
  const expression = new ReadReq.Options.FilterOptions.Expression()
    .setPrefixList([...prefixes])
    .setRegex(regex);
  const options = new ReadReq.Options.FilterOptions().setCheckpointintervalmultiplier(1);
  return parseFilter(
    on === 'stream' ? options.setStreamIdentifier(expression) : options.setEventType(expression),
    true,
  );
}

const VERSION = 'holdfast-1';

/** @throws {Error} not written by `encodeEntries` */
export function decodeEntries(data: Buffer): GroupEntry[] {
  const { version, entries } = JSON.parse(data.toString()) as { version?: string; entries: GroupEntry[] };
  if (version !== VERSION) throw new Error(`The configuration of the groups has version ${String(version)}.`);
  return entries;
}

export const encodeEntries = (entries: readonly GroupEntry[]): string =>
  JSON.stringify({ version: VERSION, entries });
