import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EventStoreDbStore } from '../../event-store/eventstoredb/eventstoredb-store';
import { Cosigning } from '../../proofs/cosigning/cosigning';
import { formatVerifierKey, parseVerifierKey, SIGNATURE } from '../../proofs/formats/note-keys';
import { openKeyFile, requireKeyFile } from '../../proofs/key-file';
import { ProofLog } from '../../proofs/log/proof-log';
import { Stamping } from '../../proofs/stamping/stamping';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import type { Settings } from '../../shared/settings/config';
import { PostgresTiles } from './postgres-tiles';

interface StartProofLogParts {
  readonly settings: Pick<Settings, 'proofKeyFile' | 'proofWitnesses' | 'proofTsaUrl' | 'roles'>;
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** How long it rests between two readings, in milliseconds. */
  readonly intervalMs: number;
}

/** The proof log, and what is done with its checkpoints. */
export interface Proofs {
  readonly log: ProofLog;
  readonly cosigning: Cosigning;
  /** undefined: no authority is named. */
  readonly stamping: Stamping | undefined;
  stop(): Promise<void>;
}

/** A name of a new key has this many random hex digits. */
const NAME_DIGITS = 8;
const CALL_TIMEOUT_MS = 10_000;
/** While nothing is new, the last checkpoint is cosigned again after this time. */
const REFRESH_MS = 300_000;
const STAMP_RETRY_MS = 60_000;

/**
 * Starts the proof log where this process writes read models, and does not wait for it. Its key is made at the first start.
 * @throws {Malformed} the key file is not one
 */
export async function startProofLog(parts: StartProofLogParts): Promise<Proofs> {
  const { settings, store, databaseUrl, clock, random, logger, intervalMs } = parts;
  const { proofKeyFile, roles } = settings;
  const name = () => `holdfast-${random.uuid().slice(0, NAME_DIGITS)}`;
  await mkdir(dirname(proofKeyFile), { recursive: true, mode: 0o700 });
  const key = await openKeyFile(proofKeyFile, { type: SIGNATURE, name });
  logger.info({ publicKey: formatVerifierKey(key) }, 'the public key of the proof log');
  const keys = () => requireKeyFile(proofKeyFile);
  const tiles = new PostgresTiles(databaseUrl);
  const cosigning = startCosigning(parts);
  const stamping = startStamping(parts);
  const log = new ProofLog({
    ...{ store, bytes: store, tiles, keys, clock, logger, intervalMs },
    followers: [cosigning, ...(stamping ? [stamping] : [])],
  });
  if (roles.has('projections')) log.start();
  return { log, cosigning, stamping, stop: () => log.stop() };
}

function startCosigning({ settings, store, clock, logger, intervalMs }: StartProofLogParts): Cosigning {
  const witnesses = settings.proofWitnesses.map(({ key, url }) => ({ key: parseVerifierKey(key), url }));
  const times = { intervalMs, timeoutMs: CALL_TIMEOUT_MS, refreshMs: REFRESH_MS };
  return new Cosigning({ witnesses, store, clock, logger, ...times });
}

function startStamping(parts: StartProofLogParts): Stamping | undefined {
  const { settings, store, clock, random, logger, intervalMs } = parts;
  const { proofTsaUrl: url } = settings;
  if (url === null) return undefined;
  const times = { timeoutMs: CALL_TIMEOUT_MS, intervalMs, retryMs: STAMP_RETRY_MS };
  return new Stamping({ url, store, clock, random, logger, ...times });
}
