import { streamName } from '../../../event-store/stream-names';
import type { ScopeName, StatedKind } from './scopes';

export type ApiKeyEvent =
  | { type: 'ApiClientDefined'; data: ApiClientDefined }
  | { type: 'ApiKeyCreated'; data: ApiKeyCreated }
  | { type: 'ApiKeyRotated'; data: ApiKeyRotated }
  | { type: 'ApiKeyRevoked'; data: { keyId: string } };

/** All keys stand in one stream: they are few, and every process holds all of them in memory. */
export const API_KEYS_STREAM = streamName<ApiKeyEvent>('api-keys');

/** What a client is and may do. From here on it governs every key of the client, older ones too. */
export interface ApiClientDefined {
  clientName: string;
  kind: StatedKind;
  /** The accounts that the client sees and moves; `*`: all. */
  accounts: '*' | string[];
  scopes: ScopeName[];
}

export interface ApiKeyCreated {
  keyId: string;
  /** Keys of one client share its idempotency keys and external references, so that a key can be changed for another. */
  clientName: string;
  /** The key's own scopes; null where the client is defined: its scopes are the client's then. */
  scopes: ScopeName[] | null;
  /** SHA-256 of the key's secret, in hex. */
  hash: string;
  /** RFC 3339 UTC; null: from its making on. */
  notBefore: string | null;
  /** RFC 3339 UTC; null: never. */
  expiresAt: string | null;
  /** CIDR blocks from which the key is accepted; empty: from everywhere. */
  networks: string[];
  description: string | null;
  /** An Ed25519 public key in PEM: what the key asks for is signed by its private half. null: nothing is signed. */
  signingKey: string | null;
}

/** Another key takes over. The former one ends a little later, so that the client can change over in between. */
interface ApiKeyRotated {
  keyId: string;
  successorId: string;
  /** RFC 3339 UTC: when the former key ends. */
  expiresAt: string;
}
