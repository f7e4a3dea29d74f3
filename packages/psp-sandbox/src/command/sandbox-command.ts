import { InvalidArgumentError, type Command } from 'commander';
import { join } from 'node:path';
import { CONNECTPSP_SCENARIOS, startConnectPspSandbox, type ConnectPspSandbox } from '../connectpsp/sandbox';
import { maySendTo } from '../http/loopback';
import { NTXPAY_SCENARIOS, startNtxPaySandbox, type NtxPaySandbox } from '../ntxpay/sandbox';
import type { CommonOptions } from '../simulation/options';
import { parserOf, type ScenarioTable } from '../scenarios/scenario';
import { listOfScenarios } from './scenario-help';
import { systemClock } from '../../../../src/shared/clock';
import { systemRandom } from '../../../../src/shared/random';

export interface SandboxOptions {
  readonly connectpspPort: number;
  readonly ntxpayPort: number;
  /** A folder that exists. */
  readonly journal?: string;
  /** Base of the addresses notifications go to where nobody said otherwise. */
  readonly notify?: string;
  readonly clockSpeed: number;
  readonly scenario?: string;
  readonly amounts: boolean;
  readonly ntxpayBasic?: string;
}

/** Adds `holdfast sandbox`, whose help lists every scenario. */
export function addSandbox(holdfast: Command): void {
  holdfast
    .command('sandbox')
    .description('the provider simulators alone')
    .option('--connectpsp-port <port>', 'ConnectPSP on 127.0.0.1; 0 takes a free one', port, 0)
    .option('--ntxpay-port <port>', 'NTX Pay on 127.0.0.1; 0 takes a free one', port, 0)
    .option(
      '--notify <url>',
      'notifications nobody gave an address for go to <url>/webhooks/<provider>',
      local,
    )
    .option('--clock-speed <times>', 'settle, return and deliver again so many times faster', speed, 1)
    .option('--scenario <name>', 'what happens to orders that name no scenario', known)
    .option('--no-amounts', 'amounts stand for no scenario')
    .option('--ntxpay-basic <user:password>', 'NTX Pay notifies with Basic authorisation', userAndPassword)
    .option('--journal <folder>', 'remember there what was paid, over a restart')
    .addHelpText('after', helpOf)
    .action(runSandbox);
}

/** The provider simulators alone, until told to end. Prints the settings by which a Holdfast is pointed at them. */
export async function runSandbox(options: SandboxOptions): Promise<void> {
  const connectpsp = await startConnectPspSandbox({
    ...partsFor('connectpsp', options, CONNECTPSP_SCENARIOS),
    port: options.connectpspPort,
  });
  const ntxpay = await startNtxPaySandbox({
    ...partsFor('ntxpay', options, NTXPAY_SCENARIOS),
    port: options.ntxpayPort,
    webhookBasicAuth: options.ntxpayBasic ?? null,
  }).catch(async (error: unknown) => {
    // One alone would keep the process alive.
    await connectpsp.stop();
    throw error;
  });
  printSettings(connectpsp, ntxpay);
  await new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await Promise.all([connectpsp.stop(), ntxpay.stop()]);
}

function partsFor(name: string, options: SandboxOptions, table: ScenarioTable): CommonOptions {
  const { journal, notify, clockSpeed, scenario, amounts } = options;
  const knows = scenario !== undefined && parserOf(table)(scenario) !== undefined;
  return {
    clock: systemClock,
    random: systemRandom,
    clockSpeed,
    amounts,
    ...(knows ? { scenario } : {}),
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

const helpOf = (): string => `
An order's scenario comes from the header X-Sandbox-Scenario, else from a description like "sandbox:fail", else from its
amount, else it is --scenario. Several go together with a plus: delay:500ms+return-partial:2.

At both providers:
${listOfScenarios(inBoth(CONNECTPSP_SCENARIOS, NTXPAY_SCENARIOS))}

At ConnectPSP:
${listOfScenarios(ownOf(CONNECTPSP_SCENARIOS, NTXPAY_SCENARIOS))}

At NTX Pay:
${listOfScenarios(ownOf(NTXPAY_SCENARIOS, CONNECTPSP_SCENARIOS))}
`;

const same = (one: ScenarioTable, other: ScenarioTable, name: string): boolean =>
  one[name]?.usage === other[name]?.usage && name !== 'error';

const inBoth = (one: ScenarioTable, other: ScenarioTable): ScenarioTable =>
  Object.fromEntries(Object.entries(one).filter(([name]) => same(one, other, name)));

const ownOf = (one: ScenarioTable, other: ScenarioTable): ScenarioTable =>
  Object.fromEntries(Object.entries(one).filter(([name]) => !same(one, other, name)));

function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(value <= 65_535)) throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return value;
}

function speed(text: string): number {
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function local(text: string): string {
  if (!maySendTo(text, [])) throw new InvalidArgumentError('It must lead to this machine.');
  return text;
}

function known(name: string): string {
  const somewhere = [CONNECTPSP_SCENARIOS, NTXPAY_SCENARIOS].some(table => parserOf(table)(name));
  if (!somewhere) throw new InvalidArgumentError('There is no such scenario: see --help.');
  return name;
}

function userAndPassword(text: string): string {
  if (!/^[^:]+:.+$/.test(text)) throw new InvalidArgumentError('It must be user:password.');
  return text;
}
