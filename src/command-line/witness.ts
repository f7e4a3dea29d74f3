import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { DataFolder } from '../backing/data-folder';
import { COSIGNATURE, formatVerifierKey, isKeyName, type VerifierKey } from '../proofs/formats/note-keys';
import { openKeyFile } from '../proofs/key-file';
import { ifMissing } from '../shared/system/own-file';
import { closeAfterLastAnswers, lastAnswersOf } from '../composition/http/last-answers';
import { CheckpointFiles } from '../proofs/witness/checkpoint-files';
import { keyOrFault, parseLogList } from '../proofs/witness/log-list';
import { Witness } from '../proofs/witness/witness';
import { serveWitness } from '../proofs/witness/witness-server';
import { systemClock } from '../shared/clock';
import { createLogger } from '../shared/logging';

interface WitnessOptions {
  readonly dir: string;
  readonly log: readonly string[];
  readonly name?: string;
  readonly host: string;
  readonly port: string;
}

export function addWitness(holdfast: Command): void {
  holdfast
    .command('witness')
    .description('a witness of proof logs (docs/proofs.md)')
    .command('serve')
    .description('cosign checkpoints that extend the ones seen before; keeps its key and checkpoints in DIR')
    .requiredOption('--dir <dir>', 'its folder; made where it is missing')
    .option('--log <key...>', 'public key of a log, beside those in the file DIR/logs (one a line)', [])
    .option('--name <name>', 'name of the witness, when its key is made')
    .option('--host <host>', 'where it listens', '127.0.0.1')
    .option('--port <port>', '0 takes a free one', '8100')
    .action(witnessServe);
}

/** Runs until a signal ends it. Exit 1 with every fault of the input. */
async function witnessServe(options: WitnessOptions): Promise<void> {
  const faults = faultsOf(options);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return void (process.exitCode = 1);
  const ended = Promise.race(['SIGINT', 'SIGTERM'].map(signal => once(process, signal)));
  const folder = await DataFolder.open(options.dir);
  try {
    await serveUntil(ended, options);
  } finally {
    await folder.close();
  }
}

async function serveUntil(
  ended: Promise<unknown>,
  { dir, log, name, host, port }: WitnessOptions,
): Promise<void> {
  const makeName = () => name ?? `holdfast-witness-${randomUUID().slice(0, 8)}`;
  const key = await openKeyFile(join(dir, 'witness.key'), { type: COSIGNATURE, name: makeName });
  const listed = parseLogList((await readFile(join(dir, 'logs'), 'utf8').catch(ifMissing)) ?? '');
  const logs = [
    ...listed,
    ...log.map(keyOrFault).filter((each): each is VerifierKey => typeof each !== 'string'),
  ];
  const files = await CheckpointFiles.open(join(dir, 'checkpoints'));
  const witness = new Witness({ key, logs, files, clock: systemClock });
  const logger = createLogger({ level: 'info' });
  const server = await serveWitness(witness, { host, port: Number(port), logger });
  const beginEnd = lastAnswersOf(server);
  console.log(`witness ${formatVerifierKey(key)}`);
  console.log(`${logs.length} logs: ${logs.map(each => each.name).join(', ')}`);
  console.log(`listening on http://${host}:${(server.address() as AddressInfo).port}`);
  await ended;
  await closeAfterLastAnswers(server, beginEnd);
}

function faultsOf({ log, name, port }: WitnessOptions): string[] {
  const faults = log.map(keyOrFault).flatMap(each => (typeof each === 'string' ? [`--log: ${each}`] : []));
  if (name !== undefined && !isKeyName(name)) faults.push('--name must not have spaces or a plus');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    faults.push('--port must be a whole number from 0 to 65535');
  return faults;
}
