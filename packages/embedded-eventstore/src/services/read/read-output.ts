import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { statusOf } from '../errors';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** The most slow readers that keep read events in memory. The server reads again for each further one. */
const MAX_KEEPING = 64;

/** The reason of every abort. Without one, each abort would create an error with its stack. */
const ENDED = 'The call has ended.';

/** The number of slow readers of one server. */
export class SlowReaders {
  count = 0;
}

/** The output of one read. It waits for a slow reader instead of collecting unread messages. */
export class ReadOutput {
  private isOver = false;
  private controller: AbortController | undefined;
  private wake: (() => void) | undefined;

  constructor(
    private readonly call: ReadCall,
    private readonly slow: SlowReaders,
  ) {
    const stop = () => {
      this.isOver = true;
      this.controller?.abort(ENDED);
      this.wake?.();
    };
    call.on('cancelled', stop).on('close', stop).on('error', stop);
  }

  /** Returns whether the call has ended. */
  get hasEnded(): boolean {
    return this.isOver;
  }

  /** Aborts when the call has ended. Only a subscription needs it; creating one costs more than a short read. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.isOver) this.controller.abort(ENDED);
    return this.controller.signal;
  }

  /** True when everything written is sent. Otherwise await `waitUntilSent` before the next write. */
  get keepsUp(): boolean {
    return this.isOver || this.call.writableLength === 0;
  }

  /** True when few enough readers are slow, so that this one may keep its read events during a wait. */
  get mayKeep(): boolean {
    return this.slow.count < MAX_KEEPING;
  }

  write(frame: Buffer): void {
    if (!this.isOver) this.call.write(frame, this.taken);
  }

  /** Resolves when everything written is sent, or the call has ended. */
  waitUntilSent(): Promise<void> {
    if (this.keepsUp) return Promise.resolve();
    this.slow.count += 1;
    return new Promise(resolve => {
      this.wake = () => {
        this.wake = undefined;
        this.slow.count -= 1;
        resolve();
      };
    });
  }

  async send(frame: Buffer): Promise<void> {
    this.write(frame);
    if (!this.keepsUp) await this.waitUntilSent();
  }

  end(): void {
    if (!this.isOver) this.call.end();
  }

  fail(error: unknown): void {
    if (!this.isOver) this.call.emit('error', statusOf(error));
  }

  /** One function for all messages, so that the stream calls it once for many of them. */
  private readonly taken = (): void => {
    if (this.keepsUp) this.wake?.();
  };
}
