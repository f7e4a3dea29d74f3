import type { SettingsReader } from './settings-reader';

/** How much one caller may take of the service. 0 sets no limit. Every process counts for itself. */
export interface EdgeLimits {
  /** Requests a second with one key. */
  readonly ratePerKey: number;
  /** Requests a second from one address. Probes and webhooks have ten times as much, counted apart. */
  readonly ratePerAddress: number;
  /** Requests a minute from one address that came without a valid key. */
  readonly failedKeysPerMinute: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

export const DEFAULT_LIMITS: EdgeLimits = {
  ratePerKey: 0,
  ratePerAddress: 0,
  failedKeysPerMinute: 3_000,
  maxConnections: 10_000,
  maxConnectionsPerAddress: 2_000,
};

const MOST = 1_000_000;

export function readEdges(reader: SettingsReader): EdgeLimits {
  const read = (name: string, fallback: number) => reader.integer(name, fallback, 0, MOST);
  return {
    ratePerKey: read('RATE_LIMIT_PER_KEY', DEFAULT_LIMITS.ratePerKey),
    ratePerAddress: read('RATE_LIMIT_PER_ADDRESS', DEFAULT_LIMITS.ratePerAddress),
    failedKeysPerMinute: read('FAILED_KEYS_PER_MINUTE', DEFAULT_LIMITS.failedKeysPerMinute),
    maxConnections: read('MAX_CONNECTIONS', DEFAULT_LIMITS.maxConnections),
    maxConnectionsPerAddress: read('MAX_CONNECTIONS_PER_ADDRESS', DEFAULT_LIMITS.maxConnectionsPerAddress),
  };
}
