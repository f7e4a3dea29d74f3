import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The client's first bytes on an HTTP/2 connection. */
const PREFACE_BYTES = 24;
const HEADER_BYTES = 9;
const RST_STREAM = 3;

/** Stands between a client and a server, both without TLS, and counts the calls that the client resets. */
export class FrameCounter {
  /** RST_STREAM frames that the client has sent. */
  resets = 0;
  connections = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {}

  static async before(port: number): Promise<FrameCounter> {
    const server = createServer();
    const counter = new FrameCounter(server, port);
    server.on('connection', socket => counter.pass(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return counter;
  }

  get url(): string {
    return `esdb://127.0.0.1:${(this.server.address() as AddressInfo).port}?tls=false`;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private pass(socket: Socket): void {
    this.connections += 1;
    const onward = connect(this.target, '127.0.0.1');
    for (const end of [socket, onward]) this.sockets.add(end.on('error', () => end.destroy()));
    const look = this.frameTypes();
    socket.on('data', (bytes: Buffer) => look(bytes));
    socket.pipe(onward).pipe(socket);
  }

  /** Follows the frames through the pieces in which they arrive. */
  private frameTypes(): (bytes: Buffer) => void {
    let toSkip = PREFACE_BYTES;
    let rest = Buffer.alloc(0);
    return bytes => {
      rest = Buffer.concat([rest, bytes]);
      while (rest.length >= toSkip + HEADER_BYTES) {
        const frame = rest.subarray(toSkip);
        if (frame[3] === RST_STREAM) this.resets += 1;
        toSkip += HEADER_BYTES + frame.readUIntBE(0, 3);
      }
      const skipped = Math.min(toSkip, rest.length);
      rest = rest.subarray(skipped);
      toSkip -= skipped;
    };
  }
}
