#!/usr/bin/env node
import { Command, Option } from 'commander';
import { AUDIT_TIME_ZONES, auditExplain, auditReplay, auditStamp, auditVerify } from './command-line/audit';
import { addBundle } from './command-line/audit-bundle';
import { FORMER_SCOPES, SCOPES } from './api/auth/keys/scopes';
import { keysCreate, keysList, keysRevoke, keysRotate } from './command-line/keys';
import { addBackup } from './command-line/backup/backup';
import { addProofs } from './command-line/proofs';
import { addReconcile } from './command-line/reconcile/reconcile';
import { addProjections } from './command-line/projections';
import { sandboxCommand } from 'psp-sandbox';
import { settingsOrExit } from './command-line/settings';
import { addWitness } from './command-line/witness';
import { runDemo } from './demo/demo';
import { VERSION } from './composition/telemetry/version';
import type { FuzzOptions } from './fuzz/run-fuzz';
import { serve } from './main';

/** The embedded event store has a command line of its own, which the service starts too. */
const EVENT_STORE = 'event-store';

function program(): Command {
  const holdfast = new Command('holdfast').description('An event-sourced payments ledger').version(VERSION);
  holdfast
    .command('serve')
    .description('the service')
    .option(
      '--roles <roles>',
      'what this process does: some of api, saga, projections (default: all; also ROLES)',
    )
    .action(({ roles }: { roles?: string }) => serve(settingsWith(roles)));
  holdfast
    .command('demo')
    .description('the main job on embedded defaults, start to finish; exit 0 only if everything agrees')
    .action(runDemo);
  holdfast
    .command('fuzz [requests]')
    .description(
      'requests made from the OpenAPI document, to a service of its own in a fresh folder; exit 1 on a wrong answer',
    )
    .option('--seed <number>', 'draw the same requests again')
    .option('--json', 'for a program')
    .action(async (requests: string | undefined, options: FuzzOptions) => {
      // What it needs is loaded for it alone.
      const { runFuzz } = await import('./fuzz/run-fuzz.js');
      await runFuzz(requests ?? '100000', options);
    });
  holdfast.command(EVENT_STORE).description('the embedded event store alone (see `event-store --help`)');
  holdfast.addCommand(sandboxCommand('sandbox'));
  addAudit(holdfast);
  addProjections(holdfast);
  addKeys(holdfast);
  addProofs(holdfast);
  addWitness(holdfast);
  addReconcile(holdfast);
  addBackup(holdfast);
  return holdfast;
}

/** The option counts more than the environment. */
const settingsWith = (roles: string | undefined) =>
  settingsOrExit(roles === undefined ? process.env : { ...process.env, ROLES: roles });

function addAudit(holdfast: Command): void {
  const audit = holdfast.command('audit').description('the books, from the streams alone; reads only');
  const books = (name: string, description: string) =>
    audit
      .command(name)
      .description(description)
      .option('--as-of <moment>', 'as of a day up to its end, an RFC 3339 time or a position')
      .addOption(
        new Option('--time-zone <zone>', 'in which the day of --as-of ends')
          .choices(AUDIT_TIME_ZONES)
          .default(AUDIT_TIME_ZONES[0]),
      )
      .option('--account <id>', 'tell of this account, and only of what is wrong about it')
      .option('--json', 'for a program');
  books('replay', 'rebuild the books from the streams; exit 1 on any difference').action(auditReplay);
  books(
    'verify',
    'compare them with the read models and every checkpoint, and check every invariant; exit 1 on any difference',
  )
    .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere: the streams have to extend it')
    .option('--policy <file>', 'which logs and witnesses are trusted (docs/proofs.md)')
    .action(auditVerify);
  audit
    .command('stamp <date> <file>')
    .description('write out the time stamp of a day (2026-03-01, UTC) for openssl ts -verify')
    .addHelpText('after', '\nThe bytes that are stamped go to FILE.txt beside it.')
    .action(auditStamp);
  audit
    .command('explain <payout>')
    .description('every centavo of a payout, from its request through the evidence to the postings')
    .option('--json', 'for a program')
    .action(auditExplain);
  addBundle(audit);
}

function addKeys(holdfast: Command): void {
  const keys = holdfast.command('keys').description('API keys; stored hashed');
  keys
    .command('create <client> <scopes...>')
    .description('make a key for a client')
    .option('--kind <kind>', 'service or person: what the client is from here on')
    .option('--accounts <ids...>', 'the accounts that the client sees and moves (default: all)')
    .option(
      '--networks <blocks...>',
      'where the key is accepted from, like 192.0.2.0/24 (default: everywhere)',
    )
    .option('--not-before <time>', 'when the key begins (default: now)')
    .option('--expires-at <time>', 'when the key ends (default: after 90 days, with a kind)')
    .option('--description <text>', 'what the key is for')
    .option('--signing-key <file>', 'an Ed25519 public key in PEM: what the key asks for is signed')
    .addHelpText('after', `\nScopes: ${SCOPES.join(', ')}. Without a kind: ${FORMER_SCOPES.join(', ')}.`)
    .action(keysCreate);
  keys.command('list').option('--json', 'for a program').description('all keys').action(keysList);
  keys
    .command('rotate <key-id>')
    .description('make the successor of a key, which ends 24 hours later')
    .action(keysRotate);
  keys.command('revoke <key-id>').description('revoke a key for ever').action(keysRevoke);
}

async function main(): Promise<void> {
  // What Holdfast writes is for its own user alone.
  process.umask(0o077);
  if (process.argv[2] === EVENT_STORE) {
    process.argv.splice(2, 1);
    await import('embedded-eventstore/main');
    return;
  }
  await program().parseAsync();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
