import {
  ResponderBuilder,
  ServerInterceptingCall,
  ServerListenerBuilder,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';

/** So many bytes of one call may be on their way to the socket before its next message has to wait. */
const AHEAD_BYTES = 128 * 1024;
/** So many bytes of all calls together; above it each call hands over one message at a time. */
const AHEAD_BYTES_IN_ALL = 32 * 1024 * 1024;
/** Counted for a message that is not encoded yet: those are small. */
const SMALL_MESSAGE_BYTES = 512;

/** What all calls of one server have on their way, in bytes. */
interface Underway {
  bytes: number;
}

/**
 * By itself a call hands one message to the connection and waits until that is sent, a turn of the event loop for each.
 * Here it goes on at once, up to a limit, so that messages told together travel together; a slow reader is waited for
 * as before. Thousands of slow ones share one limit, so they cost a message each and not what a fast one may have.
 */
export function sendAhead(inAll = AHEAD_BYTES_IN_ALL): ServerInterceptor {
  const underway: Underway = { bytes: 0 };
  return (method, call) =>
    method.responseStream ? new SendAheadCall(call, underway, inAll) : new ServerInterceptingCall(call);
}

class SendAheadCall extends ServerInterceptingCall {
  private unsentBytes = 0;
  private waiting: (() => void) | undefined;
  private gone = false;

  constructor(
    call: ServerInterceptingCallInterface,
    private readonly underway: Underway,
    private readonly inAll: number,
  ) {
    super(call, new ResponderBuilder().withStart(next => next(this.listener())).build());
  }

  /** The stream above hands over the next message only after `callback`. */
  override sendMessage(message: unknown, callback: () => void): void {
    if (this.gone) return super.sendMessage(message, callback);
    const bytes = Buffer.isBuffer(message) ? message.length : SMALL_MESSAGE_BYTES;
    this.count(bytes);
    super.sendMessage(message, () => this.sent(bytes));
    if (this.mayGoOn()) callback();
    else this.waiting = callback;
  }

  private sent(bytes: number): void {
    if (this.gone) return;
    this.count(-bytes);
    const { waiting } = this;
    if (!waiting || !this.mayGoOn()) return;
    this.waiting = undefined;
    waiting();
  }

  /** One whose messages are all sent goes on whatever the others have on their way, so nobody waits for others. */
  private mayGoOn(): boolean {
    return this.unsentBytes === 0 || (this.unsentBytes < AHEAD_BYTES && this.underway.bytes < this.inAll);
  }

  /** What a call that is over had on its way is never told to be sent: it gives back its share here. */
  private listener() {
    return new ServerListenerBuilder()
      .withOnCancel(() => {
        this.count(-this.unsentBytes);
        this.gone = true;
        this.waiting = undefined;
      })
      .build();
  }

  private count(bytes: number): void {
    this.unsentBytes += bytes;
    this.underway.bytes += bytes;
  }
}
