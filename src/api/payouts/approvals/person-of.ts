import type { Person } from '../../../commands/approvals/person';
import type { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';

/** The person who calls, with the clients whose keys this person made. */
export const personOf = (
  { clientName, accounts }: ApiClient,
  keys: Pick<ApiKeyRegistry, 'clientsWithKeysOf'>,
): Person => ({ name: clientName, accounts, madeKeysOf: keys.clientsWithKeysOf(clientName) });
