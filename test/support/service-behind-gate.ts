import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { BreakableConnection, portIn } from './breakable-connection';
import { serviceOfThisFile, type TestService } from './service';

/** A service of the test file whose way to PostgreSQL the tests can shut. */
export interface ServiceBehindGate {
  readonly holdfast: () => TestService;
  readonly gate: () => BreakableConnection;
  readonly postgres: () => EmbeddedPostgres;
}

export function serviceBehindGate(): ServiceBehindGate {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-flow-postgres-'));
  let postgres: EmbeddedPostgres;
  let gate: BreakableConnection;
  const holdfast = serviceOfThisFile(async () => {
    postgres = await startEmbeddedPostgres({ dataDir: folder });
    const port = portIn(postgres.url);
    gate = await BreakableConnection.before(() => port);
    return { env: { DATABASE_URL: postgres.url.replace(`:${port}/`, `:${gate.port}/`) } };
  });
  afterAll(async () => {
    await gate.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { holdfast, gate: () => gate, postgres: () => postgres };
}
