import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { attachBacking } from '../backing/backing';
import { ShutdownList } from '../backing/shutdown-list';
import { PostgresTiles } from '../composition/proofs/postgres-tiles';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { formatVerifierKey } from '../proofs/formats/note-keys';
import { addKey, dropOldKeys, readKeyFile } from '../proofs/key-file';
import { beginNewLog, findContradiction, ofLog } from '../proofs/keys/begin-again';
import { keyInForce, type KeyRing } from '../proofs/keys/key-ring';
import { readLogHead, type LogHead } from '../proofs/log/log-head';
import { systemClock } from '../shared/clock';
import { systemRandom } from '../shared/random';
import { quietLogger, settingsOrExit } from './settings';

export function addProofs(holdfast: Command): void {
  const proofs = holdfast
    .command('proofs')
    .description('the keys of the proof log, and a new log after a contradiction (docs/proofs.md)');
  proofs
    .command('rotate-key')
    .description('put a new key into PROOF_KEY_FILE; the log announces it, and both keys sign for a while')
    .action(() => refusing(rotateKey));
  proofs
    .command('finish-rotation')
    .description('take the old key out of PROOF_KEY_FILE, once the new one has signed')
    .action(() => refusing(finishRotation));
  proofs
    .command('begin-again')
    .description('begin a new log, where the event store contradicts what was signed; recorded for ever')
    .requiredOption('--reason <text>', 'what happened, for auditors: one line, no personal data')
    .option('--checkpoint <file>', 'the contradicted checkpoint, where only others have kept it')
    .action((options: BeginAgainOptions) => refusing(parts => beginAgain(parts, options)));
}

interface BeginAgainOptions {
  readonly reason: string;
  readonly checkpoint?: string;
}

/** Only a person can change what is wrong. Nothing was written. */
class Refusal extends Error {}

interface Parts {
  readonly keyFile: string;
  readonly store: EventStoreDbStore;
  readonly databaseUrl: string;
  readonly ring: KeyRing;
  readonly head: LogHead | undefined;
}

async function rotateKey({ keyFile, ring, head }: Parts): Promise<string[]> {
  if (ring.length > 1) throw new Refusal('A change of keys is under way: proofs finish-rotation ends it');
  keyInForce(ring, head);
  const [key] = await addKey(keyFile, ring[0].name, ring);
  return [
    `The key ${key.id} is in ${keyFile}, before ${ring[0].id}. Copy the file to every process that writes the log.`,
    'Give the new public key to auditors and witnesses, then run proofs finish-rotation:',
    formatVerifierKey(key),
  ];
}

async function finishRotation({ keyFile, ring, head }: Parts): Promise<string[]> {
  const [current, ...others] = ring;
  if (others.length === 0) throw new Refusal('There is no old key in the key file');
  const isInForce = head?.origin === current.name && head.keyId === current.id;
  if (!isInForce || !head.isSigned)
    throw new Refusal(`The key ${current.id} has not signed yet: the old key is still needed`);
  await dropOldKeys(keyFile);
  return [
    `Only the key ${current.id} is in ${keyFile} now. Copy the file to every process that writes the log.`,
  ];
}

async function beginAgain(parts: Parts, { reason, checkpoint }: BeginAgainOptions): Promise<string[]> {
  const { keyFile, store, ring, head } = parts;
  if (!/^[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u.test(reason.trim()))
    throw new Refusal('--reason must be one line of 1 to 500 characters');
  if (!head) throw new Refusal('Nothing was signed yet: there is no log to begin again');
  const from = ring.find(({ name, id }) => name === head.origin && id === head.keyId);
  if (!from) throw new Refusal(`The key ${head.keyId} of the log ${head.origin} is not in ${keyFile}`);
  const known = [head.checkpoint, await readSigned(parts), await readKept(parts, head, checkpoint)];
  const found = await findContradiction(store, ofLog(head.origin, ring, known));
  if (!found) throw new Refusal('The event store agrees with every checkpoint known here: the log goes on');
  // A key of another name is there already where this command was interrupted.
  const wanted = ring[0].name === head.origin ? await addKey(keyFile, newName(), ring) : ring;
  if (!(await beginNewLog({ store, clock: systemClock, ring: wanted, head, from }, found, reason.trim())))
    throw new Refusal('Another process has written to the log meanwhile: run this again');
  return [
    `The log ${from.name} is contradicted at ${found.size} entries; the event store has ${found.entries}.`,
    `The log ${wanted[0].name} is begun. Give its public key to auditors and witnesses:`,
    formatVerifierKey(wanted[0]),
    `Copy ${keyFile} to every process that writes the log. Keep every checkpoint of the old log.`,
  ];
}

const newName = (): string => `holdfast-${systemRandom.uuid().slice(0, 8)}`;

async function readSigned({ databaseUrl }: Parts): Promise<string | undefined> {
  let signed: string | undefined;
  await new PostgresTiles(databaseUrl).inSession(async session => {
    signed = await session.readSigned();
  });
  return signed;
}

async function readKept(
  { ring }: Parts,
  { origin }: LogHead,
  path: string | undefined,
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8');
  if (ofLog(origin, ring, [text]).length === 0)
    throw new Refusal(`The checkpoint in ${path} is not signed by the log ${origin}`);
  return text;
}

/** Beside a running service it uses the service's own stores; where none runs it starts them for the while. */
async function refusing(run: (parts: Parts) => Promise<string[]>): Promise<void> {
  const stops = new ShutdownList();
  try {
    const settings = settingsOrExit();
    const keyFile = settings.proofKeyFile;
    const ring = await readKeyFile(keyFile);
    if (!ring) throw new Refusal(`There is no key file ${keyFile}: the service makes it at its first start`);
    const backing = await attachBacking(settings, quietLogger());
    stops.add(() => backing.stop());
    const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
    stops.add(() => store.dispose());
    const head = await readLogHead(store);
    const lines = await run({ keyFile, store, databaseUrl: backing.databaseUrl, ring, head });
    console.log(lines.join('\n'));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  } finally {
    await stops.stop();
  }
}
