import { join } from 'node:path';
import { Client as Database } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/backing/embedded-postgres/supervisor';
import { FUNCTIONS, SEED, TABLES } from '../comparison/schema';
import { cpuOfFamily, type CpuSeconds } from '../measure/cpu';
import { Program } from './program';
import type { Side } from './side';
import { WITHOUT_PROVIDER } from './without-provider';

const KEY = 'bench-comparison-key-0123456789';

export interface ComparisonOptions {
  readonly mode: 'function' | 'classic';
  readonly folder: string;
  /** How many payouts of the past the tables have. */
  readonly seeded: number;
  /** Where it sends its orders, and where the provider notifies; it sends none without. */
  readonly pipeline?: { readonly settings: Readonly<Record<string, string>>; readonly publicUrl?: string };
}

/** The comparison, as a process of its own on an embedded PostgreSQL of its own. */
export class ComparisonSide implements Side {
  readonly apiKey = KEY;

  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly program: Program,
    private readonly postgres: EmbeddedPostgres,
  ) {}

  static async start(options: ComparisonOptions, name: string = options.mode): Promise<ComparisonSide> {
    const { mode, folder, seeded, pipeline } = options;
    const postgres = await startEmbeddedPostgres({ dataDir: folder });
    try {
      await seed(postgres.url, seeded);
      const program = new Program([join(__dirname, '..', 'comparison', 'main.js')], {
        DATABASE_URL: postgres.url,
        API_KEY: KEY,
        MODE: mode,
        ...(pipeline && { ...pipeline.settings, SENDS_ORDERS: 'true', PUBLIC_URL: pipeline.publicUrl ?? '' }),
        // The adapter needs settings, also where nothing is sent.
        ...(!pipeline && WITHOUT_PROVIDER),
      });
      const [, url] = await program.prints(/^listening on (http:\/\/\S+)$/);
      return new ComparisonSide(name, url!, program, postgres);
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  }

  cpu(): CpuSeconds {
    const database = cpuOfFamily(this.postgres.guardPid() ?? 0, 'PostgreSQL');
    return { ...cpuOfFamily(this.program.pid, 'service'), ...database };
  }

  /** The seed has made them all. */
  fund(): Promise<void> {
    return Promise.resolve();
  }

  /** Where its balances stand. */
  balances(): Promise<{ url: string; table: string }> {
    return Promise.resolve({ url: this.postgres.url, table: 'account' });
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await this.postgres.stop();
  }
}

async function seed(url: string, payouts: number): Promise<void> {
  const database = new Database({ connectionString: url });
  await database.connect();
  await database.query(TABLES + FUNCTIONS);
  await database.query(SEED.replace('$PAYOUTS', String(payouts)));
  await database.end();
}
