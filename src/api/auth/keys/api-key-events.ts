import { streamName } from '../../../event-store/stream-names';
import type { Scope } from './scopes';

export type ApiKeyEvent =
  { type: 'ApiKeyCreated'; data: ApiKeyCreated } | { type: 'ApiKeyRevoked'; data: { keyId: string } };

/** All keys stand in one stream: they are few, and every process holds all of them in memory. */
export const API_KEYS_STREAM = streamName<ApiKeyEvent>('api-keys');

export interface ApiKeyCreated {
  keyId: string;
  /** Keys of one client share its idempotency keys and external references, so that a key can be changed for another. */
  clientName: string;
  scopes: Scope[];
  /** SHA-256 of the key's secret, in hex. */
  hash: string;
}
