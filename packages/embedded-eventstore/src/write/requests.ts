import type { ProposedEvent } from '../wire/recorded-event';

/** The caller's expectation about the stream. */
export type Expected =
  | { readonly kind: 'any' | 'no_stream' | 'stream_exists' }
  /** `given` is the caller's text, when the number is too large for JavaScript. */
  | { readonly kind: 'exact'; readonly revision: number; readonly given?: string };

interface Request {
  readonly stream: string;
  readonly expected: Expected;
  /** Milliseconds since 1970. The writer refuses a request that it has not decided by then. */
  readonly deadlineMs?: number;
}

export type WriteRequest =
  | (Request & { readonly kind: 'append'; readonly events: readonly ProposedEvent[] })
  | (Request & { readonly kind: 'delete' | 'tombstone' });

/** `actual` is undefined when the stream has no events. */
export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong_expected'; readonly expected: Expected; readonly actual: number | undefined }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too_late' };

/** Writing has stopped for good. It is unknown whether the request took effect. */
export class WritingStoppedError extends Error {
  override name = 'WritingStoppedError';
}

/** Too many writes wait. Nothing of this request took effect. */
export class BusyError extends Error {
  override name = 'BusyError';
}
