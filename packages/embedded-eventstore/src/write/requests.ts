import type { ProposedEvent } from '../wire/recorded-event';

/** What the caller believes about the stream. */
export type Expected =
  | { readonly kind: 'any' | 'no_stream' | 'stream_exists' }
  /** `given` is what the caller wrote, where that is too large to be held as a number. */
  | { readonly kind: 'exact'; readonly revision: number; readonly given?: string };

interface Request {
  readonly stream: string;
  readonly expected: Expected;
  /** Milliseconds since 1970; a request not yet decided by then is refused. */
  readonly deadlineMs?: number;
}

export type WriteRequest =
  | (Request & { readonly kind: 'append'; readonly events: readonly ProposedEvent[] })
  | (Request & { readonly kind: 'delete' | 'tombstone' });

/** `actual` is undefined where the stream has no events. */
export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong_expected'; readonly expected: Expected; readonly actual: number | undefined }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too_late' };

/** Writing has stopped for good: whether the request took effect is not known. */
export class WritingStoppedError extends Error {
  override name = 'WritingStoppedError';
}

/** More is waiting to be written than is good; nothing of this request took effect. */
export class BusyError extends Error {
  override name = 'BusyError';
}
