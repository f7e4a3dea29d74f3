import { errors, Pool, type Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { isPrivateHost } from './private-host';

/**
 * What became of one call.
 * `answered`: a whole answer came, whatever its status. Redirects are answers too, and the client never follows them.
 * `not_sent`: there is proof that not one byte of the request was written to a connection.
 * `lost`: the request was written, or may have been, and no whole answer came. Never read it as a failure.
 * Reasons name no address parameter, header or body: they may be stored and logged.
 */
export type HttpOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: AnswerHeaders;
      readonly text: string;
    }
  /** `here`: it was ours to refuse, and says nothing of the other side. */
  | { readonly kind: 'not_sent'; readonly reason: string; readonly here?: true }
  | { readonly kind: 'lost'; readonly reason: string };

type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** Below the base address, with its leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpClientOptions {
  /** `https://…`; plain `http://` only to this machine or a private network. */
  readonly baseUrl: string;
  /** For the whole call: waiting for a connection, connecting, sending, and the last byte of the answer. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Calls under way at once; the rest wait their turn. */
  readonly maxConnections?: number;
  /** Calls that may wait; one more is not sent. */
  readonly maxWaiting?: number;
  readonly maxAnswerBytes?: number;
}

/** Of an answer's head, all headers together; a larger one is no whole answer. */
const MAX_HEADER_BYTES = 16 * 1024;

/** The one way out to a provider. It never retries, follows nothing, and bounds all it holds. */
export class HttpClient {
  private readonly pool: Pool;
  private readonly prefix: string;
  private readonly maxUnderWay: number;
  private readonly maxAnswerBytes: number;
  private underWay = 0;

  constructor(private readonly options: HttpClientOptions) {
    const { origin, pathname } = guardedUrl(options.baseUrl);
    invariant(
      Number.isSafeInteger(options.timeoutMs) && options.timeoutMs > 0,
      'A time-out must be positive',
    );
    const connections = options.maxConnections ?? 16;
    this.prefix = pathname.replace(/\/+$/, '');
    this.maxUnderWay = connections + (options.maxWaiting ?? 256);
    this.maxAnswerBytes = options.maxAnswerBytes ?? 1024 * 1024;
    this.pool = new Pool(origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: options.timeoutMs },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
  }

  /** Never rejects for what the network or the server does. */
  async send(call: HttpCall): Promise<HttpOutcome> {
    if (this.underWay >= this.maxUnderWay)
      return { kind: 'not_sent', reason: 'too many calls are waiting', here: true };
    this.underWay += 1;
    try {
      return await this.exchange(call);
    } finally {
      this.underWay -= 1;
    }
  }

  /** The path of a call as it is written to the wire. */
  pathOf(call: HttpCall): string {
    return this.prefix + call.path;
  }

  /** Cuts what is under way (lost, or not sent) and gives the sockets back. */
  close(): Promise<void> {
    return this.pool.destroy();
  }

  private exchange(call: HttpCall): Promise<HttpOutcome> {
    const deadline = new AbortController();
    return new Promise<HttpOutcome>(resolve => {
      const exchange = new Exchange(this.maxAnswerBytes, resolve);
      void this.options.clock.wait(this.options.timeoutMs, deadline.signal).then(() => exchange.giveUp());
      const { method, headers, body } = call;
      const request = { path: this.pathOf(call), method, headers, body: body ?? null };
      try {
        this.pool.dispatch(request, exchange);
      } catch (error) {
        exchange.fail(error);
      }
    }).finally(() => deadline.abort());
  }
}

/**
 * One request's life. Before undici writes the first byte, it calls `onRequestStart`. It writes no byte when the request
 * is aborted there. So whether it called `onRequestStart` is the whole proof of "not sent", whatever error came.
 */
class Exchange implements Dispatcher.DispatchHandler {
  private started: Dispatcher.DispatchController | undefined;
  private over = false;
  private status = 0;
  private headers: AnswerHeaders = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly settle: (outcome: HttpOutcome) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A second start would be a silent repeat. A start after the deadline would be a payment for which no caller waits.
    const mayStart = !this.over && this.started === undefined;
    this.started ??= controller;
    if (!mayStart) controller.abort(new Error('given up'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes <= this.maxBytes) this.chunks.push(chunk);
    else controller.abort(new Error(`the answer is larger than ${this.maxBytes} bytes`));
  }

  onResponseEnd(): void {
    const text = Buffer.concat(this.chunks).toString('utf8');
    this.finish({ kind: 'answered', status: this.status, headers: this.headers, text });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: unknown): void {
    const reason = reasonOf(error);
    if (this.started) return this.finish({ kind: 'lost', reason });
    this.finish({ kind: 'not_sent', reason, ...(isOurs(error) ? { here: true } : {}) });
  }

  giveUp(): void {
    if (this.over) return;
    this.fail(new Error(this.started ? 'no whole answer in time' : 'no connection in time'));
    this.started?.abort(new Error('given up'));
  }

  private finish(outcome: HttpOutcome): void {
    if (this.over) return;
    this.over = true;
    this.settle(outcome);
  }
}

/** A call that could not be written, or a client that was closed: the provider was not called. */
const isOurs = (error: unknown): boolean =>
  error instanceof errors.InvalidArgumentError || error instanceof errors.ClientDestroyedError;

function guardedUrl(baseUrl: string): URL {
  invariant(URL.canParse(baseUrl), 'A provider address must be an absolute URL');
  const url = new URL(baseUrl);
  const encrypted = url.protocol === 'https:';
  invariant(
    encrypted || (url.protocol === 'http:' && isPrivateHost(url.hostname)),
    'A provider address must be https, or http within this machine or a private network',
  );
  invariant(!url.username && !url.password, 'A provider address carries no credentials');
  invariant(!url.search && !url.hash, 'A provider address ends with its path');
  return url;
}

function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown error';
  // A system error's message repeats the address; its code says as much.
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'message' in error && typeof error.message === 'string' ? error.message : 'unknown error';
}
