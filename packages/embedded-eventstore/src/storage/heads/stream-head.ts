/** What `m/<stream>` holds: enough to decide about an append and to know what of the stream is visible. */
export interface StreamHead {
  /** Of the last event; -1 while the stream has none. */
  readonly revision: number;
  /** In `$all`, of the last event; 0 while the stream has none. */
  readonly position: number;
  /** The metadata in force; absent while none was ever set. */
  readonly metadata?: StreamMetadata;
  readonly tombstoned?: boolean;
  /** In `$all`, of the event that ended the stream. */
  readonly tombstonePosition?: number;
}

export interface StreamMetadata {
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
  /** Events below this revision are hidden. */
  readonly truncateBefore?: number;
}

export const EMPTY_HEAD: StreamHead = { revision: -1, position: 0 };

/** `$tb` of a soft-deleted stream: the largest 64-bit revision, so everything is hidden. */
export const SOFT_DELETED_TEXT = '9223372036854775807';
/** JSON numbers lose the last digits of 2^63 − 1, and no revision that large can be stored anyway. */
const SOFT_DELETED_FROM = Number.MAX_SAFE_INTEGER;

export const isSoftDeleted = (head: StreamHead): boolean =>
  (head.metadata?.truncateBefore ?? 0) >= SOFT_DELETED_FROM;

/** The lowest revision that metadata leaves visible. */
export function firstVisible(stream: string, head: StreamHead): number {
  const maxCount = isMetastream(stream) ? 1 : head.metadata?.maxCount;
  const byCount = maxCount === undefined ? 0 : head.revision - maxCount + 1;
  return Math.max(0, byCount, head.metadata?.truncateBefore ?? 0);
}

export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const streamOfMetastream = (metastream: string): string => metastream.slice(2);

/** The metadata that a `$metadata` event puts in force. What is not valid is not in force; it stays recorded. */
export function metadataOf(data: Uint8Array): StreamMetadata {
  const json = parseObject(data);
  const maxCount = positiveInteger(json['$maxCount']);
  const maxAgeSeconds = positiveInteger(json['$maxAge']);
  const truncateBefore = positiveInteger(json['$tb']);
  return {
    ...(maxCount !== undefined && { maxCount }),
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
    ...(truncateBefore !== undefined && { truncateBefore }),
  };
}

/** The JSON object in these bytes; an empty one where there is none. */
export function parseObject(data: Uint8Array): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(Buffer.from(data).toString());
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

const positiveInteger = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;

export const encodeHead = (head: StreamHead): Buffer => Buffer.from(JSON.stringify(head));
export const decodeHead = (bytes: Buffer): StreamHead => JSON.parse(bytes.toString()) as StreamHead;
