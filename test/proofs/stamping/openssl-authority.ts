import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProofCheckpointStamped } from '../../../src/event-store/log/proof-events';
import { parseAnswer, timeStampRequest } from '../../../src/proofs/stamping/time-stamp';

const CONFIG = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
[tsa]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500, microsecs:100
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** Why no authority can be made here; undefined: it can. */
export function missingOpenssl(): string | undefined {
  const { error, status } = spawnSync('openssl', ['version']);
  return error || status !== 0 ? 'openssl is not installed' : undefined;
}

function runOpenssl(cwd: string, line: string): string {
  const { status, stdout, stderr } = spawnSync('openssl', line.split(' '), { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${line}: ${stderr}`);
  return stdout;
}

/** A time stamp authority whose stamps are openssl's, with a certificate authority of its own. */
export class OpensslAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'holdfast-tsa-'));

  constructor() {
    writeFileSync(join(this.folder, 'tsa.cnf'), CONFIG);
    writeFileSync(join(this.folder, 'serial'), '01');
    const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config tsa.cnf';
    this.openssl(`req -x509 ${key} -keyout ca.key -out ca.pem -days 2 -extensions ca -subj /CN=TestCA`);
    this.openssl(`req ${key} -keyout tsa.key -out tsa.csr`);
    this.openssl(
      'x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2 -extfile tsa.cnf -extensions signer',
    );
  }

  get certificates(): string {
    return join(this.folder, 'ca.pem');
  }

  openssl(line: string): string {
    return runOpenssl(this.folder, line);
  }

  /** The DER of a TimeStampResp. */
  answer(query: Buffer): Buffer {
    writeFileSync(join(this.folder, 'query.tsq'), query);
    const files = '-queryfile query.tsq -out answer.tsr -signer tsa.pem -inkey tsa.key';
    this.openssl(`ts -reply ${files} -config tsa.cnf -section tsa`);
    return readFileSync(join(this.folder, 'answer.tsr'));
  }

  /** The stamp of a checkpoint as the service records it. */
  stamp(checkpoint: string): ProofCheckpointStamped['data'] {
    const [data, nonce] = [Buffer.from(checkpoint), Buffer.from('4142434445464748', 'hex')];
    const answer = this.answer(timeStampRequest(data, nonce));
    const { stampedAt } = parseAnswer(answer, data, nonce);
    return { checkpoint, answer: answer.toString('base64'), stampedAt: stampedAt.toISOString() };
  }

  /** What openssl reads in a request. */
  readQuery(query: Buffer): string {
    writeFileSync(join(this.folder, 'asked.tsq'), query);
    return this.openssl('ts -query -in asked.tsq -text');
  }

  /** What `openssl ts -verify` says of a stamp. @throws {Error} it refuses it */
  verify(stamp: Buffer, data: string): string {
    writeFileSync(join(this.folder, 'kept.tsr'), stamp);
    writeFileSync(join(this.folder, 'kept.txt'), data);
    return this.openssl('ts -verify -in kept.tsr -data kept.txt -CAfile ca.pem').trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface AuthorityServer {
  readonly url: string;
  readonly queries: Buffer[];
  stop(): Promise<void>;
}

/** Answers as the test says; undefined: never. A number is a status. */
export async function serveAuthority(
  answer: (query: Buffer) => Buffer | number | undefined,
): Promise<AuthorityServer> {
  const queries: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      queries.push(Buffer.concat(chunks));
      const answered = answer(queries.at(-1)!);
      if (typeof answered === 'number') response.writeHead(answered).end();
      else if (answered)
        response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answered);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`, queries, stop };
}
