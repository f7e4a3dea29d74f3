import { once } from 'node:events';
import {
  connect,
  constants,
  createServer,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import {
  answeredAppend,
  decodeAppend,
  decodeBatchAppend,
  decodeRead,
  messageSplitter,
  type AppendPiece,
} from './event-store-calls';

/** One append, read or subscription that went past. */
export interface Call {
  readonly kind: 'append' | 'read' | 'subscription';
  readonly stream: string;
  /** The types of the events that an append writes. */
  readonly types: readonly string[];
  /** Whether the server has answered it to its end. */
  isAnswered: boolean;
}

const STREAMS = '/event_store.client.streams.Streams/';

/**
 * Stands between the service and the event store as an HTTP/2 proxy, and notes every call of the protocol's service
 * `Streams`. So it counts the same on every server of the protocol.
 */
export class EventStoreTap {
  readonly calls: Call[] = [];
  private readonly sessions = new Map<ServerHttp2Session, ClientHttp2Session>();
  /** What is kept back of the answers, and of what subscriptions deliver; undefined: nothing is. */
  private heldAnswers: (() => void)[] | undefined;
  private heldEvents: (() => void)[] | undefined;

  private constructor(
    private readonly server: Http2Server,
    private readonly target: string,
  ) {}

  /** @param eventStoreUrl `esdb://host:port?…` without TLS */
  static async before(eventStoreUrl: string): Promise<EventStoreTap> {
    const server = createServer();
    const tap = new EventStoreTap(server, `http://${new URL(eventStoreUrl).host}`);
    server.on('stream', (stream, headers) => tap.pass(stream, headers));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return tap;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Keeps back every answer, and what subscriptions deliver, until it is let go. */
  hold(): void {
    this.heldAnswers ??= [];
    this.heldEvents ??= [];
  }

  /** Lets go the answers that have come until now; the next ones are kept back again. */
  letAnswersGo(): void {
    for (const deliver of this.heldAnswers?.splice(0) ?? []) deliver();
  }

  /** Lets everything go, and keeps nothing back any more. */
  release(): void {
    const held = [...(this.heldAnswers ?? []), ...(this.heldEvents ?? [])];
    this.heldAnswers = undefined;
    this.heldEvents = undefined;
    for (const deliver of held) deliver();
  }

  close(): void {
    for (const [client, server] of this.sessions) {
      client.destroy();
      server.destroy();
    }
    this.server.close();
  }

  private pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const onward = this.serverOf(stream.session as ServerHttp2Session).request(headers);
    const watch = this.watch(String(headers[':path']));
    for (const end of [stream, onward]) end.on('error', () => undefined);
    stream.on('data', (piece: Buffer) => {
      watch.request(piece);
      onward.write(piece);
    });
    stream.on('end', () => onward.end());
    stream.on('aborted', () => onward.close(constants.NGHTTP2_CANCEL));
    onward.on('data', (piece: Buffer) => watch.answer(piece));
    passAnswer(onward, stream, deliver => {
      const held = watch.held();
      if (held) held.push(deliver);
      else deliver();
    });
    onward.on('close', () => watch.end());
  }

  private serverOf(session: ServerHttp2Session): ClientHttp2Session {
    const known = this.sessions.get(session);
    if (known) return known;
    const server = connect(this.target);
    server.on('error', () => session.destroy());
    server.on('close', () => session.destroy());
    session.on('close', () => server.destroy());
    session.on('error', () => undefined);
    this.sessions.set(session, server);
    return server;
  }

  private watch(path: string): Watch {
    if (path === `${STREAMS}BatchAppend`) return this.watchBatch();
    if (path === `${STREAMS}Append`) return this.watchOne();
    if (path === `${STREAMS}Read`) return this.watchRead();
    return { request: ignore, answer: ignore, end: ignore, held: () => undefined };
  }

  private watchRead(): Watch {
    let call: Call | undefined;
    const request = messageSplitter(message => {
      const { kind, stream, isProbe } = decodeRead(message);
      if (!isProbe) call = this.note({ kind, stream, types: [] });
    });
    const held = () => (call?.kind === 'subscription' ? this.heldEvents : this.heldAnswers);
    return { request, answer: ignore, end: () => noteEnd(call), held };
  }

  private watchOne(): Watch {
    const pieces: AppendPiece[] = [];
    let call: Call | undefined;
    const request = messageSplitter(message => pieces.push(decodeAppend(message)));
    const answer = () => (call ??= this.noteAppend(pieces));
    return { request, answer, end: () => noteEnd(call), held: () => this.heldAnswers };
  }

  private watchBatch(): Watch {
    const pieces = new Map<string, AppendPiece[]>();
    const open = new Map<string, Call>();
    const request = messageSplitter(message => {
      const piece = decodeBatchAppend(message);
      const sent = [...(pieces.get(piece.id) ?? []), piece];
      pieces.set(piece.id, sent);
      if (!piece.isLast) return;
      pieces.delete(piece.id);
      open.set(piece.id, this.noteAppend(sent));
    });
    const answer = messageSplitter(message => noteEnd(open.get(answeredAppend(message))));
    return { request, answer, end: ignore, held: () => this.heldAnswers };
  }

  private noteAppend(pieces: readonly AppendPiece[]): Call {
    const stream = pieces.find(piece => piece.stream !== undefined)?.stream ?? '';
    return this.note({ kind: 'append', stream, types: pieces.flatMap(({ types }) => types) });
  }

  private note(call: Pick<Call, 'kind' | 'stream' | 'types'>): Call {
    const noted = { ...call, isAnswered: false };
    this.calls.push(noted);
    return noted;
  }
}

function noteEnd(call: Call | undefined): void {
  if (call) call.isAnswered = true;
}

interface Watch {
  readonly request: (piece: Buffer) => void;
  readonly answer: (piece: Buffer) => void;
  readonly end: () => void;
  /** Where what the server sends is kept back now; undefined where it goes on at once. */
  readonly held: () => (() => void)[] | undefined;
}

const ignore = (): void => undefined;

/** Gives the server's answer to the client: headers, data, and the trailers with the status of the call. */
function passAnswer(
  onward: ClientHttp2Stream,
  stream: ServerHttp2Stream,
  send: (deliver: () => void) => void,
): void {
  let trailers: IncomingHttpHeaders | undefined;
  let wants = false;
  const finish = () => {
    if (wants && trailers && !stream.destroyed) stream.sendTrailers(trailers);
  };
  onward.on('response', (headers, flags) => {
    const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    if (!stream.destroyed) stream.respond(headers, isAll ? { endStream: true } : { waitForTrailers: true });
  });
  onward.on('trailers', headers => {
    trailers = headers;
    finish();
  });
  stream.on('wantTrailers', () => {
    wants = true;
    finish();
  });
  onward.on('data', (piece: Buffer) => send(() => stream.destroyed || stream.write(piece)));
  onward.on('end', () => send(() => stream.destroyed || stream.end()));
  onward.on('close', () => {
    if (onward.rstCode !== constants.NGHTTP2_NO_ERROR) stream.close(onward.rstCode);
  });
}
