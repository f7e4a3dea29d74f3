import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The client's first bytes on an HTTP/2 connection. */
const PREFACE_BYTES = 24;
const HEADER_BYTES = 9;
const DATA = 0;
const HEADERS = 1;
const RST_STREAM = 3;
const END_STREAM = 1;

interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
}

/** Stands between a client and a server, both without TLS, and counts calls and the calls that the client resets. */
export class FrameCounter {
  /** RST_STREAM frames that the client has sent. */
  resets = 0;
  connections = 0;
  private readonly sockets = new Set<Socket>();
  private readonly open = new Set<string>();

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {}

  static async before(port: number): Promise<FrameCounter> {
    // Small frames go on at once, as they would without this counter.
    const server = createServer({ noDelay: true });
    const counter = new FrameCounter(server, port);
    server.on('connection', socket => counter.pass(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return counter;
  }

  get url(): string {
    return `esdb://127.0.0.1:${(this.server.address() as AddressInfo).port}?tls=false`;
  }

  /** Calls that have begun and not ended: subscriptions, the stream of appends, and reads under way. */
  get openCalls(): number {
    return this.open.size;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private pass(socket: Socket): void {
    this.connections += 1;
    const name = `${this.connections}`;
    const onward = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    for (const end of [socket, onward]) this.sockets.add(end.on('error', () => end.destroy()));
    socket.on(
      'data',
      eachFrame(PREFACE_BYTES, frame => this.onRequest(name, frame)),
    );
    onward.on(
      'data',
      eachFrame(0, frame => this.onAnswer(name, frame)),
    );
    socket.on('close', () => this.forget(name));
    socket.pipe(onward).pipe(socket);
  }

  private onRequest(connection: string, { type, stream }: Frame): void {
    if (type === HEADERS) this.open.add(`${connection}/${stream}`);
    if (type !== RST_STREAM) return;
    this.resets += 1;
    this.open.delete(`${connection}/${stream}`);
  }

  private onAnswer(connection: string, { type, flags, stream }: Frame): void {
    const isLast = (type === HEADERS || type === DATA) && (flags & END_STREAM) !== 0;
    if (isLast || type === RST_STREAM) this.open.delete(`${connection}/${stream}`);
  }

  private forget(connection: string): void {
    for (const call of this.open) if (call.startsWith(`${connection}/`)) this.open.delete(call);
  }
}

/** Follows the frames of one direction through the pieces in which they arrive. */
function eachFrame(firstBytes: number, look: (frame: Frame) => void): (bytes: Buffer) => void {
  let toSkip = firstBytes;
  let rest = Buffer.alloc(0);
  return bytes => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= toSkip + HEADER_BYTES) {
      const frame = rest.subarray(toSkip);
      look({ type: frame[3]!, flags: frame[4]!, stream: frame.readUInt32BE(5) & 0x7fffffff });
      toSkip += HEADER_BYTES + frame.readUIntBE(0, 3);
    }
    const skipped = Math.min(toSkip, rest.length);
    rest = rest.subarray(skipped);
    toSkip -= skipped;
  };
}
