import { once } from 'node:events';
import type { Response } from 'express';
import type { Clock } from '../../../shared/clock';

interface Frame {
  readonly id: string;
  readonly event: string;
  readonly data: object;
}

/** A reader that takes nothing for so long is cut off. It comes back with the id of its last event. */
const PATIENCE_MS = 10_000;
/** How long a browser waits before it comes back. */
const RETRY_MS = 2_000;

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // A proxy that gathers the answer would tell of nothing.
  'X-Accel-Buffering': 'no',
};

type Answer = Pick<
  Response,
  'writeHead' | 'write' | 'end' | 'destroy' | 'on' | 'once' | 'off' | 'writableNeedDrain' | 'destroyed'
>;

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to one reader, at the reader's pace. */
export class StreamOutput {
  constructor(
    private readonly answer: Answer,
    private readonly clock: Clock,
  ) {}

  begin(): void {
    this.answer.writeHead(200, HEADERS);
    this.answer.write(`retry: ${RETRY_MS}\n\n`);
  }

  onClose(closed: () => void): void {
    this.answer.once('close', closed);
  }

  /** Whether the reader has to take something before more is written. */
  get isWaiting(): boolean {
    return this.answer.writableNeedDrain;
  }

  /** Resolves when the reader can take more. A reader that is too slow is cut off. */
  async send({ id, event, data }: Frame, ending: AbortSignal): Promise<void> {
    if (ending.aborted) return;
    if (this.answer.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)) return;
    if (!(await this.drained(ending))) this.answer.destroy();
  }

  /** A comment. The reader dispatches nothing, and remembers the place. */
  beat(id: string): void {
    this.answer.write(`id: ${id}\n: alive\n\n`);
  }

  /** Without a reason the reader has left. */
  end(data: object | undefined): void {
    if (!this.answer.destroyed) this.answer.end(data && `event: ended\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private async drained(ending: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const stop = () => over.abort();
    ending.addEventListener('abort', stop, { once: true });
    const drain = once(this.answer as never, 'drain', { signal: over.signal }).then(
      () => true,
      () => ending.aborted,
    );
    const late = this.clock.wait(PATIENCE_MS, over.signal).then(() => ending.aborted);
    try {
      return await Promise.race([drain, late]);
    } finally {
      ending.removeEventListener('abort', stop);
      over.abort();
    }
  }
}
