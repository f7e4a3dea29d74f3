import { join } from 'node:path';
import { announcedAddresses } from '../../src/backing/data-folder';
import { Client } from '../measure/client';
import { cpuOfFamily, memoryOfFamily, type CpuSeconds } from '../measure/cpu';
import { CLI } from './paths';
import { Program } from './program';
import type { Side } from './side';

/** What runs as the service: `holdfast serve`, or the same without its proof log. */
const PLAIN: readonly string[] = [CLI, 'serve'];
export const WITHOUT_PROOF_LOG: readonly string[] = [join(__dirname, 'without-proof-log.js')];

const KEY = 'bench-admin-key-0123456789';
/** More than a run pays out. */
const FUNDS = '1000000000.00';

/** Holdfast as it runs in production, on its embedded parts. */
export class HoldfastSide implements Side {
  readonly apiKey = KEY;
  private readonly funded = new Set<string>();

  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly program: Program,
    private readonly folder: string,
  ) {}

  static async start(
    folder: string,
    env: Readonly<Record<string, string>> = {},
    name = 'Holdfast',
    args = PLAIN,
  ): Promise<HoldfastSide> {
    const settings = { DATA_DIR: folder, PORT: '0', ADMIN_API_KEY: KEY, ...env };
    const program = new Program(args, settings);
    const [, url] = await program.prints(/^listening on (http:\/\/\S+)$/);
    return new HoldfastSide(name, url!, program, folder);
  }

  cpu(): CpuSeconds {
    return cpuOfFamily(this.program.pid, 'service');
  }

  /** Bytes, by part. */
  memory(): Readonly<Record<string, number>> {
    return memoryOfFamily(this.program.pid, 'service');
  }

  async fund(accountId: string): Promise<void> {
    if (this.funded.has(accountId)) return;
    this.funded.add(accountId);
    const client = new Client(this.url, KEY, 1);
    await client.send('/v1/accounts', { id: accountId, name: 'Bench' }, `open ${accountId}`);
    const reference = `funds of ${accountId}`;
    const body = { amount: FUNDS, reference, provider: 'connectpsp' };
    await client.send(`/v1/accounts/${accountId}/deposits`, body, reference);
    await client.close();
  }

  /** Where its balances stand. */
  async balances(): Promise<{ url: string; table: string }> {
    const { databaseUrl } = (await announcedAddresses(this.folder))!;
    return { url: databaseUrl, table: 'holdfast_accounts.account' };
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
