import type { Clock } from '../../shared/clock';
import type { Settings } from '../../shared/settings/config';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';

/** What opening a provider takes. */
export interface ProviderParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Bases of the webhook addresses, for a provider out there and for the sandbox in here; known once listening. */
  readonly webhookBase: () => { readonly publicUrl: string; readonly loopbackUrl: string };
}
