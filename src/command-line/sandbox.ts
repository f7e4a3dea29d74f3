import { startConnectPspSandbox } from '../sandbox/connectpsp/sandbox';
import { systemClock } from '../shared/clock';
import { systemRandom } from '../shared/random';

export interface SandboxOptions {
  readonly connectpspPort: string;
  readonly journal?: string;
}

/** The provider simulators alone, until told to end. Prints the settings by which a Holdfast is pointed at them. */
export async function runSandbox({ connectpspPort, journal }: SandboxOptions): Promise<void> {
  const memory = journal === undefined ? {} : { journalFile: journal };
  const sandbox = await startConnectPspSandbox({
    clock: systemClock,
    random: systemRandom,
    port: Number(connectpspPort),
    ...memory,
  });
  const { clientId, clientSecret, applicationToken, cryptoToken } = sandbox.credentials;
  console.log(`CONNECTPSP_URL=${sandbox.url}`);
  console.log(`CONNECTPSP_CLIENT_ID=${clientId}`);
  console.log(`CONNECTPSP_CLIENT_SECRET=${clientSecret}`);
  console.log(`CONNECTPSP_APPLICATION_TOKEN=${applicationToken}`);
  console.log(`CONNECTPSP_CRYPTO_TOKEN=${cryptoToken}`);
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await sandbox.stop();
}
