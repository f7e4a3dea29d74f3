import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const TYPE_BYTES = 1;
const COMMAND_COMPLETE = 'C'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
/** What begins and ends a transaction is counted as the transaction, and not as a statement. */
const FRAMES = /^(BEGIN|COMMIT|ROLLBACK|START TRANSACTION|SAVEPOINT|RELEASE)/;

/**
 * Stands between the service and PostgreSQL, both without TLS, and counts by what PostgreSQL answers: a completed
 * command is a statement, and a session that is ready outside of a transaction block has ended a transaction.
 */
export class DatabaseTap {
  statements = 0;
  transactions = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** @param databaseUrl `postgres://…@host:port/…` */
  static async before(databaseUrl: string): Promise<DatabaseTap> {
    const server = createServer();
    const tap = new DatabaseTap(server, new URL(databaseUrl));
    server.on('connection', socket => tap.pass(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return tap;
  }

  get url(): string {
    const url = new URL(this.target.href);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** The address of another database of the same server, past this tap. */
  targetOf(database: string): string {
    const url = new URL(this.target.href);
    url.pathname = database;
    return url.href;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private pass(socket: Socket): void {
    const onward = connect(Number(this.target.port), this.target.hostname);
    for (const end of [socket, onward]) this.sockets.add(end.on('error', () => end.destroy()).setNoDelay());
    const look = this.messages();
    onward.on('data', (bytes: Buffer) => look(bytes));
    socket.pipe(onward).pipe(socket);
  }

  private messages(): (bytes: Buffer) => void {
    let rest: Buffer = Buffer.alloc(0);
    return bytes => {
      rest = Buffer.concat([rest, bytes]);
      while (rest.length > TYPE_BYTES + 4) {
        const end = TYPE_BYTES + rest.readUInt32BE(TYPE_BYTES);
        if (rest.length < end) return;
        this.count(rest[0]!, rest.subarray(TYPE_BYTES + 4, end).toString('latin1'));
        rest = rest.subarray(end);
      }
    };
  }

  /** A session is also ready once after its login. That is no transaction, and few enough to change no figure. */
  private count(type: number, text: string): void {
    if (type === COMMAND_COMPLETE && !FRAMES.test(text)) this.statements += 1;
    if (type === READY_FOR_QUERY && text === 'I') this.transactions += 1;
  }
}
