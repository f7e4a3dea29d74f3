import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { collect, some } from './protocol-support';
import { createOwnCertificate } from '../src/access/login/own-certificate';
import { MAIN, runToEnd } from './server-under-test';
import { temporaryFolder } from './support';

const folder = temporaryFolder('tls');
const files = { certificate: join(folder.path, 'cert.pem'), key: join(folder.path, 'key.pem') };
const data = join(folder.path, 'eventstore');

beforeAll(() => {
  const { certificate, key } = createOwnCertificate();
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key);
});
afterAll(() => folder.remove());

describe('TLS', () => {
  it('with a certificate that is given, found by discovery, with credentials of the connection string', async () => {
    const tls = ['--tls-cert', files.certificate, '--tls-key', files.key, '--advertise-host', 'localhost'];
    const args = [MAIN, '--data', data, '--port', '0', '--secure', '--stop-with-stdin', ...tls];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const port = /:(\d+)$/.exec(line)![1]!;
      const query = `?tlsCAFile=${encodeURIComponent(files.certificate)}`;
      const client = EventStoreDBClient.connectionString(
        `esdb+discover://admin:changeit@localhost:${port}${query}`,
      );
      await client.appendToStream('encrypted', some(2), { expectedRevision: NO_STREAM });
      expect(await collect(client.readStream('encrypted'))).toHaveLength(2);
      expect(await collect(client.readAll({ maxCount: 1 }))).toHaveLength(1);
      await client.dispose();
    } finally {
      child.stdin.end();
      await once(child, 'close');
    }
    expect(child.exitCode).toBe(0);
  });

  it.each([
    [['--secure'], '--secure needs --tls-cert and --tls-key: passwords travel.'],
    [['--secure', '--insecure'], '--insecure and --secure contradict each other.'],
    [['--tls-cert', 'x.pem'], '--tls-cert and --tls-key belong together.'],
    [['--tls-cert', 'missing.pem', '--tls-key', 'missing.pem'], 'event store: ENOENT'],
  ])('%j is a mistake', async (args, message) => {
    const { code, stderr } = await runToEnd(['--data', data, '--port', '0', ...args]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});
