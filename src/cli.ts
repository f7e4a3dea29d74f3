#!/usr/bin/env node
import { Command } from 'commander';
import { auditReplay, auditVerify } from './command-line/audit';
import { eventStoreCopy } from './command-line/event-store-copy';
import { keysCreate, keysList, keysRevoke } from './command-line/keys';
import { addSandbox } from './command-line/sandbox';
import { settingsOrExit } from './command-line/settings';
import { runDemo } from './demo/demo';
import { serve } from './main';
import { createLogger } from './shared/logging';

/** The embedded event store has a command line of its own, which the service starts too. */
const EVENT_STORE = 'event-store';

function program(): Command {
  const holdfast = new Command('holdfast').description('An event-sourced payments ledger');
  holdfast
    .command('serve')
    .description('the service')
    .action(() => serve(settingsOrExit(), createLogger({ level: 'info' })));
  holdfast
    .command('demo')
    .description('the main job on embedded defaults, start to finish; exit 0 only if everything agrees')
    .action(runDemo);
  holdfast.command(EVENT_STORE).description('the embedded event store alone (see `event-store --help`)');
  addSandbox(holdfast);
  addAudit(holdfast);
  addKeys(holdfast);
  return holdfast;
}

function addAudit(holdfast: Command): void {
  const audit = holdfast.command('audit').description('the books, from the streams alone; reads only');
  audit
    .command('replay')
    .description('rebuild the books from the streams; exit 1 on any difference')
    .option('--json', 'for a program')
    .action(auditReplay);
  audit
    .command('verify')
    .description('compare them with the read models and check every invariant; exit 1 on any difference')
    .option('--json', 'for a program')
    .action(auditVerify);
}

function addKeys(holdfast: Command): void {
  const keys = holdfast.command('keys').description('API keys; stored hashed');
  keys
    .command('create <client> <scopes...>')
    .description('make a key for a client with scopes: commands, accounting, audit, admin')
    .action(keysCreate);
  keys.command('list').option('--json', 'for a program').description('all keys').action(keysList);
  keys.command('revoke <key-id>').description('revoke a key for ever').action(keysRevoke);
}

async function main(): Promise<void> {
  if (process.argv[2] === EVENT_STORE) {
    if (process.argv[3] === 'copy') return eventStoreCopy(process.argv.slice(4));
    process.argv.splice(2, 1);
    await import('./embedded-event-store/main.js');
    return;
  }
  await program().parseAsync();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
