import { firstPartitionOf, LEASE_MS, LeasedPartitions } from '../../saga/partitions/leased-partitions';
import { allPartitions, type Partitions } from '../../saga/partitions/partitions';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import type { Settings } from '../../shared/settings/config';
import { type LockClasses, PostgresLocks } from './postgres-locks';

interface PartitionParts {
  /** Whose work is divided. */
  readonly locks: LockClasses;
  readonly settings: Pick<Settings, 'eventStoreUrl'>;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The embedded event store has one process: nothing is shared. Other processes share by leases in their database. */
export function sharedPartitions({
  settings,
  databaseUrl,
  clock,
  random,
  logger,
  ...of
}: PartitionParts): Partitions {
  if (settings.eventStoreUrl === null) return allPartitions;
  const locks = new PostgresLocks(databaseUrl, LEASE_MS, of.locks);
  return new LeasedPartitions({
    locks,
    clock,
    logger,
    firstPartition: firstPartitionOf(random),
    leaseMs: LEASE_MS,
  });
}
