import { join } from 'node:path';
import type { CpuSeconds } from '../measure/cpu';
import { HoldfastSide } from './holdfast-side';
import { SharedParts } from './shared-parts';
import type { Side } from './side';
import { WITHOUT_PROVIDER } from './without-provider';

/** Holdfast as several processes with roles, over one event store and one PostgreSQL. The first one has the role api. */
export class ProcessesSide implements Side {
  private constructor(
    readonly name: string,
    private readonly parts: SharedParts,
    private readonly processes: readonly HoldfastSide[],
  ) {}

  static async start(name: string, folder: string, roles: readonly string[]): Promise<ProcessesSide> {
    const parts = await SharedParts.start(folder);
    const processes: HoldfastSide[] = [];
    try {
      for (const role of roles) {
        const settings = {
          ...WITHOUT_PROVIDER,
          ...parts.settings,
          ROLES: role,
          PUBLIC_URL: 'http://127.0.0.1:9',
        };
        processes.push(await HoldfastSide.start(join(folder, role), settings, role));
      }
      return new ProcessesSide(name, parts, processes);
    } catch (error) {
      for (const each of processes) await each.stop();
      await parts.stop();
      throw error;
    }
  }

  get url(): string {
    return this.processes[0]!.url;
  }

  get apiKey(): string {
    return this.processes[0]!.apiKey;
  }

  /** Each process of the service has a figure of its own, by its role. */
  cpu(): CpuSeconds {
    const own = this.processes.map(each => [each.name, each.cpu()['service'] ?? 0] as const);
    return { ...Object.fromEntries(own), ...this.parts.cpu() };
  }

  fund(accountId: string): Promise<void> {
    return this.processes[0]!.fund(accountId);
  }

  async stop(): Promise<void> {
    for (const each of this.processes) await each.stop();
    await this.parts.stop();
  }
}
