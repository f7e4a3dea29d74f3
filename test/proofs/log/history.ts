import { createHash } from 'node:crypto';
import { appendEvents } from '../../../src/event-store/append-events';
import {
  comparePositions,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../../../src/event-store/event-store';
import type { LogBytes, RecordedBytes } from '../../../src/event-store/log/log-bytes';
import { streamName } from '../../../src/event-store/stream-names';
import { SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import type { KeyRing, KeySource } from '../../../src/proofs/keys/key-ring';
import type { Clock } from '../../../src/shared/clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

export const key = signingKey(
  'log.example/tested',
  createHash('sha256').update('tested').digest(),
  SIGNATURE,
);

export const keySource =
  (...ring: KeyRing): KeySource =>
  () =>
    Promise.resolve(ring);

/** An event store in memory that also shows its bytes. */
export class BytesInMemory extends InMemoryEventStore implements LogBytes {
  constructor(private readonly time: Clock) {
    super(time);
  }

  async *readAllBytes(after?: Position): AsyncIterable<RecordedBytes> {
    for await (const event of this.readAll(after)) yield bytesOf(event);
  }

  async *readBytesFrom(first: Position): AsyncIterable<RecordedBytes> {
    for await (const event of this.readAll())
      if (comparePositions(event.position, first) >= 0) yield bytesOf(event);
  }

  /** Events of a stream, one for each number. */
  async add(stream: string, ...numbers: readonly number[]): Promise<void> {
    const writer = { store: this, clock: this.time };
    for (const number of numbers) {
      const last = await this.readLast(stream);
      const body = { type: 'ReferenceReserved' as const, data: { number } };
      const cause = { causationId: 'test', correlationId: 'test', actor: 'test' };
      await appendEvents(
        writer,
        streamName(stream),
        last?.revision ?? 'no_stream',
        [body],
        cause,
        String(number),
      );
    }
  }

  /** Another store that was written from this one's events, as a forger would. */
  async rewritten(
    change: (events: readonly RecordedEvent[]) => readonly RecordedEvent[],
  ): Promise<BytesInMemory> {
    const copy = new BytesInMemory(this.time);
    for (const { id, body, metadata, streamId } of change(this.log)) {
      const event: NewEvent = { id, body, metadata };
      const last = await copy.readLast(streamId);
      await copy.append(streamId, last?.revision ?? 'no_stream', [event]);
    }
    return copy;
  }
}

const bytesOf = ({ id, body, metadata, ...place }: RecordedEvent): RecordedBytes => ({
  ...place,
  id,
  type: body.type,
  data: Buffer.from(JSON.stringify(body.data)),
  metadata: Buffer.from(JSON.stringify(metadata)),
});
