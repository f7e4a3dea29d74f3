import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import { SIGNATURE } from '../../proofs/formats/note-keys';
import { openKeyFile } from '../../proofs/key-file';
import { ProofLog } from '../../proofs/log/proof-log';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import type { Settings } from '../../shared/settings/config';
import { PostgresTiles } from './postgres-tiles';

interface StartProofLogParts {
  readonly settings: Pick<Settings, 'proofKeyFile' | 'roles'>;
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** How long it rests between two readings, in milliseconds. */
  readonly intervalMs: number;
}

/** A name of a new key has this many random hex digits. */
const NAME_DIGITS = 8;

/**
 * Starts the proof log where this process writes read models, and does not wait for it. Its key is made at the first start.
 * @throws {Malformed} the key file is not one
 */
export async function startProofLog(parts: StartProofLogParts): Promise<ProofLog> {
  const { settings, store, databaseUrl, clock, random, logger, intervalMs } = parts;
  const { proofKeyFile, roles } = settings;
  const name = () => `holdfast-${random.uuid().slice(0, NAME_DIGITS)}`;
  await mkdir(dirname(proofKeyFile), { recursive: true, mode: 0o700 });
  const key = await openKeyFile(proofKeyFile, { type: SIGNATURE, name });
  const tiles = new PostgresTiles(databaseUrl);
  const log = new ProofLog({ store, bytes: store, tiles, key, clock, logger, intervalMs });
  if (roles.has('projections')) log.start();
  return log;
}
