import { derivedId, fingerprint } from '../shared/ids';
import { eventRegistry } from './codec/event-registry';
import type { EventBody, NewEvent } from './event-store';

/** What led to an event, and for whom. */
export interface Cause {
  /** The id of the command or event that caused it. */
  readonly causationId: string;
  readonly correlationId: string;
  /** `client:<name>`, `saga`, `provider:<name>`. */
  readonly actor: string;
  /** The API key of the client that asked. */
  readonly keyId?: string;
  /** The id of the request by which the client asked. */
  readonly requestId?: string;
}

/**
 * Makes bodies ready to append. An id stands for its stream, cause, number and content. So the same decision repeated
 * has the same ids, and a different one never has them. The same cause can have the same effect more than once in a
 * stream. `occurrence` then makes the ids different: it is the revision on which the effect was decided.
 */
export function newEvents<Body extends EventBody>(
  streamId: string,
  bodies: readonly Body[],
  cause: Cause,
  now: Date,
  occurrence = 'once',
): NewEvent<Body>[] {
  return bodies.map((body, index) => ({
    id: derivedId(streamId, cause.causationId, occurrence, String(index), contentOf(body)),
    body,
    metadata: {
      $correlationId: cause.correlationId,
      $causationId: cause.causationId,
      actor: cause.actor,
      ...(cause.keyId !== undefined && { keyId: cause.keyId }),
      ...(cause.requestId !== undefined && { requestId: cause.requestId }),
      schemaVersion: eventRegistry.versionOf(body.type),
      occurredAt: now.toISOString(),
    },
  }));
}

const contentOf = (body: EventBody): string =>
  fingerprint(body.type, JSON.stringify(withAmountsAsText(body.data)));

/** Amounts as they stand in the content of an id. A copy is cheaper than a function that JSON calls for each value. */
function withAmountsAsText(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withAmountsAsText);
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) {
    const item = copy[key];
    if (typeof item === 'bigint' || typeof item === 'object') copy[key] = withAmountsAsText(item);
  }
  return copy;
}
