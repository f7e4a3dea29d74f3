import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { statusOf } from './errors';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** The answering side of a read: waits for a slow reader instead of heaping up what it has not taken yet. */
export class Outgoing {
  private readonly gone = new AbortController();

  constructor(private readonly call: ReadCall) {
    const stop = () => this.gone.abort();
    call.on('cancelled', stop).on('close', stop).on('error', stop);
  }

  /** Aborts when there is nobody to answer any more. */
  get signal(): AbortSignal {
    return this.gone.signal;
  }

  async send(frame: Buffer): Promise<void> {
    if (this.signal.aborted) return;
    if (!this.call.write(frame)) await this.drained();
  }

  end(): void {
    if (!this.signal.aborted) this.call.end();
  }

  fail(error: unknown): void {
    if (!this.signal.aborted) this.call.emit('error', statusOf(error));
  }

  private drained(): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.call.removeListener('drain', done);
        this.signal.removeEventListener('abort', done);
        resolve();
      };
      this.call.once('drain', done);
      this.signal.addEventListener('abort', done, { once: true });
    });
  }
}
