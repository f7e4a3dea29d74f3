import type { Person } from '../../../commands/approvals/person';
import { originOf } from '../../auth/client';
import type { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';

/** The person who calls, with the clients whose keys this person made. */
export function personOf(client: ApiClient, keys: Pick<ApiKeyRegistry, 'keysMadeBy'>): Person {
  const { clientName, accounts } = client;
  const others = keys.keysMadeBy(clientName).map(made => made.clientName);
  return { name: clientName, accounts, madeKeysOf: [...new Set(others)], origin: originOf(client) };
}
