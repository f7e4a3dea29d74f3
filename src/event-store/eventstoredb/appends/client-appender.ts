import type { AppendResult as ClientAppendResult } from '@eventstore/db-client';

import type { Clock } from '../../../shared/clock';
import type { toClientEvent } from '../../codec/client-events';
import type { ExpectedRevision } from '../../event-store';
import type { ClientConnection } from '../client-connection';
import { isServerAnswer } from '../client-errors';
import type { Deadlines } from '../deadlines';
import { Semaphore } from './semaphore';

type ClientEvent = ReturnType<typeof toClientEvent>;

/** Appends that are under way at once: enough for a server that is some milliseconds away. */
const APPENDS_AT_ONCE = 128;
const MAX_WAITING_APPENDS = 10_000;
/**
 * The client sends a deadline as a time of day. A server with another clock takes it for past, and every append would fail
 * although both are well. So the server gets a deadline that never comes, and this side measures a duration.
 */
const NO_DEADLINE_MS = 365 * 24 * 3_600_000;

/** Appends through the official client, a limited number at once and each for a limited time. */
export class ClientAppender {
  private readonly appends = new Semaphore(APPENDS_AT_ONCE, MAX_WAITING_APPENDS);

  constructor(
    private readonly connection: ClientConnection,
    private readonly clock: Clock,
    private readonly deadlines: Deadlines,
    /** Milliseconds for one append, with the time it waits for its turn. */
    private readonly timeoutMs: number,
  ) {}

  /** One attempt: whether to repeat it is for the caller, which knows what it decided on. @throws what the client throws */
  append(streamId: string, expected: ExpectedRevision, events: ClientEvent[]): Promise<ClientAppendResult> {
    const untilMs = this.clock.monotonicMs() + this.timeoutMs;
    const attempt = this.appends.run(
      () => this.clock.monotonicMs() < untilMs,
      () => this.appendOnce(streamId, expected, events),
    );
    return this.deadlines.waitFor(this.timeoutMs, attempt);
  }

  private async appendOnce(
    streamId: string,
    expected: ExpectedRevision,
    events: ClientEvent[],
  ): Promise<ClientAppendResult> {
    const client = await this.connection.current();
    const options = { expectedRevision: expected, deadline: NO_DEADLINE_MS };
    const answer = client.appendToStream(streamId, events, options);
    try {
      return await this.deadlines.waitFor(this.timeoutMs, answer);
    } catch (error) {
      if (!isServerAnswer(error)) this.connection.discard(client);
      throw error;
    }
  }
}
