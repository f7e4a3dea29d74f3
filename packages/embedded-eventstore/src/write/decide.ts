import { isSoftDeleted, type StreamHead } from '../storage/heads/stream-head';
import type { Place } from '../storage/events/stored-event';
import type { Expected } from './requests';

/** The streams with the changes that this group has already decided. */
export interface StreamView {
  head(stream: string): Promise<StreamHead>;
  idAt(stream: string, revision: number): Promise<string | undefined>;
  placeAt(stream: string, revision: number): Promise<Place>;
  findIds(stream: string, ids: readonly string[]): Promise<(Place | undefined)[]>;
}

export type Decision =
  | { readonly kind: 'write' }
  | { readonly kind: 'repeat'; readonly place: Place }
  | { readonly kind: 'wrong_expected' }
  | { readonly kind: 'deleted' };

const WRITE: Decision = { kind: 'write' };
const WRONG_EXPECTED: Decision = { kind: 'wrong_expected' };
const DELETED: Decision = { kind: 'deleted' };

/**
 * Decides whether events with these ids may be appended to the stream now. An append that already happened is a repeat.
 * With an exact revision, a repeat has all its ids at those places. With ANY or STREAM_EXISTS, the stream has them all.
 * The first id decides whether it can be a repeat. If the stream has the first id and not all others, the caller is
 * wrong about the stream. If the stream does not have it, all events are new, like at EventStoreDB.
 */
export async function decideAppend(
  view: StreamView,
  stream: string,
  expected: Expected,
  ids: readonly string[],
): Promise<Decision> {
  const head = await view.head(stream);
  if (head.tombstoned) return DELETED;
  switch (expected.kind) {
    case 'any':
      return decideByIds(view, stream, ids);
    case 'stream_exists':
      if (isSoftDeleted(head)) return DELETED;
      return exists(head) ? decideByIds(view, stream, ids) : WRONG_EXPECTED;
    case 'no_stream':
      return decideAt(view, stream, head, -1, ids);
    case 'exact':
      return decideAt(view, stream, head, expected.revision, ids);
  }
}

/** Decides whether the stream may be deleted for ever now. This is also possible for a stream that does not exist. */
export function decideTombstone(head: StreamHead, expected: Expected): Decision {
  if (head.tombstoned) return DELETED;
  switch (expected.kind) {
    case 'any':
      return WRITE;
    case 'stream_exists':
      if (isSoftDeleted(head)) return DELETED;
      return exists(head) ? WRITE : WRONG_EXPECTED;
    case 'no_stream':
      return head.revision < 0 || isSoftDeleted(head) ? WRITE : WRONG_EXPECTED;
    case 'exact':
      return head.revision === expected.revision ? WRITE : WRONG_EXPECTED;
  }
}

/** Decides whether the stream may be hidden now. It must have something to hide. */
export function decideDelete(head: StreamHead, expected: Expected): Decision {
  const decision = decideTombstone(head, expected);
  return decision.kind === 'write' && !exists(head) ? WRONG_EXPECTED : decision;
}

/** A stream exists when it has events or metadata. */
const exists = (head: StreamHead): boolean => head.revision >= 0 || head.metadata !== undefined;

async function decideAt(
  view: StreamView,
  stream: string,
  head: StreamHead,
  expected: number,
  ids: readonly string[],
): Promise<Decision> {
  if (expected === head.revision) return WRITE;
  if (expected > head.revision || ids.length === 0) return WRONG_EXPECTED;
  const known = await countKnownAt(view, stream, expected + 1, ids);
  if (known === ids.length) {
    return { kind: 'repeat', place: await view.placeAt(stream, expected + ids.length) };
  }
  // A soft-deleted stream may begin again. Its revisions continue from the last one.
  return known === 0 && expected === -1 && isSoftDeleted(head) ? WRITE : WRONG_EXPECTED;
}

/** The number of ids that stand one after another from this revision on. */
async function countKnownAt(
  view: StreamView,
  stream: string,
  from: number,
  ids: readonly string[],
): Promise<number> {
  for (const [index, id] of ids.entries()) {
    if ((await view.idAt(stream, from + index)) !== id) return index;
  }
  return ids.length;
}

async function decideByIds(view: StreamView, stream: string, ids: readonly string[]): Promise<Decision> {
  const places = await view.findIds(stream, ids);
  if (places[0] === undefined) return WRITE;
  const last = places.at(-1);
  return last && places.every(place => place !== undefined)
    ? { kind: 'repeat', place: last }
    : WRONG_EXPECTED;
}
