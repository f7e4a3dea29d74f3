import { createHash } from 'node:crypto';

import { isCopied, isSoftDelete, isTombstone } from './kinds';
import type { RawClient, RawEvent } from './raw-client';

/** What a server holds: per stream a hash over its events, and one over the order of them all. */
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

/** Reads everything. Streams for which `wanted` is false are passed over. */
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
    // Servers that revive a deleted stream write its metadata at places of their own choice.
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

/** The metadata that shows a deleted stream again and the end of a stream are written by each server itself. */
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

/** Each part with its length before it, so that no two lists of parts look alike. */
function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('base64');
}
