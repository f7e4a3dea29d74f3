import type { EventStoreDBClient } from '@eventstore/db-client';

import { type AppendCall, openAppendCall } from './append-call';

/** The call of appends of each client. A call that has ended is replaced by a new one. */
export class AppendCalls {
  private readonly calls = new WeakMap<EventStoreDBClient, Promise<AppendCall>>();

  /** @throws what the client throws */
  async currentCall(client: EventStoreDBClient): Promise<AppendCall> {
    for (;;) {
      const known = this.calls.get(client) ?? this.open(client);
      const call = await known;
      if (!call.isOver) return call;
      this.forget(client, known);
    }
  }

  private open(client: EventStoreDBClient): Promise<AppendCall> {
    const opening = openAppendCall(client);
    this.calls.set(client, opening);
    opening.catch(() => this.forget(client, opening));
    return opening;
  }

  /** Nothing happens where another caller has opened the next one already. */
  private forget(client: EventStoreDBClient, call: Promise<AppendCall>): void {
    if (this.calls.get(client) === call) this.calls.delete(client);
  }
}
