import { join } from 'node:path';
import { startConnectPspSandbox } from '../sandbox/connectpsp/sandbox';
import { startNtxPaySandbox } from '../sandbox/ntxpay/sandbox';
import { systemClock } from '../shared/clock';
import { systemRandom } from '../shared/random';

export interface SandboxOptions {
  readonly connectpspPort: string;
  readonly ntxpayPort: string;
  /** A folder that exists. */
  readonly journal?: string;
}

/** The provider simulators alone, until told to end. Prints the settings by which a Holdfast is pointed at them. */
export async function runSandbox(options: SandboxOptions): Promise<void> {
  const parts = { clock: systemClock, random: systemRandom };
  const { connectpspPort, ntxpayPort } = options;
  const connectpsp = await startConnectPspSandbox({
    ...parts,
    port: Number(connectpspPort),
    ...memory(options, 'connectpsp'),
  });
  const ntxpay = await startNtxPaySandbox({
    ...parts,
    port: Number(ntxpayPort),
    ...memory(options, 'ntxpay'),
  });
  const { applicationToken, cryptoToken } = connectpsp.credentials;
  print('CONNECTPSP', { URL: connectpsp.url, ...login(connectpsp.credentials) });
  print('CONNECTPSP', { APPLICATION_TOKEN: applicationToken, CRYPTO_TOKEN: cryptoToken });
  print('NTXPAY', {
    URL: ntxpay.url,
    ...login(ntxpay.credentials),
    WEBHOOK_SECRET: ntxpay.credentials.webhookSecret,
  });
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await Promise.all([connectpsp.stop(), ntxpay.stop()]);
}

const memory = ({ journal }: SandboxOptions, name: string) =>
  journal === undefined ? {} : { journalFile: join(journal, `${name}.jsonl`) };

const login = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  CLIENT_ID: clientId,
  CLIENT_SECRET: clientSecret,
});

function print(provider: string, settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) console.log(`${provider}_${name}=${value}`);
}
