import { PROVIDERS } from '../../providers/registry';
import type { Settings } from '../../shared/settings/config';
import { StartRefused } from '../start-refused';

const SANDBOX_REFUSED =
  'SANDBOX is refuse (the default where NODE_ENV is production), so no sandbox stands in: name the providers in use in ' +
  'PROVIDERS, or set SANDBOX=allow for a trial in which no money moves';

/**
 * Comes before anything is started or written. A process that only writes read models calls no provider.
 * @throws {StartRefused} a sandbox would stand in where the settings refuse one
 */
export function refuseSandboxes({ sandbox, providers, roles }: Settings): void {
  if (sandbox === 'allow' || !(roles.has('api') || roles.has('saga'))) return;
  const missing = PROVIDERS.filter(({ name }) => providers.get(name)?.configured === null);
  if (missing.length === 0) return;
  const lines = missing.map(
    ({ name, requiredSettings }) => `${name} is not configured: set ${requiredSettings.join(', ')}`,
  );
  throw new StartRefused([...lines, SANDBOX_REFUSED].join('\n'));
}
