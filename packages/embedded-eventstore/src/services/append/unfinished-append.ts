import type { ProposedEvent } from '../../wire/recorded-event';
import type { WriteRequest } from '../../write/requests';

export type AppendRequest = Extract<WriteRequest, { kind: 'append' }>;

/** An append of a batch whose last message has not arrived. */
export interface Unfinished {
  readonly append: AppendRequest | undefined;
  readonly events: ProposedEvent[];
  /** The reason for the refusal. The answer waits for the last message, because each append has one answer. */
  readonly failure: Error | undefined;
  readonly bytes: number;
  readonly stream: string;
}

export const refusedAppend = (stream: string, error: unknown): Unfinished => ({
  append: undefined,
  events: [],
  failure: error instanceof Error ? error : new Error(String(error)),
  bytes: 0,
  stream,
});
