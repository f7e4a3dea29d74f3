/** The value of `m/<stream>`: enough to decide about an append and to know the visible events. */
export interface StreamHead {
  /** The revision of the last event; -1 while the stream has none. */
  readonly revision: number;
  /** The position in `$all` of the last event; 0 while the stream has none. */
  readonly position: number;
  /** The metadata in force; absent until it is set for the first time. */
  readonly metadata?: StreamMetadata;
  readonly tombstoned?: boolean;
  /** The position in `$all` of the event that ended the stream. */
  readonly tombstonePosition?: number;
}

export interface StreamMetadata {
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
  /** Events below this revision are hidden. */
  readonly truncateBefore?: number;
}

export const EMPTY_HEAD: StreamHead = { revision: -1, position: 0 };

/**
 * `$tb` of a soft-deleted stream is the largest 64-bit revision, so it hides everything. JSON numbers lose its last
 * digits, and no stored revision is that large.
 */
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

/** The metadata that a `$metadata` event puts in force. Invalid parts are not in force; the event keeps them. */
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

/** The JSON object in these bytes. Returns an empty object when there is none. */
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
