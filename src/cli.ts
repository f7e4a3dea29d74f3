#!/usr/bin/env node
import { Command } from 'commander';
import { VERSION } from './composition/telemetry/version';
import type { FuzzOptions } from './fuzz/run-fuzz';

/** The embedded event store has a command line of its own, which the service starts too. */
const EVENT_STORE = 'event-store';

type AddCommands = (holdfast: Command) => void;

/** The groups of commands, in the order of the help. Each is loaded for itself: all of them together take seconds. */
const GROUPS: Readonly<Record<string, () => Promise<AddCommands>>> = {
  serve: () => Promise.resolve(addService),
  demo: () => Promise.resolve(addDemo),
  fuzz: () => Promise.resolve(addFuzz),
  [EVENT_STORE]: () => Promise.resolve(addEventStore),
  sandbox: async () => {
    const { sandboxCommand } = await import('psp-sandbox');
    return holdfast => void holdfast.addCommand(sandboxCommand('sandbox'));
  },
  audit: async () => (await import('./command-line/audit/audit-commands.js')).addAudit,
  projections: async () => (await import('./command-line/projections.js')).addProjections,
  keys: async () => (await import('./command-line/keys.js')).addKeys,
  proofs: async () => (await import('./command-line/proofs.js')).addProofs,
  witness: async () => (await import('./command-line/witness.js')).addWitness,
  reconcile: async () => (await import('./command-line/reconcile/reconcile.js')).addReconcile,
  backup: async () => (await import('./command-line/backup/backup.js')).addBackup,
  restore: async () => (await import('./command-line/backup/backup.js')).addRestore,
};

/** The commands of the group that is named first; all of them where none is: for the help, or for a mistake. */
async function program(first: string | undefined): Promise<Command> {
  const holdfast = new Command('holdfast').description('An event-sourced payments ledger').version(VERSION);
  for (const load of groupsFor(first)) (await load())(holdfast);
  return holdfast;
}

function groupsFor(first: string | undefined): readonly (() => Promise<AddCommands>)[] {
  if (first === '--version' || first === '-V') return [];
  return first !== undefined && Object.hasOwn(GROUPS, first) ? [GROUPS[first]!] : Object.values(GROUPS);
}

function addService(holdfast: Command): void {
  holdfast
    .command('serve')
    .description('the service')
    .option(
      '--roles <roles>',
      'what this process does: some of api, saga, projections (default: all; also ROLES)',
    )
    .action(async ({ roles }: { roles?: string }) => {
      const { serve } = await import('./main.js');
      await serve(await settingsWith(roles));
    });
}

function addDemo(holdfast: Command): void {
  holdfast
    .command('demo')
    .description('the main job on embedded defaults, start to finish; exit 0 only if everything agrees')
    .action(async () => (await import('./demo/demo.js')).runDemo());
}

function addFuzz(holdfast: Command): void {
  holdfast
    .command('fuzz [requests]')
    .description(
      'requests made from the OpenAPI document, to a service of its own in a fresh folder; exit 1 on a wrong answer',
    )
    .option('--seed <number>', 'draw the same requests again')
    .option('--json', 'for a program')
    .action(async (requests: string | undefined, options: FuzzOptions) => {
      const { runFuzz } = await import('./fuzz/run-fuzz.js');
      await runFuzz(requests ?? '100000', options);
    });
}

function addEventStore(holdfast: Command): void {
  holdfast.command(EVENT_STORE).description('the embedded event store alone (see `event-store --help`)');
}

/** The option counts more than the environment. */
async function settingsWith(roles: string | undefined) {
  const { settingsOrExit } = await import('./command-line/settings.js');
  return settingsOrExit(roles === undefined ? process.env : { ...process.env, ROLES: roles });
}

async function main(): Promise<void> {
  // What Holdfast writes is for its own user alone.
  process.umask(0o077);
  if (process.argv[2] === EVENT_STORE) {
    process.argv.splice(2, 1);
    await import('embedded-eventstore/main');
    return;
  }
  const holdfast = await program(process.argv[2]);
  await holdfast.parseAsync();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
