import { EventStoreDBClient } from '@eventstore/db-client';

import { Fault } from '../../shared/fault';
import { acceptAllAppends } from './appends/unbounded-writes';
import type { Deadlines } from './deadlines';
import { decodeEventsFast } from './reads/fast-reads';

/** How long the calls of a client that is given up may take to end. */
const DISPOSE_LIMIT_MS = 1_000;

/**
 * The official client, replaced by a new one when it has gone bad. The client keeps what it once learnt of a server,
 * failed answers included, and some of its calls have no time limit.
 */
export class ClientConnection {
  private client: EventStoreDBClient | undefined;
  /** Of the present client. */
  private givingUp = new AbortController();
  /** The client tells answers apart by ids kept for the whole process, so the old one's calls have to end first. */
  private previousEnded: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    private readonly connectionString: string,
    private readonly deadlines: Deadlines,
  ) {}

  /** @throws {Fault} after `dispose` */
  async current(): Promise<EventStoreDBClient> {
    await this.previousEnded;
    if (this.disposed) throw new Fault('event store', 'The connection to the event store is closed.');
    return (this.client ??= this.open());
  }

  /** False once the client was given up: what its calls come to then means nothing. */
  isCurrent(client: EventStoreDBClient): boolean {
    return this.client === client;
  }

  /**
   * Aborted when the client is given up. A call that is begun on it at that moment, and has no limit of its own, would
   * never be heard of again.
   */
  givenUp(client: EventStoreDBClient): AbortSignal {
    return this.isCurrent(client) ? this.givingUp.signal : AbortSignal.abort();
  }

  /** Gives this client up; the next caller gets a new one. Nothing happens where that is done already. */
  discard(client: EventStoreDBClient): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.givingUp.abort();
    this.givingUp = new AbortController();
    this.previousEnded = this.end(client);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    if (this.client) this.discard(this.client);
    await this.previousEnded;
  }

  private open(): EventStoreDBClient {
    return decodeEventsFast(acceptAllAppends(EventStoreDBClient.connectionString(this.connectionString)));
  }

  private async end(client: EventStoreDBClient): Promise<void> {
    await this.deadlines.waitFor(DISPOSE_LIMIT_MS, client.dispose()).catch(() => undefined);
  }
}
