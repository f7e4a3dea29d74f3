import { createApiKey, listApiKeys, revokeApiKey, type KeyTools } from '../api/auth/keys/manage-keys';
import { SCOPES, type Scope } from '../api/auth/keys/scopes';
import { attachBacking } from '../backing/backing';
import { ShutdownList } from '../backing/shutdown-list';
import { EventStoreDbStore } from '../event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../shared/clock';
import { systemRandom } from '../shared/random';
import { quietLogger, settingsOrExit } from './settings';

export const keysCreate = (clientName: string, scopes: readonly string[]): Promise<void> =>
  withKeys(async tools => {
    const unknown = scopes.filter(scope => !isScope(scope));
    if (unknown.length > 0)
      return fail(`No such scope: ${unknown.join(', ')}. There are ${SCOPES.join(', ')}.`);
    const made = await createApiKey(tools, clientName, scopes.filter(isScope));
    if (!made.ok) return fail(made.refusal);
    console.log(`${made.value.keyId}\n${made.value.key}`);
    console.error('The key is shown this once only: keep it.');
  });

export const keysList = ({ json }: { json?: boolean }): Promise<void> =>
  withKeys(async ({ store }) => {
    const keys = (await listApiKeys(store)).map(({ hash: _hash, ...shown }) => shown);
    if (json) return console.log(JSON.stringify(keys));
    for (const { keyId, clientName, scopes, createdAt, revokedAt } of keys) {
      console.log(
        [keyId, clientName, scopes.join(','), createdAt, revokedAt ? `revoked ${revokedAt}` : 'good'].join(
          '  ',
        ),
      );
    }
  });

export const keysRevoke = (keyId: string): Promise<void> =>
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
    await run({ store, clock: systemClock, random: systemRandom });
  } finally {
    await stops.stop();
  }
}

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
