import { isSoftDeleted, type StreamHead } from '../storage/stream-head';
import type { Place } from '../storage/event-log';
import type { Expected } from './requests';

/** The streams as they are and, on top, what this group has already decided to write. */
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
 * Whether events with these ids may be appended to the stream now. An append that already happened is a repeat: by
 * exact revision, when all ids stand at those places; by ANY or STREAM_EXISTS, when the stream has them all. When it
 * has some of them, the caller is wrong about the stream.
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

/** Whether the stream may be deleted now. */
export function decideDelete(head: StreamHead, expected: Expected): Decision {
  if (head.tombstoned) return DELETED;
  const expectedRevision = expected.kind === 'exact' ? expected.revision : -1;
  if (expected.kind === 'any') return WRITE;
  if (expected.kind === 'stream_exists') return exists(head) && !isSoftDeleted(head) ? WRITE : WRONG_EXPECTED;
  return head.revision === expectedRevision ? WRITE : WRONG_EXPECTED;
}

/** A stream exists as soon as it has events or metadata. */
const exists = (head: StreamHead): boolean => head.revision >= 0 || head.metadata !== undefined;

async function decideAt(
  view: StreamView,
  stream: string,
  head: StreamHead,
  expected: number,
  ids: readonly string[],
): Promise<Decision> {
  if (expected === head.revision) return WRITE;
  if (expected > head.revision) return WRONG_EXPECTED;
  if (await standsAt(view, stream, expected + 1, ids)) {
    return { kind: 'repeat', place: await view.placeAt(stream, expected + ids.length) };
  }
  // A soft-deleted stream may be begun again; its revisions go on from where they were.
  return expected === -1 && isSoftDeleted(head) ? WRITE : WRONG_EXPECTED;
}

async function standsAt(
  view: StreamView,
  stream: string,
  from: number,
  ids: readonly string[],
): Promise<boolean> {
  for (const [index, id] of ids.entries()) {
    if ((await view.idAt(stream, from + index)) !== id) return false;
  }
  return ids.length > 0;
}

async function decideByIds(view: StreamView, stream: string, ids: readonly string[]): Promise<Decision> {
  const places = await view.findIds(stream, ids);
  const last = places.at(-1);
  if (places.every(place => place === undefined)) return WRITE;
  return last && places.every(place => place !== undefined)
    ? { kind: 'repeat', place: last }
    : WRONG_EXPECTED;
}
