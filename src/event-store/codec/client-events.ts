import { jsonEvent, type ResolvedEvent } from '@eventstore/db-client';

import { invariant } from '../../shared/invariant';
import { fromJson, toJson } from './event-codec';
import type { EventJson, EventRegistry } from './event-registry';
import type { EventMetadata, NewEvent, Position, RecordedEvent, StreamTruncation } from '../event-store';
import type { LogEntry } from '../log/log-tail';

/** An event as the client takes it. Its id becomes the store's event id. */
export const toClientEvent = ({ id, body, metadata }: NewEvent) =>
  jsonEvent({ id, type: body.type, data: { ...toJson(body.data) }, metadata: { ...metadata } });

type ClientEvent = NonNullable<ResolvedEvent['event']>;

/** An event as the client gives it. Its metadata stays as recorded; its data is read as today's schema. */
export function fromClientEvent(registry: EventRegistry, event: ClientEvent): RecordedEvent {
  return {
    id: event.id,
    streamId: event.streamId,
    position: positionOf(event),
    recordedAt: event.created,
    revision: event.revision,
    body: { type: event.type, data: dataOf(registry, event) },
    metadata: { ...(event.metadata as object | undefined) } as EventMetadata,
  };
}

export const logEntryOf = (event: ClientEvent): LogEntry => ({
  id: event.id,
  streamId: event.streamId,
  position: positionOf(event),
  recordedAt: event.created,
});

function positionOf({ position }: ClientEvent): Position {
  invariant(position, 'The event store does not tell positions: EventStoreDB 22.6 or newer is needed');
  return { commit: position.commit, prepare: position.prepare };
}

function dataOf(registry: EventRegistry, { type, data, metadata, isJson }: ClientEvent): object {
  if (!isJson || typeof data !== 'object') return { raw: data };
  const version = (metadata as Partial<EventMetadata> | undefined)?.schemaVersion ?? 1;
  return fromJson(registry.upcast(type, version, data as EventJson));
}

/** What the store writes for itself, and what lies in its own streams. */
export const isSystemEvent = (event: ClientEvent): boolean =>
  event.type.startsWith('$') || event.streamId.startsWith('$');

/** What an event of the store's own does to a stream of ours; undefined: nothing. */
export function truncationOf({ type, streamId, data }: ClientEvent): StreamTruncation | undefined {
  if (type === '$streamDeleted') return { streamId, description: 'is deleted for ever (tombstone)' };
  if (type !== '$metadata' || !streamId.startsWith('$$') || streamId.startsWith('$$$')) return undefined;
  const limits = Object.entries(data as object).filter(([name]) => CUTS.has(name));
  const how = limits.map(([name, value]) => `${name} ${String(value)}`).join(', ');
  return {
    streamId: streamId.slice(2),
    description: how === '' ? undefined : `is cut by its metadata: ${how}`,
  };
}

/** A stream's metadata by which the store leaves events out: the oldest, all but some, those of before a revision. */
const CUTS = new Set(['$maxAge', '$maxCount', '$tb']);
