import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { KeyRefusal } from '../api/auth/keys/key-decisions';
import { type KeyWish, wishFaults } from '../api/auth/keys/key-wish';
import {
  createApiKey,
  type KeyTools,
  listApiKeys,
  type ListedKey,
  type NewKey,
  revokeApiKey,
  rotateApiKey,
} from '../api/auth/keys/manage-keys';
import type { Happening } from '../api/auth/security/happening';
import { SecurityLog } from '../api/auth/security/security-log';
import { FORMER_SCOPES, SCOPES, type ClientKind, type ScopeName } from '../api/auth/keys/scopes';
import { attachBacking } from '../backing/backing';
import { ShutdownList } from '../backing/shutdown-list';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../shared/clock';
import { systemRandom } from '../shared/random';
import type { Result } from '../shared/result';
import { quietLogger, settingsOrExit } from './settings';

export function addKeys(holdfast: Command): void {
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

type Terms = Pick<KeyWish, 'kind' | 'notBefore' | 'expiresAt' | 'networks' | 'description'> & {
  /** The name of a file. */
  readonly signingKey?: string;
  readonly accounts?: readonly string[];
};

const keysCreate = (
  clientName: string,
  scopes: readonly ScopeName[],
  { accounts, signingKey, ...options }: Terms,
): Promise<void> =>
  withKeys(async tools => {
    const pem = signingKey === undefined ? undefined : readFileSync(signingKey, 'utf8');
    const terms = {
      ...options,
      accounts: accounts?.join() === '*' ? ('*' as const) : accounts,
      signingKey: pem,
    };
    const faults = wishFaults({ ...terms, clientName, scopes }, tools.clock.now());
    if (faults.length > 0) return fail(faults.map(({ field, message }) => `${field}: ${message}`).join('\n'));
    show(await createApiKey(tools, clientName, scopes, terms));
  });

const keysRotate = (keyId: string): Promise<void> =>
  withKeys(async tools => show(await rotateApiKey(tools, keyId)));

function show(made: Result<NewKey, KeyRefusal>): void {
  if (!made.ok) return fail(made.refusal);
  console.log(`${made.value.keyId}\n${made.value.key}`);
  console.error('The key is shown this once only: keep it.');
}

const keysList = ({ json }: { json?: boolean }): Promise<void> =>
  withKeys(async ({ store }) => {
    const keys = await listApiKeys(store);
    if (json) return console.log(JSON.stringify(keys));
    for (const key of keys) console.log(lineOf(key).join('  '));
  });

const KINDS: Readonly<Record<ClientKind, string>> = {
  service: 'service',
  person: 'person',
  unstated: 'kind not stated',
};

function lineOf(key: ListedKey): string[] {
  const { keyId, clientName, kind, accounts, scopes, createdAt, createdBy } = key;
  return [
    keyId,
    clientName,
    KINDS[kind],
    scopes.join(','),
    accounts === '*' ? 'all accounts' : `accounts ${accounts.join(',')}`,
    `${createdAt} by ${createdBy.actor}`,
    endOf(key),
    ...(key.signingKey === null ? [] : ['signs']),
    key.lastUsedAt === null ? 'not used' : `used ${key.lastUsedAt}`,
  ];
}

function endOf({ revokedAt, expiresAt, notBefore }: ListedKey): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  const begin = notBefore === null ? '' : `from ${notBefore} `;
  return expiresAt === null ? `${begin}good, never expires` : `${begin}good until ${expiresAt}`;
}

const keysRevoke = (keyId: string): Promise<void> =>
  withKeys(async tools => {
    const revoked = await revokeApiKey(tools, keyId);
    if (!revoked.ok) return fail(revoked.refusal);
    console.log(`${keyId} is revoked`);
  });

/** Beside a running service it writes to the service's own store, whose subscription takes the change up at once. */
async function withKeys(run: (tools: KeyTools) => Promise<void>): Promise<void> {
  const stops = new ShutdownList();
  try {
    const backing = await attachBacking(settingsOrExit(), quietLogger());
    stops.add(() => backing.stop());
    const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
    stops.add(() => store.dispose());
    const parts = { store, clock: systemClock, random: systemRandom };
    const security = new SecurityLog(parts, quietLogger());
    // The key is shown whether its making could be recorded here or not: its own stream has it.
    const note = (happening: Happening) => security.record(happening).catch(warn);
    await run({ ...parts, security: { note } });
  } finally {
    await stops.stop();
  }
}

const warn = (error: unknown): void => console.error(`Not recorded as a security event: ${String(error)}`);

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
