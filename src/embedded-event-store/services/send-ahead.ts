import {
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from '@grpc/grpc-js';

/** So many bytes of one call may be on their way to the socket before its next message has to wait. */
const AHEAD_BYTES = 128 * 1024;
/** Counted for a message that is not encoded yet: those are small. */
const SMALL_MESSAGE_BYTES = 512;

/**
 * By itself a call hands one message to the connection and waits until that is sent, a turn of the event loop for each.
 * Here it goes on at once, up to a limit, so that messages told together travel together; a slow reader is waited for
 * as before.
 */
export const sendAhead: ServerInterceptor = (method, call) =>
  method.responseStream ? new SendAheadCall(call) : new ServerInterceptingCall(call);

class SendAheadCall extends ServerInterceptingCall {
  private unsentBytes = 0;
  private waiting: (() => void) | undefined;

  constructor(call: ServerInterceptingCallInterface) {
    super(call);
  }

  /** The stream above hands over the next message only after `callback`. */
  override sendMessage(message: unknown, callback: () => void): void {
    const bytes = Buffer.isBuffer(message) ? message.length : SMALL_MESSAGE_BYTES;
    this.unsentBytes += bytes;
    super.sendMessage(message, () => this.sent(bytes));
    if (this.unsentBytes < AHEAD_BYTES) callback();
    else this.waiting = callback;
  }

  private sent(bytes: number): void {
    this.unsentBytes -= bytes;
    const { waiting } = this;
    if (!waiting || this.unsentBytes >= AHEAD_BYTES) return;
    this.waiting = undefined;
    waiting();
  }
}
