import type { RecordedEvent } from '../../../event-store/event-store';
import type { Envelope } from '../../../event-store/load';
import { API_KEYS_STREAM, type ApiKeyCreated, type ApiKeyEvent } from './api-key-events';

export interface ApiKey extends ApiKeyCreated {
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  /** RFC 3339 UTC; null while the key is good. */
  readonly revokedAt: string | null;
}

/** Every key ever made, by id, in the order they were made. */
export type ApiKeys = ReadonlyMap<string, ApiKey>;

/** The keys after one more event. Idempotent: a repeated event changes nothing, and an event of an unknown type neither. */
export function evolveApiKeys(keys: ApiKeys, event: ApiKeyEvent, { metadata }: Envelope): ApiKeys {
  const { occurredAt } = metadata;
  const known = keys.get(event.data.keyId);
  switch (event.type) {
    case 'ApiKeyCreated':
      return known
        ? keys
        : new Map(keys).set(event.data.keyId, { ...event.data, createdAt: occurredAt, revokedAt: null });
    case 'ApiKeyRevoked':
      return known?.revokedAt === null
        ? new Map(keys).set(known.keyId, { ...known, revokedAt: occurredAt })
        : keys;
    default:
      return keys;
  }
}

/** Whether it is an event of the keys' stream: a prefix may match more than one stream. */
export const isApiKeyEvent = (event: RecordedEvent): event is RecordedEvent<ApiKeyEvent> =>
  event.streamId === API_KEYS_STREAM;
