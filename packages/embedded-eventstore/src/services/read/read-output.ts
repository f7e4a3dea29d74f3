import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';

import { statusOf } from '../errors';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** So many slow readers may keep in memory what was read for them; above it, it is read again for each. */
const MAX_KEEPING = 64;

/** How many readers of one server are being waited for. */
export class SlowReaders {
  count = 0;
}

/** The answering side of a read: waits for a slow reader instead of heaping up what it has not taken yet. */
export class Outgoing {
  private readonly gone = new AbortController();
  private wake: (() => void) | undefined;

  constructor(
    private readonly call: ReadCall,
    private readonly slow: SlowReaders,
  ) {
    const stop = () => {
      this.gone.abort();
      this.wake?.();
    };
    call.on('cancelled', stop).on('close', stop).on('error', stop);
  }

  /** Aborts when there is nobody to answer any more. */
  get signal(): AbortSignal {
    return this.gone.signal;
  }

  /** Whether what was told is on its way; if not, `caughtUp` is to be awaited before more is told. */
  get keepsUp(): boolean {
    return this.signal.aborted || this.call.writableLength === 0;
  }

  /** Whether there are so few slow readers that this one may keep what was read for it while it is waited for. */
  get mayKeep(): boolean {
    return this.slow.count < MAX_KEEPING;
  }

  tell(frame: Buffer): void {
    if (!this.signal.aborted) this.call.write(frame, this.taken);
  }

  /** Resolves when all that was told is on its way, or nobody is there any more. */
  caughtUp(): Promise<void> {
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
    this.tell(frame);
    if (!this.keepsUp) await this.caughtUp();
  }

  end(): void {
    if (!this.signal.aborted) this.call.end();
  }

  fail(error: unknown): void {
    if (!this.signal.aborted) this.call.emit('error', statusOf(error));
  }

  /** The same for all messages, so that the stream calls it once for many. */
  private readonly taken = (): void => {
    if (this.keepsUp) this.wake?.();
  };
}
