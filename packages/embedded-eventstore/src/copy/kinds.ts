import type { RawEvent } from './raw-client';

/** Streams of users and their metadata; what a server keeps for itself stays with it. */
export const isCopied = ({ stream }: { stream: string }): boolean =>
  stream.startsWith('$$') ? !stream.startsWith('$', 2) : !stream.startsWith('$');

/** The event that ends a stream for ever; every server writes its own. */
export const isTombstone = ({ type, stream }: RawEvent): boolean =>
  type === '$streamDeleted' && !stream.startsWith('$$');

export const isMetadata = ({ type, stream }: RawEvent): boolean =>
  type === '$metadata' && stream.startsWith('$$');

/** `$tb` of 2^63 − 1: what hides a whole stream until somebody appends to it again. */
export const isSoftDelete = (event: RawEvent): boolean =>
  isMetadata(event) && /"\$tb"\s*:\s*9223372036854775807\b/.test(Buffer.from(event.data).toString());
