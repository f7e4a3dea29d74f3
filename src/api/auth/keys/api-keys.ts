import type { RecordedEvent } from '../../../event-store/event-store';
import { API_KEYS_STREAM, type ApiKeyCreated, type ApiKeyEvent } from './api-key-events';

export interface ApiKey extends ApiKeyCreated {
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  /** RFC 3339 UTC; null while the key is good. */
  readonly revokedAt: string | null;
}

/** Every key ever made, by id, in the order they were made. */
export type ApiKeys = ReadonlyMap<string, ApiKey>;

/** The keys after one more event. Idempotent: an event met twice changes nothing the second time. */
export function evolveApiKeys(keys: ApiKeys, event: ApiKeyEvent, occurredAt: string): ApiKeys {
  const known = keys.get(event.data.keyId);
  if (event.type === 'ApiKeyCreated') {
    return known
      ? keys
      : new Map(keys).set(event.data.keyId, { ...event.data, createdAt: occurredAt, revokedAt: null });
  }
  return known && known.revokedAt === null
    ? new Map(keys).set(known.keyId, { ...known, revokedAt: occurredAt })
    : keys;
}

/** The key event in a recorded one; undefined for any other stream's (a prefix may match more than one stream). */
export function asApiKeyEvent(event: RecordedEvent): ApiKeyEvent | undefined {
  if (event.streamId !== API_KEYS_STREAM) return undefined;
  const { type } = event.body;
  return type === 'ApiKeyCreated' || type === 'ApiKeyRevoked' ? (event.body as ApiKeyEvent) : undefined;
}
