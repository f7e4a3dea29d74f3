import type { RawEvent } from './raw-client';

/** Returns whether the copy takes a stream: it takes those of users with their metadata, not those of the server. */
export const isCopied = ({ stream }: { stream: string }): boolean =>
  stream.startsWith('$$') ? !stream.startsWith('$', 2) : !stream.startsWith('$');

/** Returns whether an event ends a stream for ever. Every server writes its own. */
export const isTombstone = ({ type, stream }: RawEvent): boolean =>
  type === '$streamDeleted' && !stream.startsWith('$$');

const isMetadata = ({ type, stream }: RawEvent): boolean => type === '$metadata' && stream.startsWith('$$');

/** `$tb` of 2^63 − 1 hides a whole stream until the next append. */
export const isSoftDelete = (event: RawEvent): boolean =>
  isMetadata(event) && /"\$tb"\s*:\s*9223372036854775807\b/.test(Buffer.from(event.data).toString());
