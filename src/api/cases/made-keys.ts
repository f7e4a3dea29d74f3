import type { ResolveCase } from '../../commands/cases/resolve-case';
import type { ApiKeyRegistry } from '../auth/keys/api-key-registry';
import type { ApiClient } from '../auth/keys/api-keys';

/** The keys that the calling person made. null: the client states no kind, and keeps what its scope meant. */
export const madeKeysOf = (
  { clientName, kind }: ApiClient,
  keys: Pick<ApiKeyRegistry, 'keysMadeBy'>,
): ResolveCase['madeKeys'] => (kind === 'unstated' ? null : keys.keysMadeBy(clientName));

/** The clients whose keys the calling person ever made. What one of them proposed the person does not confirm. */
export const clientsWithKeysOf = (
  client: ApiClient,
  keys: Pick<ApiKeyRegistry, 'keysMadeBy'>,
): readonly string[] => (madeKeysOf(client, keys) ?? []).map(({ clientName }) => clientName);
