import { derivedId, fingerprint } from '../shared/ids';
import { eventRegistry } from './codec/event-registry';
import type { EventBody, NewEvent } from './event-store';

/** Who and what an event is due to. */
export interface Cause {
  /** The id of the command or event that caused it. */
  readonly causationId: string;
  readonly correlationId: string;
  /** `client:<name>`, `saga`, `provider:<name>`. */
  readonly actor: string;
}

/**
 * Bodies made ready to append. An id stands for its stream, cause, place and content, so the same decision repeated has
 * the same ids, and a different one can never pass for it. `after` tells occurrences apart where the same cause may
 * have the same effect more than once in a stream: the revision it was decided on.
 */
export function newEvents<Body extends EventBody>(
  streamId: string,
  bodies: readonly Body[],
  cause: Cause,
  now: Date,
  after = 'once',
): NewEvent<Body>[] {
  return bodies.map((body, index) => ({
    id: derivedId(streamId, cause.causationId, after, String(index), contentOf(body)),
    body,
    metadata: {
      $correlationId: cause.correlationId,
      $causationId: cause.causationId,
      actor: cause.actor,
      schemaVersion: eventRegistry.versionOf(body.type),
      occurredAt: now.toISOString(),
    },
  }));
}

const contentOf = (body: EventBody): string =>
  fingerprint(
    body.type,
    JSON.stringify(body.data, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );
