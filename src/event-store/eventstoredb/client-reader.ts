import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';

import { Fault } from '../../shared/fault';
import type { ClientConnection } from './client-connection';
import { isServerAnswer } from './client-errors';
import type { Deadlines } from './deadlines';
import { readClientStream, type ClientStream } from './read-client-stream';
import { requireVersion } from './server-version';

type CancellableStream = ClientStream & { cancel(): Promise<void> };

/** A read that is left early takes up to this many more events, so that the call ends by itself and is not reset. */
const EVENTS_TAKEN_TO_END = 32;

/** Reads through the official client. A read fails when no event comes for `timeoutMs`. */
export class ClientReader {
  constructor(
    private readonly connection: ClientConnection,
    private readonly deadlines: Deadlines,
    private readonly timeoutMs: number,
  ) {}

  /** @throws {Fault} the read was interrupted or came to a stop. @throws what the client throws */
  async *read<Item = ResolvedEvent>(
    start: (client: EventStoreDBClient) => CancellableStream | Promise<CancellableStream>,
  ): AsyncGenerator<Item> {
    const client = await this.connection.current();
    const untilReady = (ready: Promise<void>) => this.deadlines.waitFor(this.timeoutMs, ready);
    try {
      const stream = await start(client);
      yield* readClientStream<Item>(stream, () => stream.cancel(), untilReady, EVENTS_TAKEN_TO_END);
      // A read that is cancelled with its client looks like a finished one, with events missing or none at all.
      if (!this.connection.isCurrent(client)) throw new Fault('event store', 'A read was cut off.');
    } catch (error) {
      if (!isServerAnswer(error)) this.connection.discard(client);
      throw error;
    }
  }

  /** @throws {Refused} the server is too old. @throws what the client throws */
  async requireVersion(): Promise<void> {
    const client = await this.connection.current();
    try {
      await this.deadlines.waitFor(this.timeoutMs, requireVersion(client));
    } catch (error) {
      if (!isServerAnswer(error)) this.connection.discard(client);
      throw error;
    }
  }
}
