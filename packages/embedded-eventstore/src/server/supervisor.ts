import { readAddress } from '../access/login/login-folder';
import { systemClock, type Clock } from '../core/clock';
import { ServerProcess, type ProcessOptions } from './server-process';

export interface EmbeddedEventStoreOptions {
  /** The folder of the event store. No other program may use it. */
  readonly dataDir: string;
  /**
   * With this folder the server takes calls only with a login, over TLS. The first start draws the login into the folder,
   * for its own user alone. Without it, every user of the machine may do everything.
   */
  readonly loginDir?: string | undefined;
  /** Receives the output of the server and the news about it, line by line. */
  readonly onLine?: (line: string) => void;
  readonly clock?: Clock;
}

export interface EmbeddedEventStore {
  /** `esdb://127.0.0.1:<port>?tls=false`, or with the login, which is a secret. It stays the same, also over restarts of the server. */
  readonly url: string;
  /** The process id of the running server; undefined during a restart. */
  readonly pid: number | undefined;
  /** Ends the server cleanly and waits for its end. */
  stop(): Promise<void>;
}

/** Milliseconds for another process on the folder to end. A server without a parent ends within moments. */
const FOLDER_LIMIT_MS = 10_000;
const FOLDER_RETRY_MS = 200;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Starts the event store as a process of its own on loopback, and starts it again on the same port whenever it ends. It
 * ends with this process, for any reason.
 * @throws {Error} when the folder is in use or damaged, or the package is not built
 */
export async function startEmbeddedEventStore(
  options: EmbeddedEventStoreOptions,
): Promise<EmbeddedEventStore> {
  const { dataDir, loginDir, onLine = () => undefined, clock = systemClock } = options;
  const settled = { dataDir, loginDir, onLine, clock };
  return new Supervisor(settled, await firstStart(settled));
}

type Settled = Omit<ProcessOptions, 'port'>;

interface Started {
  readonly process: ServerProcess;
  readonly port: number;
}

const addressOf = (loginDir: string | undefined, port: number): string =>
  loginDir === undefined ? `esdb://127.0.0.1:${port}?tls=false` : readAddress(loginDir);

async function firstStart(options: Settled): Promise<Started> {
  const until = options.clock.now().getTime() + FOLDER_LIMIT_MS;
  for (;;) {
    const process = new ServerProcess({ ...options, port: 0 });
    const port = await process.ready();
    if (port !== undefined) return { process, port };
    const inUse = process.lastLines.includes('is in use by another process');
    if (!inUse || options.clock.now().getTime() > until) {
      throw new Error(`The embedded event store did not start: ${process.lastLines}`);
    }
    await options.clock.wait(FOLDER_RETRY_MS);
  }
}

class Supervisor implements EmbeddedEventStore {
  readonly url: string;
  private readonly stopping = new AbortController();
  private readonly supervision: Promise<void>;
  private current: ServerProcess | undefined;

  constructor(
    private readonly options: Settled,
    private readonly first: Started,
  ) {
    this.url = addressOf(options.loginDir, first.port);
    this.current = first.process;
    this.supervision = this.supervise();
  }

  get pid(): number | undefined {
    return this.current?.pid;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.current?.end();
    await this.supervision;
  }

  private async supervise(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let running: ServerProcess | undefined = this.first.process; ; running = await this.restart()) {
      if (await this.waitForEnd(running)) pauseMs = FIRST_PAUSE_MS;
      this.current = undefined;
      if (this.stopping.signal.aborted) return;
      this.options.onLine(`The embedded event store has ended; it is started again in ${pauseMs} ms.`);
      await this.options.clock.wait(pauseMs, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /**
   * Waits for the end of a server. Returns whether it ran for a while; a server that ends at once is restarted less
   * often.
   */
  private async waitForEnd(running: ServerProcess | undefined): Promise<boolean> {
    const since = this.options.clock.now().getTime();
    await running?.exited;
    return this.options.clock.now().getTime() - since > LONGEST_PAUSE_MS;
  }

  /**
   * Starts the server again. Returns undefined when it did not get ready. It sets `current` first, so that `stop` also
   * ends a starting server.
   */
  private async restart(): Promise<ServerProcess | undefined> {
    const process = new ServerProcess({ ...this.options, port: this.first.port });
    this.current = process;
    return (await process.ready()) === undefined ? undefined : process;
  }
}
