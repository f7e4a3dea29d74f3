import type { EventStoreDBClient } from '@eventstore/db-client';

import { Refused } from '../../shared/fault';

/** The first version that tells a subscription when history ends. */
const LEAST = [23, 10] as const;

/** What the client learns of a server when it connects; it shows it to its own subclasses only. */
interface Knowing {
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
}

/** @throws {Refused} the server lacks what is needed. @throws what the client throws where the server is away */
export async function requireVersion(client: EventStoreDBClient): Promise<void> {
  const { serverVersion } = await (client as unknown as Knowing).capabilities;
  const refusal = versionRefusal(serverVersion);
  if (refusal !== undefined) throw new Refused('event store', refusal);
}

/** Why this version will not do; undefined where it does. A server that tells none is older than all that do. */
export function versionRefusal(version: string): string | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const [leastMajor, leastMinor] = LEAST;
  const isEnough =
    Number(major) > leastMajor || (Number(major) === leastMajor && Number(minor) >= leastMinor);
  if (isEnough) return undefined;
  return `EventStoreDB ${leastMajor}.${leastMinor} or newer is needed; this server is of version ${version}`;
}
