import { hashTextLeaf, hexHashOf } from '../merkle/hashing';

/** An event as the event store holds it. `data` and `metadata` are the bytes as stored. */
export interface EventBytes {
  readonly streamId: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

const HEADER = 'holdfast-entry/v1';
/** A longer name is written as its hash, so that an entry always fits into a bundle. */
const MAX_NAME_BYTES = 1_024;

/** The record of an event in the proof log, as docs/proofs.md specifies it. */
export const formatEntry = (event: EventBytes): Buffer => Buffer.from(textOf(event));

/** The leaf of the event's record, without the record itself. */
export const hashEntry = (event: EventBytes): Buffer => hashTextLeaf(textOf(event));

function textOf({ streamId, revision, id, type, data, metadata }: EventBytes): string {
  const names = `${formatName(streamId)}\n${revision}\n${id}\n${formatName(type)}`;
  return `${HEADER}\n${names}\n${hexHashOf(data)}\n${hexHashOf(metadata)}\n`;
}

/** No two names have the same text, and no text has a line break: `%` and control characters are escaped. */
function formatName(name: string): string {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `%sha256-${hexHashOf(Buffer.from(name))}`;
  // eslint-disable-next-line no-control-regex
  return name.replace(/[%\x00-\x1f\x7f]/g, character => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

const TECHNICAL_PREFIXES = ['$', 'checkpoint-', 'snapshot-'];

/** Whether the event is the event store's own, or of a stream from which nothing follows about money. It has no entry. */
export const isTechnical = ({ streamId, type }: Pick<EventBytes, 'streamId' | 'type'>): boolean =>
  type.startsWith('$') || TECHNICAL_PREFIXES.some(prefix => streamId.startsWith(prefix));
