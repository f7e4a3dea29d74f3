import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A way to a local server that can be shut: what goes through is cut then, and whoever comes is turned away. */
export class BreakableConnection {
  private readonly sockets = new Set<Socket>();
  private isOpen = true;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async before(targetPort: () => number): Promise<BreakableConnection> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const gate = new BreakableConnection(server, (server.address() as AddressInfo).port);
    server.on('connection', socket => gate.take(socket, targetPort()));
    return gate;
  }

  shut(): void {
    this.isOpen = false;
    for (const socket of this.sockets) socket.destroy();
  }

  open(): void {
    this.isOpen = true;
  }

  async end(): Promise<void> {
    this.shut();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(near: Socket, targetPort: number): void {
    if (!this.isOpen) return void near.destroy();
    const far = connect(targetPort, '127.0.0.1');
    near.pipe(far).pipe(near);
    this.watch(near, far);
    this.watch(far, near);
  }

  /** One side's end is the other's, however it ends. */
  private watch(socket: Socket, other: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      this.sockets.delete(socket);
      other.destroy();
    });
  }
}

export const portIn = (url: string): number => Number(/:(\d+)(?:[/?]|$)/.exec(url.replace(/^.*@/, ':'))?.[1]);
