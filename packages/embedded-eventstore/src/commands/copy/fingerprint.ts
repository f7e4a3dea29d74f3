import { createHash } from 'node:crypto';

import { isCopied, isSoftDelete, isTombstone } from './kinds';
import type { RawClient, RawEvent } from './raw-client';

/** The content of a server: a hash over the events of each stream, and one over the order of all events. */
export interface Fingerprint {
  readonly events: number;
  readonly streams: ReadonlyMap<string, { readonly events: number; readonly hash: string }>;
  readonly order: string;
}

interface Folded {
  events: number;
  hash: string;
  hidden: boolean;
}

/** Reads everything and ignores streams for which `wanted` is false. */
export async function fingerprintOf(
  server: RawClient,
  wanted: (stream: string) => boolean = () => true,
  onProgress: (events: number) => void = () => undefined,
): Promise<Fingerprint> {
  const streams = new Map<string, Folded>();
  let events = 0;
  let order = '';
  for await (const event of server.readAll()) {
    if (!isCopied(event) || !wanted(event.stream)) continue;
    fold(streams, event);
    events += 1;
    // Each server that shows a deleted stream again writes that metadata at its own place.
    if (!event.stream.startsWith('$')) order = hashOf(order, event.stream, String(event.revision));
    if (events % 1_000 === 0) onProgress(events);
  }
  return { events, streams, order };
}

function fold(streams: Map<string, Folded>, event: RawEvent): void {
  const before = streams.get(event.stream) ?? { events: 0, hash: '', hidden: false };
  streams.set(event.stream, {
    events: before.events + 1,
    hash: hashOf(before.hash, ...wordsOf(event, before.hidden)),
    hidden: isSoftDelete(event),
  });
}

/**
 * Each server writes these two events itself: the metadata that shows a deleted stream again, and the end of a stream.
 */
function wordsOf(event: RawEvent, revives: boolean): (string | Uint8Array)[] {
  if (isTombstone(event)) return ['ended'];
  const { id, revision, type, contentType, data, metadata } = event;
  if (revives) return [String(revision), type, canonical(data)];
  return [String(revision), id, type, contentType, data, metadata];
}

function canonical(data: Uint8Array): string {
  try {
    const json = JSON.parse(Buffer.from(data).toString()) as Record<string, unknown>;
    return JSON.stringify(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)));
  } catch {
    return Buffer.from(data).toString('base64');
  }
}

/** The length before each part makes sure that different lists of parts differ. */
function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('base64');
}
