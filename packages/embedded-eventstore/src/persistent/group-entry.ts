import { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { parseFilter, type Filter } from '../services/read/filter';
import type { GroupName } from './errors';
import type { GroupSettings } from './settings';

/** A filter in the configuration. */
export interface StoredFilter {
  readonly on: 'stream' | 'type';
  readonly prefixes: readonly string[];
  readonly regex: string;
}

/** The stored configuration of a group, without its progress. */
export interface GroupEntry {
  readonly name: GroupName;
  readonly settings: GroupSettings;
  /** The requested start in the protocol's words: `0`, `-1` for the end, `C:7/P:7` … */
  readonly startFrom: string;
  /**
   * The first revision or position of the group. The server replaces `-1` in `startFrom` by a number when it creates
   * the group. Otherwise a restart before the first checkpoint would lose the events since then.
   */
  readonly first: number;
  readonly filter?: StoredFilter;
}

export const keyOf = ({ stream, group }: GroupName): string => `${stream}::${group}`;

/** @throws {InvalidRequestError} when the regular expression is invalid */
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

/** @throws {Error} when `encodeEntries` did not write the data */
export function decodeEntries(data: Buffer): GroupEntry[] {
  const { version, entries } = JSON.parse(data.toString()) as { version?: string; entries: GroupEntry[] };
  if (version !== VERSION) throw new Error(`The configuration of the groups has version ${String(version)}.`);
  return entries;
}

export const encodeEntries = (entries: readonly GroupEntry[]): string =>
  JSON.stringify({ version: VERSION, entries });
