import { CLI } from './paths';
import { Program } from './program';

/** The provider's simulator, a process of its own, the same program for every side. */
export class Sandbox {
  private constructor(
    private readonly program: Program,
    /** The settings of ConnectPSP that lead to it. */
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** It settles a thousand times faster than documented, so that the services are measured and not the provider. */
  static async start(): Promise<Sandbox> {
    const program = new Program([CLI, 'sandbox', '--clock-speed', '1000', '--no-amounts'], {});
    await program.prints(/^CONNECTPSP_CRYPTO_TOKEN=/);
    const lines = program.lines.filter(line => line.startsWith('CONNECTPSP_'));
    return new Sandbox(
      program,
      Object.fromEntries(lines.map(line => line.split('=', 2) as [string, string])),
    );
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
