import { randomUUID } from 'node:crypto';
import type { EventStoreDBClient } from '@eventstore/db-client';

import type { Clock } from '../../../shared/clock';
import { toClientEvent } from '../../codec/client-events';
import type { ClientConnection } from '../client-connection';
import { isServerAnswer } from '../client-errors';
import type { Deadlines } from '../deadlines';
import { AppendCalls } from './append-calls';
import { AppendsInProgress } from './appends-in-progress';
import type { Appended } from './decode-answer';
import { type Append, encodeAppend } from './encode-append';
import { Semaphore } from './semaphore';

/** Appends that are under way at once: enough for a server that is some milliseconds away. */
const APPENDS_AT_ONCE = 128;
const MAX_WAITING_APPENDS = 10_000;
/**
 * The server takes a deadline as a time of day. A server with another clock takes it for past, and every append would fail
 * although both are well. So the server gets a deadline that never comes, and this side measures a duration.
 */
const NO_DEADLINE_MS = 365 * 24 * 3_600_000;

/** Appends over the official client's connection, a limited number at once and each for a limited time. */
export class ClientAppender {
  private readonly appends = new Semaphore(APPENDS_AT_ONCE, MAX_WAITING_APPENDS);
  private readonly calls = new AppendCalls();
  private readonly inProgress = new AppendsInProgress();

  constructor(
    private readonly connection: ClientConnection,
    private readonly clock: Clock,
    private readonly deadlines: Deadlines,
    /** Milliseconds for one append, with the time it waits for its turn. */
    private readonly timeoutMs: number,
  ) {}

  /**
   * One attempt: whether to repeat it is for the caller, which knows what it decided on.
   * @throws {Bug} the events cannot be written as JSON. @throws what the client throws
   */
  append(append: Append): Promise<Appended> {
    return this.inProgress.join(append, () => this.appendInTime(append));
  }

  private appendInTime(append: Append): Promise<Appended> {
    const send = this.prepare(append);
    const untilMs = this.clock.monotonicMs() + this.timeoutMs;
    const attempt = this.appends.run(
      () => this.clock.monotonicMs() < untilMs,
      () => this.appendOnce(send),
    );
    return this.deadlines.waitFor(this.timeoutMs, attempt);
  }

  /** Encodes the append before its turn comes. An append that is too large for one message is left to the client. */
  private prepare(append: Append): (client: EventStoreDBClient) => Promise<Appended> {
    const correlationId = randomUUID();
    const deadlineSeconds = Math.floor((this.clock.now().getTime() + NO_DEADLINE_MS) / 1000);
    const request = encodeAppend(append, { correlationId, deadlineSeconds });
    if (!request) return client => appendByClient(client, append);
    return async client => (await this.calls.currentCall(client)).append(correlationId, request);
  }

  private async appendOnce(send: (client: EventStoreDBClient) => Promise<Appended>): Promise<Appended> {
    const client = await this.connection.current();
    try {
      return await this.deadlines.waitFor(this.timeoutMs, send(client));
    } catch (error) {
      if (!isServerAnswer(error)) this.connection.discard(client);
      throw error;
    }
  }
}

async function appendByClient(
  client: EventStoreDBClient,
  { streamId, expected, events }: Append,
): Promise<Appended> {
  const options = { expectedRevision: expected, deadline: NO_DEADLINE_MS };
  const appended = await client.appendToStream(streamId, events.map(toClientEvent), options);
  return { revision: appended.nextExpectedRevision, position: appended.position };
}
