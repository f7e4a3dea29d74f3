import { Command } from 'commander';
import { join } from 'node:path';
import { CONNECTPSP_SCENARIOS, startConnectPspSandbox, type ConnectPspSandbox } from '../connectpsp/sandbox';
import { systemClock } from '../core/clock';
import { systemRandom } from '../core/random';
import { NTXPAY_SCENARIOS, startNtxPaySandbox, type NtxPaySandbox } from '../ntxpay/sandbox';
import { parserOf, type ScenarioTable } from '../scenarios/scenario';
import type { CommonOptions } from '../simulation/options';
import { localUrl, portOf, requireScenario, speedOf, userAndPassword } from './option-parsers';
import { scenarioHelp } from './scenario-help';

interface SandboxOptions {
  readonly connectpspPort: number;
  readonly ntxpayPort: number;
  /** An existing folder. */
  readonly journal?: string;
  /** The base of the addresses for notifications that have no other address. */
  readonly notify?: string;
  readonly clockSpeed: number;
  readonly scenario?: string;
  readonly amounts: boolean;
  readonly ntxpayBasic?: string;
}

/** Builds the command that runs both simulators. Its help lists every scenario. */
export function sandboxCommand(name: string): Command {
  return new Command(name)
    .description('simulators of the payment providers ConnectPSP and NTX Pay')
    .option('--connectpsp-port <port>', 'the port of ConnectPSP on 127.0.0.1; 0 takes a free port', portOf, 0)
    .option('--ntxpay-port <port>', 'the port of NTX Pay on 127.0.0.1; 0 takes a free port', portOf, 0)
    .option(
      '--notify <url>',
      'notifications without another address go to <url>/webhooks/<provider>',
      localUrl,
    )
    .option(
      '--clock-speed <times>',
      'settle, return and repeat notifications this many times faster',
      speedOf,
      1,
    )
    .option('--scenario <name>', 'the scenario of orders that name none', requireScenario)
    .option('--no-amounts', 'amounts select no scenario')
    .option(
      '--ntxpay-basic <user:password>',
      'NTX Pay sends Basic authorisation with notifications',
      userAndPassword,
    )
    .option('--journal <folder>', 'keep the memory of the simulators in this folder, over a restart')
    .addHelpText('after', scenarioHelp)
    .action(runSandbox);
}

/** Runs both simulators until SIGINT or SIGTERM. Prints their addresses and credentials, one setting a line. */
async function runSandbox(options: SandboxOptions): Promise<void> {
  const connectpsp = await startConnectPspSandbox({
    ...optionsFor('connectpsp', options, CONNECTPSP_SCENARIOS),
    port: options.connectpspPort,
  });
  const ntxpay = await startNtxPaySandbox({
    ...optionsFor('ntxpay', options, NTXPAY_SCENARIOS),
    port: options.ntxpayPort,
    webhookBasicAuth: options.ntxpayBasic ?? null,
  }).catch(async (error: unknown) => {
    // The first simulator would keep the process alive.
    await connectpsp.stop();
    throw error;
  });
  printSettings(connectpsp, ntxpay);
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await Promise.all([connectpsp.stop(), ntxpay.stop()]);
}

function optionsFor(name: string, options: SandboxOptions, table: ScenarioTable): CommonOptions {
  const { journal, notify, clockSpeed, scenario, amounts } = options;
  const isKnown = scenario !== undefined && parserOf(table)(scenario) !== undefined;
  return {
    clock: systemClock,
    random: systemRandom,
    clockSpeed,
    amounts,
    ...(isKnown ? { scenario } : {}),
    ...(notify === undefined ? {} : { notifyUrl: `${notify.replace(/\/+$/, '')}/webhooks/${name}` }),
    ...(journal === undefined ? {} : { journalFile: join(journal, `${name}.jsonl`) }),
  };
}

function printSettings(connectpsp: ConnectPspSandbox, ntxpay: NtxPaySandbox): void {
  const { applicationToken, cryptoToken } = connectpsp.credentials;
  print('CONNECTPSP', { URL: connectpsp.url, ...login(connectpsp.credentials) });
  print('CONNECTPSP', { APPLICATION_TOKEN: applicationToken, CRYPTO_TOKEN: cryptoToken });
  const { webhookSecret } = ntxpay.credentials;
  print('NTXPAY', { URL: ntxpay.url, ...login(ntxpay.credentials), WEBHOOK_SECRET: webhookSecret });
}

const login = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  CLIENT_ID: clientId,
  CLIENT_SECRET: clientSecret,
});

function print(provider: string, settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) console.log(`${provider}_${name}=${value}`);
}
