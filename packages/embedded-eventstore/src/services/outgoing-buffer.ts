import {
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';

/** The bytes of one call that may be in transit to the socket before its next message must wait. */
const AHEAD_BYTES = 128 * 1024;
/** The same limit for all calls together. Above it, each call sends one message at a time. */
const AHEAD_BYTES_IN_ALL = 32 * 1024 * 1024;
/** The assumed size of a message that is not encoded yet. Such messages are small. */
const SMALL_MESSAGE_BYTES = 512;

/** The bytes in transit of all calls of one server. */
interface TotalInTransit {
  bytes: number;
}

/**
 * Lets a call send several messages at once. By default a call gives one message to the connection and waits until it
 * is sent, one turn of the event loop each. This interceptor continues at once, up to a limit, so that messages travel
 * together. It still waits for a slow reader. All slow readers share one limit, so each costs one message of memory.
 */
export function bufferOutgoing(inAll = AHEAD_BYTES_IN_ALL): ServerInterceptor {
  const underway: TotalInTransit = { bytes: 0 };
  return (method, call) =>
    method.responseStream ? new BufferedCall(call, underway, inAll) : new ServerInterceptingCall(call);
}

class BufferedCall extends ServerInterceptingCall {
  private unsentBytes = 0;
  private waiting: (() => void) | undefined;
  private ended = false;

  constructor(
    call: ServerInterceptingCallInterface,
    private readonly total: TotalInTransit,
    private readonly totalLimit: number,
  ) {
    super(call, new ResponderBuilder().withStart(next => next(this.listener())).build());
  }

  /** The stream gives the next message only after `callback`. */
  override sendMessage(message: unknown, callback: () => void): void {
    if (this.ended) return super.sendMessage(message, callback);
    const bytes = Buffer.isBuffer(message) ? message.length : SMALL_MESSAGE_BYTES;
    this.countBytes(bytes);
    super.sendMessage(message, () => this.noteSent(bytes));
    if (this.hasRoom()) callback();
    else this.waiting = callback;
  }

  private noteSent(bytes: number): void {
    if (this.ended) return;
    this.countBytes(-bytes);
    const { waiting } = this;
    if (!waiting || !this.hasRoom()) return;
    this.waiting = undefined;
    waiting();
  }

  /** A call whose messages are all sent may continue in any case, so that no call waits for others. */
  private hasRoom(): boolean {
    return this.unsentBytes === 0 || (this.unsentBytes < AHEAD_BYTES && this.total.bytes < this.totalLimit);
  }

  /** grpc-js does not report the messages of an ended call as sent, so their bytes are subtracted here. */
  private listener() {
    return new ServerListenerBuilder()
      .withOnCancel(() => {
        this.countBytes(-this.unsentBytes);
        this.ended = true;
        this.waiting = undefined;
      })
      .build();
  }

  private countBytes(bytes: number): void {
    this.unsentBytes += bytes;
    this.total.bytes += bytes;
  }
}
