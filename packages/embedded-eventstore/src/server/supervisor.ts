import { systemClock, type Clock } from '../../../../src/shared/clock';
import { ServerProcess } from './server-process';

export interface EmbeddedEventStoreOptions {
  /** The folder of the event store; nobody else's. */
  readonly dataDir: string;
  /** What the server says and what becomes of it, line by line. */
  readonly onLine?: (line: string) => void;
  readonly clock?: Clock;
}

export interface EmbeddedEventStore {
  /** `esdb://127.0.0.1:<port>?tls=false`; the same for as long as it runs, restarts included. */
  readonly url: string;
  /** Of the server running now; undefined while it is being restarted. */
  readonly pid: number | undefined;
  /** Ends the server cleanly and waits for it. */
  stop(): Promise<void>;
}

/** How long another process on the folder may take to end: an orphan notices within moments. */
const FOLDER_LIMIT_MS = 10_000;
const FOLDER_RETRY_MS = 200;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Starts the embedded event store as a process of its own on loopback, and starts it again on the same port whenever it
 * dies. It ends with this process, however this process ends.
 * @throws {Error} it cannot be started: the folder is in use or damaged, or the server is not built
 */
export async function startEmbeddedEventStore(
  options: EmbeddedEventStoreOptions,
): Promise<EmbeddedEventStore> {
  const { dataDir, onLine = () => undefined, clock = systemClock } = options;
  const first = await firstStart({ dataDir, onLine, clock });
  return new Supervisor({ dataDir, onLine, clock }, first);
}

type Settled = Required<EmbeddedEventStoreOptions>;

interface Started {
  readonly process: ServerProcess;
  readonly port: number;
}

async function firstStart(options: Settled): Promise<Started> {
  const until = options.clock.now().getTime() + FOLDER_LIMIT_MS;
  for (;;) {
    const process = new ServerProcess({ ...options, port: 0 });
    const port = await process.ready();
    if (port !== undefined) return { process, port };
    const inUse = process.lastLine.includes('is in use by another process');
    if (!inUse || options.clock.now().getTime() > until) {
      throw new Error(`The embedded event store did not start: ${process.lastLine}`);
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
    this.url = `esdb://127.0.0.1:${first.port}?tls=false`;
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
      if (await this.ranWell(running)) pauseMs = FIRST_PAUSE_MS;
      this.current = undefined;
      if (this.stopping.signal.aborted) return;
      this.options.onLine(`The embedded event store has ended; it is started again in ${pauseMs} ms.`);
      await this.options.clock.wait(pauseMs, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Waits for its end. One that ends soon after each start is started ever less often. */
  private async ranWell(running: ServerProcess | undefined): Promise<boolean> {
    const since = this.options.clock.now().getTime();
    await running?.exited;
    return this.options.clock.now().getTime() - since > LONGEST_PAUSE_MS;
  }

  /** Undefined if it did not get ready. `current` is set first, so that `stop` reaches it while it is starting. */
  private async restart(): Promise<ServerProcess | undefined> {
    const process = new ServerProcess({ ...this.options, port: this.first.port });
    this.current = process;
    return (await process.ready()) === undefined ? undefined : process;
  }
}
