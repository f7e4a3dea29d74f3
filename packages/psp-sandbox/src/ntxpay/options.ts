import type { Random } from '../../../../src/shared/random';
import { COMMON_DEFAULTS, SECOND, type CommonOptions, type CommonSettings } from '../simulation/options';

export interface NtxPayCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Offered to a client that needs one to register; the simulator itself sends whatever was registered. */
  readonly webhookSecret: string;
}

/**
 * What happens to an order by PIX key whose externalId was used before. The provider documents none of it:
 * - `error-hook`: accepted as a transaction of its own, which then fails with DUPLICATE_ID
 * - `conflict`: refused with 409, as documented for QR codes
 * - `paid-again`: paid again, the worst that can be
 */
export type UsedExternalId = 'error-hook' | 'conflict' | 'paid-again';

export interface NtxPaySandboxOptions extends CommonOptions {
  /** Drawn from `random` where not given. */
  readonly credentials?: NtxPayCredentials;
  /** PEM text that must come with each request for a token; null, the default, asks for none. */
  readonly clientCert?: string | null;
  /** Where PIX-key orders are taken. */
  readonly cashOutPath?: string;
  readonly usedExternalId?: UsedExternalId;
  /** `user:password` every notification carries as Basic authorisation, unless a registered header says otherwise. */
  readonly webhookBasicAuth?: string | null;
}

export type Settings = CommonSettings &
  Required<Omit<NtxPaySandboxOptions, keyof CommonOptions | 'credentials'>> & {
    readonly credentials: NtxPayCredentials;
  };

/** The options with every default filled in. */
export function settingsOf(options: NtxPaySandboxOptions): Settings {
  return {
    ...COMMON_DEFAULTS,
    clientCert: null,
    cashOutPath: '/api/pix/cash-out',
    feeMinor: 1n,
    returnFeeMinor: 1n,
    usedExternalId: 'error-hook',
    webhookBasicAuth: null,
    webhookTimeoutMs: 10 * SECOND,
    tokenLifeMs: 1800 * SECOND,
    credentials: options.credentials ?? drawnCredentials(options.random),
    ...options,
  };
}

const drawnCredentials = (random: Random): NtxPayCredentials => ({
  clientId: `ntx-${100_000 + random.below(900_000)}`,
  clientSecret: random.uuid(),
  webhookSecret: random.uuid(),
});
