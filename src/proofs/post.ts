import { request } from 'undici';
import type { Clock } from '../shared/clock';

export interface PostParts {
  readonly clock: Clock;
  /** For the whole call, in milliseconds. */
  readonly timeoutMs: number;
}

interface Message {
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Sends a message and returns the whole answer, whatever its status. It follows no redirect and bounds what it holds.
 * @throws {Error} no whole answer came; the message names no address
 */
export async function post(
  url: string,
  { contentType, body }: Message,
  { clock, timeoutMs }: PostParts,
  ending: AbortSignal,
): Promise<Answer> {
  const deadline = new AbortController();
  const over = new AbortController();
  void clock.wait(timeoutMs, over.signal).then(() => deadline.abort());
  try {
    const signal = AbortSignal.any([deadline.signal, ending]);
    const headers = { 'content-type': contentType };
    const response = await request(url, { method: 'POST', body, headers, signal });
    return { status: response.statusCode, body: await wholeBody(response.body) };
  } catch (error) {
    throw new Error(deadline.signal.aborted ? 'it does not answer in time' : reasonOf(error), {
      cause: error,
    });
  } finally {
    over.abort();
  }
}

async function wholeBody(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A system error's message repeats the address; its code says as much. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message : 'unknown error';
}
