import type { Person } from '../../../commands/approvals/person';
import type { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';

/** The person who calls, with the clients whose keys this person made. */
export function personOf(
  { clientName, accounts }: ApiClient,
  keys: Pick<ApiKeyRegistry, 'keysMadeBy'>,
): Person {
  const others = keys.keysMadeBy(clientName).map(made => made.clientName);
  return { name: clientName, accounts, madeKeysOf: [...new Set(others)] };
}
