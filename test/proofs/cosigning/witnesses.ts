import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WitnessAddress } from '../../../src/proofs/cosigning/witness-client';
import { parseCheckpoint } from '../../../src/proofs/formats/checkpoint';
import {
  COSIGNATURE,
  signingKey,
  type SigningKey,
  type VerifierKey,
} from '../../../src/proofs/formats/note-keys';
import { cosignText } from '../../../src/proofs/formats/signed-note';
import { CheckpointFiles } from '../../../src/proofs/witness/checkpoint-files';
import { Witness } from '../../../src/proofs/witness/witness';
import { serveWitness } from '../../../src/proofs/witness/witness-server';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger } from '../../../src/shared/logging';

export const witnessKey = (name: string): SigningKey =>
  signingKey(name, createHash('sha256').update(name).digest(), COSIGNATURE);

export interface RunningWitness extends WitnessAddress {
  stop(): Promise<void>;
}

/** The project's own witness. Its folder outlives a stop where one is given. */
export async function startWitness(
  name: string,
  log: VerifierKey | readonly VerifierKey[],
  { dir, port = 0 }: { dir?: string; port?: number } = {},
): Promise<RunningWitness> {
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'holdfast-witness-')));
  const key = witnessKey(name);
  const files = await CheckpointFiles.open(join(folder, 'checkpoints'));
  const witness = new Witness({ key, logs: [log].flat(), files, clock: systemClock });
  const server = await serveWitness(witness, { host: '127.0.0.1', port, logger: silentLogger });
  return running(key, server, () =>
    dir === undefined ? rm(folder, { recursive: true }) : Promise.resolve(),
  );
}

/** A witness that answers as the test says. `body`: of the request. */
export async function startScripted(
  name: string,
  answer: (response: ServerResponse, body: string, key: SigningKey) => void,
): Promise<RunningWitness & { readonly requests: string[] }> {
  const key = witnessKey(name);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push(body);
      answer(response, body, key);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { ...running(key, server, () => Promise.resolve()), requests };
}

/** The line with which a witness would cosign the checkpoint of a request. */
export function cosignatureFor(body: string, key: SigningKey): string {
  const { note } = parseCheckpoint(body.slice(body.indexOf('\n\n') + 2));
  return `${cosignText(key, note.text, 1_770_000_000n)}\n`;
}

function running(key: SigningKey, server: Server, clean: () => Promise<void>): RunningWitness {
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await clean();
  };
  return { key, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
