import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { cpuOfFamily, type CpuSeconds } from '../measure/cpu';
import { CLI } from './paths';
import { Program } from './program';

/** An event store and a PostgreSQL that several processes of the service share. */
export class SharedParts {
  private constructor(
    private readonly eventStore: Program,
    private readonly postgres: EmbeddedPostgres,
    /** The settings of the service that lead to them. */
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async start(folder: string): Promise<SharedParts> {
    const port = await freePort();
    const data = ['--data', join(folder, 'event-store'), '--port', String(port)];
    const eventStore = new Program([CLI, 'event-store', ...data], {});
    const [postgres] = await Promise.all([
      startEmbeddedPostgres({ dataDir: join(folder, 'postgres') }),
      eventStore.prints(/^event store listening/),
    ]);
    const EVENTSTORE_URL = `esdb://127.0.0.1:${port}?tls=false`;
    return new SharedParts(eventStore, postgres, { EVENTSTORE_URL, DATABASE_URL: postgres.url });
  }

  cpu(): CpuSeconds {
    const database = cpuOfFamily(this.postgres.guardPid() ?? 0, 'PostgreSQL');
    return { ...cpuOfFamily(this.eventStore.pid, 'event store'), ...database };
  }

  async stop(): Promise<void> {
    await this.eventStore.stop();
    await this.postgres.stop();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
