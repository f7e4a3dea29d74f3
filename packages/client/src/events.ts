import type { Api } from './api';
import { framesOf } from './frames';
import { HoldfastError, valueOf } from './problem';
import type { components } from './schema';

export type StreamEvent = components['schemas']['StreamEvent'];

export interface EventsOptions {
  /** All that the key may follow where it is absent. */
  readonly topics?: readonly StreamEvent['topic'][];
  /** The `position` of the last event that you have applied; what happens from now on where it is absent. */
  readonly after?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Gives every event in order, without a gap or a repeat. It goes on after the last one when the connection breaks. Ends with
 * the signal. @throws {HoldfastError} when the service refuses the stream
 */
export async function* followEvents(
  api: Api,
  { topics, after, signal }: EventsOptions,
  wait: (ms: number) => Promise<void>,
): AsyncGenerator<StreamEvent, void, undefined> {
  let place = after;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal?.aborted) {
    try {
      for await (const { id, event, data } of framesOf(await open(api, topics, place, signal))) {
        if (id !== undefined) place = id;
        pauseMs = FIRST_PAUSE_MS;
        if (event !== 'opened' && event !== 'ended') yield JSON.parse(data) as StreamEvent;
      }
    } catch (fault) {
      if (isRefusal(fault)) throw fault;
    }
    if (signal?.aborted) return;
    await pause(wait(pauseMs), signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** A full or an absent service takes the stream later. */
const isRefusal = (fault: unknown): boolean =>
  fault instanceof HoldfastError && fault.problem.status < 500 && fault.problem.status !== 429;

/** Until the time is over, or the signal comes. No listener stays behind: a client follows for months. */
async function pause(over: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return over;
  let stop = () => undefined as void;
  const ended = new Promise<void>(resolve => (stop = resolve));
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([over, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function open(
  api: Api,
  topics: EventsOptions['topics'],
  after: string | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const query = { ...(topics && { topics: topics.join(',') }), ...(after !== undefined && { after }) };
  const answer = await api.GET('/v1/stream', {
    params: { query },
    parseAs: 'stream',
    ...(signal && { signal }),
  });
  return valueOf(answer) as unknown as ReadableStream<Uint8Array>;
}
