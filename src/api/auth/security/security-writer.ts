import { appendEvents } from '../../../event-store/append-events';
import type { EventStore, ExpectedRevision } from '../../../event-store/event-store';
import type { Clock } from '../../../shared/clock';
import { Fault } from '../../../shared/fault';
import type { Random } from '../../../shared/random';
import { dayOf, type SecurityEventRecorded, securityStream } from './security-event';

export interface SecurityParts {
  readonly store: Pick<EventStore, 'append' | 'readLast'>;
  readonly clock: Clock;
  readonly random: Random;
}

interface Waiting {
  readonly event: SecurityEventRecorded;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Other processes write the same stream: after each conflict one of them has got further. */
const MAX_CONFLICTS = 20;
/** The most events of one append. */
const MAX_TOGETHER = 200;

/** Writes the stream of the day. What arrives during an append is appended together afterwards. */
export class SecurityWriter {
  private waiting: Waiting[] = [];
  private isWriting = false;
  private known: { readonly day: string; readonly revision: ExpectedRevision } | undefined;

  constructor(private readonly parts: SecurityParts) {}

  /** Resolves when the event is on disk. @throws {Fault} It may be on disk, or not: recorded again it stands there twice. */
  append(event: SecurityEventRecorded): Promise<void> {
    const done = new Promise<void>((resolve, reject) => this.waiting.push({ event, resolve, reject }));
    if (!this.isWriting) void this.write();
    return done;
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_TOGETHER);
      try {
        await this.appendTogether(batch.map(({ event }) => event));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.known = undefined;
        for (const { reject } of batch) reject(error);
      }
    }
    this.isWriting = false;
  }

  private async appendTogether(events: readonly SecurityEventRecorded[]): Promise<void> {
    const day = dayOf(this.parts.clock.now());
    const stream = securityStream(day);
    const causationId = this.parts.random.uuid();
    const cause = { causationId, correlationId: stream, actor: 'security' };
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const expected = this.known?.day === day ? this.known.revision : await this.lastRevision(stream);
      const appended = await appendEvents(this.parts, stream, expected, events, cause);
      if (appended.ok) return void (this.known = { day, revision: appended.revision });
      this.known = undefined;
    }
    throw new Fault('event store', `The stream ${stream} is written by too many at once`);
  }

  private async lastRevision(stream: string): Promise<ExpectedRevision> {
    return (await this.parts.store.readLast(stream))?.revision ?? 'no_stream';
  }
}
