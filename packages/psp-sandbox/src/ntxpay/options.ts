import type { Random } from '../core/random';
import {
  COMMON_DEFAULTS,
  SECOND,
  type ClientCredentials,
  type CommonOptions,
  type SettingsOf,
} from '../simulation/options';

export interface NtxPayCredentials extends ClientCredentials {
  /** A secret that a client can register. The simulator sends the headers that the client registered. */
  readonly webhookSecret: string;
}

/**
 * What happens to an order by PIX key whose externalId was used before. The provider's document does not say.
 * - `error-hook`: a new transaction is accepted and then fails with DUPLICATE_ID.
 * - `conflict`: 409, as documented for QR codes.
 * - `paid-again`: a second payment. This is the worst that a provider can do.
 */
type UsedExternalId = 'error-hook' | 'conflict' | 'paid-again';

export interface NtxPaySandboxOptions extends CommonOptions {
  /** Random by default. */
  readonly credentials?: NtxPayCredentials;
  /** PEM text that each request for a token must have; null, the default, asks for none. */
  readonly clientCert?: string | null;
  /** The path of orders by PIX key. */
  readonly cashOutPath?: string;
  readonly usedExternalId?: UsedExternalId;
  /** `user:password` for Basic authorisation in every notification, unless a registered header replaces it. */
  readonly webhookBasicAuth?: string | null;
}

export type Settings = SettingsOf<NtxPaySandboxOptions>;

/** Fills in every default. */
export const settingsOf = (options: NtxPaySandboxOptions): Settings => ({
  ...COMMON_DEFAULTS,
  clientCert: null,
  cashOutPath: '/api/pix/cash-out',
  feeMinor: 1n,
  returnFeeMinor: 1n,
  usedExternalId: 'error-hook',
  webhookBasicAuth: null,
  webhookTimeoutMs: 10 * SECOND,
  tokenLifeMs: 1800 * SECOND,
  credentials: options.credentials ?? randomCredentials(options.random),
  ...options,
});

const randomCredentials = (random: Random): NtxPayCredentials => ({
  clientId: `ntx-${100_000 + random.below(900_000)}`,
  clientSecret: random.uuid(),
  webhookSecret: random.uuid(),
});
