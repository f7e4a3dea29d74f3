import type { ConfiguredProvider } from '../../providers/port/provider-definition';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Telemetry } from '../../shared/system/telemetry';
import type { Random } from '../../shared/random';
import type { Settings } from '../../shared/settings/config';

/** What the service needs to open the providers. */
export interface ProviderParts {
  readonly settings: Settings<ConfiguredProvider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /**
   * Bases of the webhook addresses, without a slash at the end: one for a provider outside, one for the sandbox on this
   * machine. They are known only once the service listens.
   */
  readonly webhookBase: () => { readonly publicUrl: string; readonly loopbackUrl: string };
}
